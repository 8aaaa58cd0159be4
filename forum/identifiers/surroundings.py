"""What a number is called by the words beside it: "order 08-123 456 78" is no telephone."""

import re
from typing import Final

from forum.identifiers.vocabulary import DIALLED, ENDINGS, REFERENCES

_REACH: Final = 60  # characters on either side
# The word before a number, with "nr", a colon, a bracket or Markdown between them.
_BEFORE: Final = re.compile(
    r"(?P<word>[^\W\d_]{1,40}(?:[-/.][^\W\d_]{1,40})?)\.?"
    r"(?: ?(?:nr|nummer|number|num|no|id|kod)\b\.?)?[ *_`|(\[#:=№]{0,8}(?-i:\b[A-Z]{1,3}[- ]?)?\Z",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"(?:nr|nummer|numret|numren|numrets|numrena|id|kod|koden|no)\Z")
_CALLED_AFTER: Final = re.compile(
    r"[*_`]{0,3} ?\(?(?P<word>[^\W\d_]{2,30})\.?(?:nr|nummer|no)\.?\)?(?!\w)", re.IGNORECASE
)
# A revision, or a unit: "0500-100 20 mm" dials nothing.
_MEASURED: Final = re.compile(
    r"[*_`]{0,3},? ?(?:rev|ver|mm|cm|dm|m|km|kg|g|ton|st|stycken|kr|sek|bar|rpm|grader|°|%)(?!\w)",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[^.!?;\n]*+\Z")
_WORDS: Final = re.compile(r"[^\W\d_]+(?::a)?")
_DIRECT: Final = (
    *("telefon", "tele", "tel", "mobil", "fax", "direkt", "hem", "jour", "sms", "växel", "mob"),
    *("person", "pers", "organisations", "org", "moms", "vat", "födelse", "samordnings", "swish"),
)
_COMPOUNDED: Final = tuple(word for word in REFERENCES if len(word) >= 5)


def is_reference(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a number make it one of an order, an article or a drawing."""
    if is_dialled(text, start):
        return False
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    if before and names_reference(before["word"].casefold()):
        return True
    after = text[end : end + _REACH]
    called = _CALLED_AFTER.match(after)
    is_called = called and not called["word"].casefold().endswith(_DIRECT)
    return bool(is_called or _MEASURED.match(after))


def is_dialled(text: str, start: int) -> bool:
    """Tell whether the clause before a number is about calling somebody."""
    clause = _CLAUSE.search(text[max(0, start - _REACH) : start])
    words = _WORDS.findall(clause[0].casefold()) if clause else []
    return any(word in DIALLED for word in words)


def names_reference(word: str) -> bool:
    """Tell whether a word, inflected or in a compound, names what carries a number of its own.

    Whatever is called "…nummer" does, but not somebody's "telefonnummer", nor a bare "nummer".
    """
    plain = _NUMBERED.sub("", word).strip("-.")
    if not plain or plain.endswith(_DIRECT):
        return False
    if plain != word.strip("-."):
        return True
    stems = {plain.removesuffix(ending) for ending in ENDINGS}
    return not stems.isdisjoint(REFERENCES) or any(stem.endswith(_COMPOUNDED) for stem in stems)
