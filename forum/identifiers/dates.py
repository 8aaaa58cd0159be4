"""Days that can be looked up, and the season that tells as much to somebody who learns."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.hits import Hit, Kind

_SV = "januari februari mars april maj juni juli augusti september oktober november december"
_EN = "january february march april may june july august september october november december"
_NAMED = {name: (number, "en") for number, name in enumerate(_EN.split(), 1)}
_NAMED |= {name: (number, "sv") for number, name in enumerate(_SV.split(), 1)}
_SAME = {*_SV.split()} & {*_EN.split()}
_SHORT = (
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "oct",
    "nov",
    "dec",
)

_YEAR = r"(?P<y>(?:19|20)\d\d)"
# A year in two digits, as in "7 juli 85", "-23": not far in the future.
SHORT_YEAR: Final = r"(?P<yy>[3-9]\d|[012]\d)"
_CENTURY: Final = 60  # years in two digits from here on are of the last century
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(?P<m>0?[1-9]|1[0-2])"
MONTH: Final = rf"(?P<m>{'|'.join(sorted({*_NAMED, *_SHORT}, key=len, reverse=True))})\b"
MONTHS: Final = _EN.title().split()
_PATTERNS = [
    re.compile(rf"(?<![\w.,/-]){pattern}(?![\w/]|[.,-]\d)", re.IGNORECASE)
    for pattern in (
        rf"(?:den )?{_YEAR}(?P<sep>[-/.]){_NUMBER}(?P=sep){_DAY}",
        rf"{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",  # as cameras name pictures
        rf"(?:den )?{_DAY}(?P<sep>[-/.]) ?{_NUMBER}(?:(?P=sep)|[ -]){_YEAR}",
        rf"(?:den|on) {_DAY}/{_NUMBER}(?:[ -/]{_YEAR})?",
        rf"(?:den |the )?{_DAY}(?::[ae]|st|nd|rd|th)? (?:of )?{MONTH}"
        rf"(?:\.?,? (?:{_YEAR}|[-'’]?{SHORT_YEAR}(?!\d| ?%|,\d| \w)))?",
        rf"(?:den )?{_DAY}/{_NUMBER}(?: ?[-/] ?| ['’]){SHORT_YEAR}",
        rf"(?:den )?(?:[12]\d|3[01])\.{_NUMBER}\.{SHORT_YEAR}",
        rf"{SHORT_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])",
        rf"(?-i:(?P<m>{'|'.join(MONTHS)})) {_DAY}(?:st|nd|rd|th)?(?:,? {_YEAR})?",
    )
]
_SEASONS = {
    "sv": ("vintern", "våren", "sommaren", "hösten"),
    "en": ("winter", "spring", "summer", "autumn"),
}


def dates(text: str, language: str) -> Iterator[Hit]:
    """Find exact days in figures and words, in Swedish and English; a month alone is none."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            month, spoken = read_month(match["m"].casefold(), language)
            suggestion = season(month, year_of(match), spoken)
            yield Hit(match.start(), match.end(), Kind.EXACT_DATE, match[0], suggestion)


def year_of(match: re.Match[str]) -> str | None:
    """The year a match names, in four digits: "-23" is 2023, "85" is 1985."""
    named = match.groupdict()
    short = named.get("yy")
    if short:
        return f"{'20' if int(short) < _CENTURY else '19'}{short}"
    return named.get("y")


def read_month(written: str, language: str) -> tuple[int, str]:
    """The number of a month, and its language: the text's own if both write it so."""
    if written.isdigit():
        return int(written), language
    full = [(name, told) for name, told in _NAMED.items() if name.startswith(written[:3])]
    spoken = {told for name, (_, told) in full if name.startswith(written)}
    number = full[0][1][0]
    is_telling = len(spoken) == 1 and len(written) > 4 and written not in _SAME
    return number, spoken.pop() if is_telling else language


def season(month: int, year: str | None, language: str) -> str:
    """Name the season: "våren 2022"; a winter has two years: "vintern 2021–2022"."""
    name = _SEASONS["en" if language == "en" else "sv"][month % 12 // 3]
    if year is None:
        return name
    first = int(year) - (month < 3)
    return f"{name} {first}–{first + 1}" if month in {12, 1, 2} else f"{name} {year}"
