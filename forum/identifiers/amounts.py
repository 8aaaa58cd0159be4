"""Sums of money to the krona: annual reports are public and can be searched for them."""

import re
from collections.abc import Iterator
from math import floor, log10

from forum.identifiers.hits import Hit, Kind

_UNIT = (
    r"(?:(?P<million>miljoner|miljon|millions?|mn)|(?P<thousand>tusen|thousand))?"
    r" ?(?:kronor|kr|sek|euros?|eur)|(?P<millions>mnkr|mkr|msek|meur)|(?P<thousands>tkr|ksek|tsek)"
)
_AMOUNT = re.compile(
    r"(?<![\w.,-])(?P<n>\d{1,3}(?:[ .]\d{3}){1,4}(?:,\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?)"
    rf"(?P<unit> ?(?:{_UNIT}))(?!\w)",
    re.IGNORECASE,
)
SMALLEST = 100_000  # kronor; smaller sums stand in no annual report
FIGURES = 3  # with fewer than these somebody has rounded already


def amounts(text: str, language: str) -> Iterator[Hit]:
    """Find large sums given exactly, and suggest one figure of them: "omkring 10 miljoner kr"."""
    roughly = "about" if language == "en" else "omkring"
    for match in _AMOUNT.finditer(text):
        plain = re.sub(r" |[.](?=\d{3})", "", match["n"]).replace(",", ".")
        exact = len(plain.replace(".", "").strip("0")) >= FIGURES
        if exact and float(plain) * scale(match) >= SMALLEST:
            suggestion = f"{roughly} {rounded(float(plain))}{match['unit']}"
            yield Hit(match.start(), match.end(), Kind.EXACT_AMOUNT, match[0], suggestion)


def scale(match: re.Match[str]) -> int:
    """What the unit of an amount multiplies it by."""
    if match["million"] or match["millions"]:
        return 1_000_000
    return 1_000 if match["thousand"] or match["thousands"] else 1


def rounded(number: float) -> str:
    """A number to its first figure, written as in Swedish: 1234567 is "1 000 000"."""
    first = round(number, -floor(log10(number)))
    return f"{first:,.0f}".replace(",", " ") if first >= 1 else f"{first:g}".replace(".", ",")
