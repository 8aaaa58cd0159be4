"""E-mail addresses, telephone numbers and web addresses."""

import re
from collections.abc import Iterator

from phonenumbers import PhoneNumberMatcher

from forum.identifiers.hits import REMOVE, Hit, Kind

# Lengths as in RFC 5321 and RFC 1035; "(at)" is how people hide an address from machines.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[(\[]at[)\]] ?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?!\w)"
)
# In small letters only: "klart.Nu provar vi" lacks a space, not a scheme.
_DOMAINS = "se|nu|com|org|net|eu|no|dk|fi|de|io|info"
_URL = re.compile(
    r"(?<![\w@.])(?:"
    r"(?:https?://|www\.)[^\s<>()\[\]\"'`]{1,2000}(?<![.,:;!?*_])"
    rf"|[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?-i:{_DOMAINS})(?![\w@-]|\.\w)(?:/[^\s<>()\[\]]{{0,2000}})?"
    r")",
    re.IGNORECASE,
)
# The matcher takes two numbers beside each other for one that is too long.
_NEXT_NUMBER = re.compile(r"[ \t](?=\+|0\d{1,3}[ -]\d{2,3}[ -]?\d{2,3}(?!\d))")


def emails(text: str) -> Iterator[Hit]:
    """Find e-mail addresses; they lead straight to a person or a company."""
    for match in _EMAIL.finditer(text):
        yield Hit(match.start(), match.end(), Kind.EMAIL, match[0], REMOVE)


def phones(text: str) -> Iterator[Hit]:
    """Find telephone numbers: Swedish ones as dialled here, others with their country code."""
    for match in PhoneNumberMatcher(_NEXT_NUMBER.sub("\n", text), "SE"):
        yield Hit(match.start, match.end, Kind.PHONE, text[match.start : match.end], REMOVE)


def urls(text: str) -> Iterator[Hit]:
    """Find web addresses, bare domains too: most lead to a company."""
    for match in _URL.finditer(text):
        yield Hit(match.start(), match.end(), Kind.URL, match[0], REMOVE)
