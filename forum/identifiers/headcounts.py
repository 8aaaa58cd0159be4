"""How many people a company has: exact numbers are in public registers, size bands are not."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.counting import WORDS, value
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.vocabulary import CREWS, TRADES
from forum.identifiers.words import Word

_NUMBER: Final = rf"(?P<n>\d{{1,3}}(?:[ .,]\d{{3}}|\d{{1,2}})?|{WORDS})"
_STAFF: Final = re.compile(
    r"(?:hel|del)?(?:tids|års)?anställda|medarbetare|årsarbetare|heltidare|"
    r"employees|co-workers|coworkers|staff|FTEs?",
    re.IGNORECASE,
)
_PEOPLE: Final = r"personer|pers|stycken|st|man|kollegor|människor|people|persons|of us"
_TRADES: Final = tuple(TRADES)
_COLLECTIVE: Final = ("folk", "folket", "gäng", "gänget", "grupp", "lag", "laget")
_WE_ARE: Final = r"vi (?:är|var|blev)|är vi|var vi|vi har varit|we are|we were|we're"
_LET_GO: Final = (
    r"(?:sa|sade|säger|säga|sagt) upp|varslade|varslat|varslar|avskedade|avskedat|permitterade|"
    r"permitterat|anställde|nyanställde|rekryterade|laid off|fired|hired|let go(?: of)?"
)
_LEFT: Final = (
    r"fick gå|fick sluta|sades upp|varslades|blev uppsagda|permitterades|avskedades|"
    r"were laid off|lost their jobs"
)
_NOBODY_BEFORE: Final = r"(?<![\w.,/-])"
_PATTERNS: Final = [
    re.compile(
        rf"\b(?:{_WE_ARE}) (?:idag |nu |totalt )?{_NUMBER} (?P<noun>{_PEOPLE})\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?:{_WE_ARE}) {_NUMBER}(?P<noun>)(?=[.!,;)]? ?$|\.\s)", re.I | re.M),
    re.compile(rf"\b(?:{_LET_GO}) {_NUMBER} (?P<noun>{_PEOPLE})\b", re.IGNORECASE),
]
_BEFORE: Final = re.compile(rf"{_NOBODY_BEFORE}{_NUMBER} (?:fast )?\Z", re.IGNORECASE)
_GONE: Final = re.compile(rf" (?:{_LEFT})\b", re.IGNORECASE)
_REACH: Final = 45  # characters of a number in words
_COUNTED: Final = frozenset(_PEOPLE.split("|"))
_FEWEST: Final = 5  # of a crew: "tre operatörer" are in every company
# Whoever writes one of these has generalised already.
_ROUGHLY: Final = re.compile(
    r"(?:ca\.?|cirka|ungefär|omkring|runt|kring|uppemot|närmare|nästan|drygt|knappt|över|under|"
    r"minst|högst|än|till|about|around|roughly|almost|nearly|some|over|least|most|than|to|~|"
    r"\d och|\d and|[\d ]-)\s?$",
    re.IGNORECASE,
)
_BANDS: Final = ((9, "1–9"), (19, "10–19"), (49, "20–49"), (99, "50–99"), (249, "100–249"))


def headcounts(text: str, words: list[Word], language: str) -> Iterator[Hit]:
    """Find how many work in a company: "47 anställda", "vi är 47 personer", "ett dussin smeder"."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield from exact(text, match.span("n"), match.span("noun"), language)
    for word in words:
        fewest = fewest_of(text, word)
        before = fewest and _BEFORE.search(text, max(0, word.start - _REACH), word.start)
        if before and counted(before["n"]) >= fewest:
            yield from exact(text, before.span("n"), (before.end("n") + 1, word.end), language)


def fewest_of(text: str, word: Word) -> int:
    """How many of them a number must count to tell how large a company is; 0 for other words.

    "Tre operatörer" are in every company.
    """
    if _STAFF.fullmatch(word.text) or (word.key in _COUNTED and _GONE.match(text, word.end)):
        return 1
    return _FEWEST if word.key in CREWS or word.key.endswith(_TRADES) else 0


def exact(
    text: str, number: tuple[int, int], noun: tuple[int, int], language: str
) -> Iterator[Hit]:
    """A number of people as a finding, unless it is a rough one."""
    start, end = number[0], max(number[1], noun[1])
    if not _ROUGHLY.search(text, max(0, start - 10), start):
        written = text[slice(*number)].strip()
        suggestion = f"{band(counted(written), language)} {text[slice(*noun)]}".rstrip()
        yield Hit(start, end, Kind.EXACT_HEADCOUNT, text[start:end], suggestion)


def is_crew(key: str) -> bool:
    """Tell whether a word names people by what they do: "hydraulikfolk", "svetsare"."""
    return key in CREWS or key.endswith((*_TRADES, *_COLLECTIVE))


def counted(written: str) -> int:
    """A number in figures or words."""
    return int(re.sub(r"\D", "", written)) if written[0].isdigit() else value(written)


def band(count: int, language: str) -> str:
    """The size band of a headcount: the EU's classes, halved so that they still tell something."""
    for upper, name in _BANDS:
        if count <= upper:
            return name
    return "more than 250" if language == "en" else "fler än 250"
