"""What a number is called by the words beside it: "order 08-123 456 78" is no telephone."""

import re
from typing import Final

from forum.identifiers.vocabulary import DIALLED, ENDINGS, NUMBERED, REFERENCES

_REACH: Final = 60  # characters on either side
# The word before a number, with "nr", a colon, a bracket or Markdown between them.
_BEFORE: Final = re.compile(
    r"(?P<word>[^\W\d_]{1,40}(?:[-/.][^\W\d_]{1,40})?)\.?"
    r"(?: ?(?:nr|nummer|number|num|no|id|kod)\b\.?)?[ *_`|(\[#:=№]{0,8}(?-i:\b[A-Z]{1,3}[- ]?)?\Z",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(r"(?:nr|nummer|numret|numren|numrets|numrena|-id|-no)\Z")
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
    *(
        "person",
        "pers",
        "organisations",
        "org",
        "moms",
        "vat",
        "födelse",
        "samordnings",
        "swish",
        "intern",
        "post",
        "kort",
    ),
)
_COMPOUNDED: Final = tuple(word for word in REFERENCES if len(word) >= 5)
_NUMBERED_COMPOUNDED: Final = tuple(word for word in NUMBERED if len(word) >= 5)
_SHORT: Final = 3  # letters of words that take no endings
_AMOUNT: Final = re.compile(
    r"(?:[ .]\d{3}){0,3}(?:,\d{1,2})? ?(?:kr|kronor|kkr|tkr|mkr|sek|tusen|miljoner|st|stycken|"
    r"procent|%|kg|ton|mm|timmar|dagar|veckor|minuter|min|h|personer|gånger|euro|eur|pieces|hours|days)(?!\w)",
    re.IGNORECASE,
)


def is_reference(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a number make it one of an order, an article or a drawing."""
    if is_dialled(text, start):
        return False
    before = word_before(text, start)
    if before and names_reference(before):
        return True
    after = text[end : end + _REACH]
    called = _CALLED_AFTER.match(after)
    is_called = called and not called["word"].casefold().endswith(_DIRECT)
    return bool(is_called or _MEASURED.match(after))


def word_before(text: str, start: int) -> str:
    """The word that a number has in front of it, without "nr" and the like; "" if there is none."""
    found = _BEFORE.search(text[max(0, start - _REACH) : start])
    return found["word"].casefold() if found else ""


def is_dialled(text: str, start: int) -> bool:
    """Tell whether the clause before a number is about calling somebody."""
    clause = _CLAUSE.search(text[max(0, start - _REACH) : start])
    words = _WORDS.findall(clause[0].casefold()) if clause else []
    return any(word in DIALLED for word in words)


def names_reference(word: str) -> bool:
    """Tell whether a word, inflected or in a compound, names what carries a number of its own.

    Whatever is called "…nummer" does, but not somebody's "telefonnummer", nor a bare "nummer".
    """
    return is_one_of(word, REFERENCES, _COMPOUNDED)


def names_numbered(word: str) -> bool:
    """Tell whether a word names what is told apart by its number: narrower than a reference."""
    return is_one_of(word, NUMBERED, _NUMBERED_COMPOUNDED)


def is_one_of(word: str, listed: frozenset[str], heads: tuple[str, ...]) -> bool:
    """Tell whether a word is listed, inflected too, ends with a head, or is called "…nummer"."""
    plain = _CALLED.sub("", word).strip("-.")
    if not plain or plain.endswith(_DIRECT):
        return False
    if plain != word.strip("-."):
        return True
    stems = {plain.removesuffix(ending) for ending in ENDINGS}
    long = {stem for stem in stems if len(stem) > _SHORT}  # "mot" is no inflected "mo"
    return plain in listed or not long.isdisjoint(listed) or any(s.endswith(heads) for s in long)


def is_amount(text: str, end: int) -> bool:
    """Tell whether a number goes on as an amount: "order 250 000 kr", "detaljer 1200 st"."""
    return bool(_AMOUNT.match(text, end))
