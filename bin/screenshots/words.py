"""What people write on the walk, in the language of the document it is for."""

from typing import Final

REPORTER: Final = "samira.yusuf@lovstigs-mobler.example"
AUTHOR: Final = "mikael.raske@hallvinge-hydraulik.example"
MODERATOR: Final = "sixten.alm@skruvavidare.example"
SECOND: Final = "hilma.stege@klimatskiftnyckeln.example"
REPORTED: Final = "Ring Stenhylta"  # the beginning of a comment that the demo world has
PASSAGES: Final = "Kaj på lackeringen\nvar sjukskriven hela hösten"
RULE: Final = "3."  # point at nobody

WORDS: Final = {
    "sv": {
        "report": "Alla i branschen förstår vem det är.",
        "sentence": "Vi har maskerat ett namn och det om hans hälsa. Rådet är bra och står kvar.",
        "appeal": "Jag har ringt Kaj. Han vill gärna stå där, med alltihop, och skriver till er.",
        "answer": "Kaj har skrivit till oss och sagt ja. Texten är tillbaka som den var.",
    },
    "en": {
        "report": "Everybody in the trade can tell who that is.",
        "sentence": "We have masked a name and what was said of his health. The advice stands.",
        "appeal": "I have called Kaj. He gladly stands there, all of it, and will write to you.",
        "answer": "Kaj has written to us and said yes. The text is back as it was.",
    },
}
