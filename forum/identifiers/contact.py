"""E-mail addresses, also written around, and web addresses."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.hits import REMOVE, Hit, Kind
from forum.identifiers.vocabulary import BEFORE_AT

# People hide an address from machines: "bo (at) exempel punkt se", "bo snabel-a exempel.se".
_DOT_WORD: Final = r"dot|punkt|prick"
_AT: Final = re.compile(
    r"(?P<sign>@(?:\n[ >]{0,8})?| {1,2}@ {1,2})"
    r"| {0,2}[(\[{<] ?(?:snabel(?:[ -]?a)?|alfakrull|kanelbulle|at|ät|a|@) ?[)\]}>] {0,2}"
    r"|(?<=[^\W_])[ _-]{1,2}(?:snabel[ -]?a|alfakrull|kanelbulle|(?P<at>at))[ _-]{1,2}(?=[^\W_])",
    re.IGNORECASE,
)
_DOT: Final = (
    rf"(?:\.| {{1,2}}\. {{1,2}}| {{0,2}}[(\[{{<] ?(?:{_DOT_WORD}|\.) ?[)\]}}>] {{0,2}}"
    rf"|[ _-]{{1,2}}(?:{_DOT_WORD})[ _-]{{1,2}})"
)
# Lengths as in RFC 5321 and RFC 1035; a line may end behind a hyphen.
_LABEL: Final = rf"(?:(?!{_DOT})(?:[\w]|-(?:\n(?=\w))?)){{1,63}}"
_DOMAIN: Final = re.compile(
    rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}(?P<dot>{_DOT})(?P<top>[^\W_]{{2,63}})(?!\w)", re.IGNORECASE
)
_LOCAL: Final = re.compile(r"[\w.+-]{1,64}\Z")
_LOCAL_BEFORE: Final = re.compile(
    rf"[\w+-]{{1,30}}(?: {{1,2}}(?:{_DOT_WORD}) {{1,2}}"
    rf"| {{0,2}}[(\[{{<] ?(?:{_DOT_WORD}|\.) ?[)\]}}>] {{0,2}})\Z",
    re.IGNORECASE,
)
_TOP: Final = re.compile(r"[a-z]{2,8}|[A-Z]{2,8}")  # not "bra.Men", which lacks a space
_REACH: Final = 80  # characters in front of an "@" that are looked at
_NAMES: Final = range(3)  # parts of a local name with dots in words between them

# In small letters only: "klart.Nu provar vi" lacks a space, not a scheme.
_DOMAINS = "se|nu|com|org|net|eu|no|dk|fi|de|io|info"
_URL = re.compile(
    r"(?<![\w@.])(?:"
    r"(?:https?://|www\.)[^\s<>()\[\]\"'`]{1,2000}(?<![.,:;!?*_])"
    rf"|[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?-i:{_DOMAINS})(?![\w@-]|\.\w)(?:/[^\s<>()\[\]]{{0,2000}})?"
    r")",
    re.IGNORECASE,
)


def emails(text: str, language: str = "sv") -> Iterator[Hit]:
    """Find e-mail addresses; they lead straight to a person or a company."""
    for found in _AT.finditer(text):
        start = local_part(text, found.start())
        domain = start < found.start() and _DOMAIN.match(text, found.end())
        if domain and is_address(text[start : found.start()], found, domain, language):
            yield Hit(start, domain.end(), Kind.EMAIL, text[start : domain.end()], REMOVE)


def local_part(text: str, end: int) -> int:
    """Where the part before an "@" begins: "bo punkt ek" is one; `end` if there is none."""
    first = max(0, end - _REACH)
    found = _LOCAL.search(text[first:end])
    start = first + found.start() if found else end
    for _ in _NAMES:
        more = start < end and _LOCAL_BEFORE.search(text[first:start])
        if not more:
            break
        start = first + more.start()
    return start


def is_address(local: str, at: re.Match[str], domain: re.Match[str], language: str) -> bool:
    """Tell an address from a sentence: "we met at example.se" is none.

    Nothing else has an "@" or a dot in words; "at" is no Swedish word, but an English one.
    """
    if at["sign"] == "@" or domain["dot"] != ".":
        return domain["dot"] != " . " or bool(_TOP.fullmatch(domain["top"]))
    if not _TOP.fullmatch(domain["top"]):
        return False
    is_coined = bool(re.search(r"[._\d]", local))
    return not at["at"] or is_coined or (language == "sv" and local.casefold() not in BEFORE_AT)


def urls(text: str) -> Iterator[Hit]:
    """Find web addresses, bare domains too: most lead to a company."""
    for match in _URL.finditer(text):
        yield Hit(match.start(), match.end(), Kind.URL, match[0], REMOVE)
