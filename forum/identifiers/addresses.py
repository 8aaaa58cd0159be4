"""Where somebody is to be found: handles, postcodes, streets, extensions."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.hits import REMOVE, Hit, Kind
from forum.identifiers.vocabulary import PLACES

# "@jobbet.nu" is one too: an e-mail address has something in front of its "@".
_HANDLE: Final = re.compile(r"(?<![\w@./+-])@[^\W_](?:[\w.-]{0,38}\w)?")
_SITES: Final = (
    r"(?:linkedin|facebook|instagram|twitter|tiktok|youtube|github|snapchat|threads|bsky|mastodon)"
)
_SOCIAL: Final = re.compile(
    rf"(?<![\w@.])(?:https?://)?(?:[\w-]{{1,20}}\.)?(?:{_SITES}\.\w{{2,6}}|x\.com|t\.me|wa\.me|fb\.com|youtu\.be)"
    r"/[^\s<>()\[\]\"'`]{1,200}(?<![.,:;!?*_])",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(?<!\w)(?:insta|instagram|snap|snapchat|twitter|tiktok|discord|telegram|skype|messenger|linkedin|"
    r"facebook|github|signal)(?: (?:heter (?:hon|han|jag|hen)|är|som))?(?::| -)? ?[\"'“”]?"
    r"(?P<name>@?[a-zåäö\d]{2,30}[._\d][\w.]{0,30}\w|@[\w.]{2,40})",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"(?<![\w.,-])(?:SE?-? ?)?(?P<code>[1-9]\d{2} ?\d{2})(?![\w-]|[.,]\d)"
    r" {1,2}(?P<town>[A-ZÅÄÖ][\w-]{1,30})"
)
_POSTCODE_NAMED: Final = re.compile(
    r"(?<!\w)(?:postnr|postnummer|postnumret|postadress|postcode|zip)[.:]? "
    r"(?:är )?\d{3} ?\d{2}(?!\w)",
    re.IGNORECASE,
)
_STREET: Final = re.compile(
    r"(?<!\w)[A-ZÅÄÖ][\w-]{2,30}(?:gatan|vägen|gränd|gränden|torget|stigen|allén|backen|leden|plan|kajen)"
    r" \d{1,4} ?[A-H]?(?!\w)"
)
_BOX: Final = re.compile(r"(?<!\w)(?:[Bb]ox|P\.?O\.? ?[Bb]ox) \d{1,5}(?=, \d{3})")
_EXTENSION: Final = re.compile(
    r"(?<!\w)(?:anknytning|anknytningen|ankn|anknyt|snabbval|kortnummer|internnummer|interntelefon|"
    r"växelnummer|extension|ext)(?:snr|snummer|nr)?[.:]? {0,2}(?:nr\.? |är |på )?"
    r"\d[\d -]{1,7}\d(?!\w)",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(  # a telephone number without its area code
    r"(?<!\w)(?:tel|tele|tfn|telefon|ring|ringa|fax|växel|växeln)[.:]? {0,2}(?:nr\.? |på )?"
    r"(?P<number>[1-9]\d{1,2}[ -]?\d{2,3}(?:[ -]?\d{2})?)(?![\w-]|[ .,]\d| [a-zåäö])",
    re.IGNORECASE,
)


def handles(text: str) -> Iterator[Hit]:
    """Find names people have on other platforms: @name, links to profiles."""
    for pattern, part in ((_SOCIAL, 0), (_HANDLE, 0), (_NAMED, "name")):
        for match in pattern.finditer(text):
            yield Hit(match.start(part), match.end(part), Kind.HANDLE, match[part], REMOVE)


def postcodes(text: str) -> Iterator[Hit]:
    """Find postcodes with their town, and addresses of streets and boxes."""
    for match in _POSTCODE.finditer(text):
        if " " in match["code"] or match["town"].casefold() in PLACES:
            yield Hit(match.start(), match.end("code"), Kind.POSTCODE, match[0], REMOVE)
    for pattern in (_POSTCODE_NAMED, _STREET, _BOX):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), Kind.POSTCODE, match[0], REMOVE)


def extensions(text: str) -> Iterator[Hit]:
    """Find numbers to be dialled inside a company or a town."""
    for pattern in (_EXTENSION, _LOCAL):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), Kind.EXTENSION, match[0], REMOVE)
