"""Numbers that lead to a company: orders, articles, drawings, accounts, number plates."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.hits import REMOVE, Hit, Kind
from forum.identifiers.surroundings import is_amount, names_numbered, word_before
from forum.identifiers.vocabulary import NO_PLATES

# Digits, with letters and separators among them: "22107466-03", "812-4471 rev C", "A-10 233".
_TOKEN: Final = re.compile(
    r"(?<![^\W_])(?<!\d[.,])(?:[A-ZÅÄÖ]{1,5}[-.]?)?\d[\dA-Z]{0,15}(?:[-./][\dA-Z]{1,15}){0,4}+"
    r"(?:,? rev\.? ?[A-Z\d]{1,3})?(?![^\W_])"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DAY: Final = re.compile(r"(?:19|20)\d\d[-/.]\d\d[-/.]\d\d|\d{1,2}[/.]\d{1,2}(?:[/.-]\d{2,4})?")
_FEWEST: Final = 3  # digits; "order 12" tells nobody which
_BARCODE: Final = re.compile(r"(?<![\w.,-])\d{12,14}(?![\w-]|[.,]\d)")
_NUMBER: Final = r"(?:t|nr|nummer|numret)?[.:]? {0,2}(?:nr\.? ?|är ?)?"
_GIRO: Final = re.compile(
    rf"(?<!\w)(?:(?:bankgiro|bg){_NUMBER}\d{{3,4}} ?-? ?\d{{4}}"
    rf"|(?:plusgiro|postgiro|pg){_NUMBER}\d[\d ]{{0,10}}-? ?\d)(?!\w)",
    re.IGNORECASE,
)
_IBAN: Final = re.compile(
    r"(?<![^\W_])[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?(?![^\W_])"
)
_ACCOUNT: Final = re.compile(
    r"(?<!\w)(?:OCR|IBAN|BIC|clearing|konto|bankkonto|swish|account)(?:-?(?:nr|nummer|numret|number))?[.:]?"
    r" {0,2}(?:nr\.? |är |är: )?(?P<number>[A-Z]{0,6}\d[\d -]{2,30}\d)(?!\w)",
    re.IGNORECASE,
)
_PLATE: Final = re.compile(r"(?<![\w-])[A-HJ-PR-UW-Z]{3} ?\d\d[A-HJ-PR-UW-Z\d](?![\w-]|[.,]\d)")
_PLATE_BESIDE: Final = re.compile(
    r"(?<!\w)(?:bil|bilen|lastbil|lastbilen|truck|trucken|släp|släpet|skåpbil|skåpbilen|traktor|traktorn|reg|"
    r"reg\.? ?n(?:umme)?r|registreringsnummer|skylt|skylten|plate|car|van|lorry)[.:]?"
    r" (?P<plate>[A-ZÅÄÖ]{3}[ -]?\d\d[A-ZÅÄÖ\d])(?!\w)",
    re.IGNORECASE,
)


def references(text: str) -> Iterator[Hit]:
    """Find numbers of orders, articles, drawings and the like beside the words that name them."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        digits = sum(sign.isdigit() for sign in match[0])
        if digits < _FEWEST or _YEAR.fullmatch(match[0]) or _DAY.fullmatch(match[0]):
            continue
        before = word_before(text, start)
        if before and names_numbered(before) and not is_amount(text, end):
            yield Hit(start, end, Kind.REFERENCE_NUMBER, match[0], REMOVE)
    for match in _BARCODE.finditer(text):
        if has_check_digit(match[0]):
            yield Hit(match.start(), match.end(), Kind.REFERENCE_NUMBER, match[0], REMOVE)


def has_check_digit(digits: str) -> bool:
    """Tell whether the last digit of a GTIN is right (GS1 General Specifications, 7.9)."""
    weighted = (int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(digits)))
    return sum(weighted) % 10 == 0


def accounts(text: str) -> Iterator[Hit]:
    """Find numbers of accounts: bankgiro, plusgiro, OCR and others by name, IBAN by itself."""
    for match in _GIRO.finditer(text):
        yield Hit(match.start(), match.end(), Kind.ACCOUNT_NUMBER, match[0], REMOVE)
    for match in _IBAN.finditer(text):
        if is_iban(match[0].replace(" ", "")):
            yield Hit(match.start(), match.end(), Kind.ACCOUNT_NUMBER, match[0], REMOVE)
    for match in _ACCOUNT.finditer(text):
        yield Hit(match.start(), match.end(), Kind.ACCOUNT_NUMBER, match[0], REMOVE)


def is_iban(account: str) -> bool:
    """Tell whether the check digits of an IBAN are right (ISO 13616, modulo 97)."""
    turned = account[4:] + account[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def plates(text: str) -> Iterator[Hit]:
    """Find the number plates of Swedish vehicles, in small letters beside a vehicle."""
    for match in _PLATE.finditer(text):
        if match[0][:3].casefold() not in NO_PLATES:
            yield Hit(match.start(), match.end(), Kind.NUMBER_PLATE, match[0], REMOVE)
    for match in _PLATE_BESIDE.finditer(text):
        yield Hit(match.start("plate"), match.end(), Kind.NUMBER_PLATE, match["plate"], REMOVE)
