"""Weeks with their year, dates in words and feast days: all can be looked up."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.dates import MONTH, MONTHS, SHORT_YEAR, read_month, season, year_of
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.vocabulary import FEASTS, ORDINALS, either

_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_WEEK: Final = r"(?P<w>0?[1-9]|[1-4]\d|5[0-3])"
_SPAN: Final = r"(?: ?(?:-|och|till|and|to) ?(?:v\.? ?)?\d{1,2})?"
_WEEKS: Final = [
    re.compile(rf"(?<![\w.,/-]){pattern}(?![\w]|[.,/-]\d)", re.IGNORECASE)
    for pattern in (
        rf"(?:v\.?|w\.?|veckan?|veckorna|weeks?) ?{_WEEK}{_SPAN}"
        rf"(?:[ ,/-]{{1,3}}(?:år |of |in )?{_YEAR}|(?:/| ?['’]){SHORT_YEAR})",
        rf"{_YEAR}[ ,/-]{{0,3}}(?:v\.?|w\.?|veckan?|week) ?{_WEEK}{_SPAN}",
        rf"(?:v\.?|vecka) ?{SHORT_YEAR}{_WEEK.replace('0?[1-9]', '0[1-9]')}",
    )
]
_ORDINAL: Final = rf"(?:{either(ORDINALS)})"
_AFTER: Final = rf"(?:,? (?:{_YEAR}|(?:förra|samma|detta|i|last|this) ?år(?:et)?|last year))?"
_WORDED: Final = [
    re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        rf"(?:den |the )?{_ORDINAL} (?:of )?{MONTH}{_AFTER}",
        rf"(?-i:(?P<m>{'|'.join(MONTHS)})) (?:the )?{_ORDINAL}{_AFTER}",
        r"(?:mån|tis|ons|tors|fre|lör|sön)dagen den \d{1,2}(?::?[ae])?",
    )
]
_FEASTS: Final = {feast.rpartition(" ")[0]: int(feast.rpartition(" ")[2]) for feast in FEASTS}
_FEAST: Final = either(_FEASTS)
_NEAR: Final = (
    r"(?:strax |precis |just |dagen |veckan |helgen |right |the week )?"
    r"(?:före|efter|innan|inför|before|after)"
)
_FEASTED: Final = [
    re.compile(
        rf"(?<!\w)(?P<feast>{_FEAST})s?,? (?:år |in |of )?(?:{_YEAR}|-{SHORT_YEAR})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w){_NEAR} (?P<feast>{_FEAST})(?!\w)", re.IGNORECASE),
]


def weeks(text: str, language: str) -> Iterator[Hit]:
    """Find weeks that say their year: "v. 12 2024" is five days."""
    for pattern in _WEEKS:
        for match in pattern.finditer(text):
            month = min(12, 1 + int(match["w"]) * 12 // 53)
            suggestion = season(month, year_of(match), language)
            yield Hit(match.start(), match.end(), Kind.EXACT_DATE, match[0], suggestion)


def worded(text: str, language: str) -> Iterator[Hit]:
    """Find days in words: "den tredje mars", "tisdagen den 14:e"."""
    for pattern in _WORDED:
        for match in pattern.finditer(text):
            named = match.groupdict()
            suggestion = None
            if named.get("m"):
                month, spoken = read_month(named["m"].casefold(), language)
                suggestion = season(month, named.get("y"), spoken)
            yield Hit(match.start(), match.end(), Kind.EXACT_DATE, match[0], suggestion)


def feasts(text: str, language: str) -> Iterator[Hit]:
    """Find feast days with their year, or with what came before or after them."""
    for pattern in _FEASTED:
        for match in pattern.finditer(text):
            suggestion = season(_FEASTS[match["feast"].casefold()], year_of(match), language)
            if pattern is _FEASTED[-1]:
                suggestion = f"{'in' if language == 'en' else 'under'} {suggestion}"
            yield Hit(match.start(), match.end(), Kind.EXACT_DATE, match[0], suggestion)
