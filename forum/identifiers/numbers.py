"""Personal identity numbers, coordination numbers and organisation numbers."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from organisationsnummer import organisationsnummer
from personnummer import personnummer

from forum.identifiers.hits import REMOVE, Hit, Kind

_EMPHASIS: Final = r"[*_~`]{0,3}"  # Markdown within a number is not seen
_GAP: Final = rf"{_EMPHASIS} {{0,3}}[-+./]? {{0,3}}{_EMPHASIS}"
# 10 or 12 digits (16 before an organisation's) with any sign before the last four, the date in one
# piece or in three, or a VAT number around them.
_CANDIDATE: Final = re.compile(
    r"(?<![^\W_])(?P<vat>SE[ -]?)?(?P<head>(?:1[689]|20)?\d\d(?P<sep>[-./ ]?)\d\d(?P=sep)\d\d)"
    rf"(?P<gap>{_GAP})(?P<tail>\d{{2}} ?\d ?\d)(?(vat)[ -]?01)(?![^\W_])"
)
_SPELLED: Final = re.compile(  # one by one: "8 5 0 7 0 9 - 9 8 0 5"
    r"(?<![^\W_])(?<!\d )(?P<head>\d(?: \d){5}(?: \d \d)?) {0,2}[-+]? {0,2}(?P<tail>\d(?: \d){3})"
    r"(?![^\W_]| \d(?!\d))"
)
# A line that ends inside a number, as in the text of a PDF.
_BREAK: Final = re.compile(r"(?<=[\d+./-]) ?\n[ >]{0,8}(?=[-+./]?\d)")
_REACH: Final = 24  # characters of a number on either side of the break
_BEFORE: Final = re.compile(r"[^\n]{1,24}\Z")
_AFTER: Final = re.compile(r"[^\n]{1,24}")
_SHORTEST: Final = 7  # characters, of the shortest telephone number

type Detector = Callable[[str], Iterator[Hit]]


def numbers(text: str) -> Iterator[Hit]:
    """Find numbers whose check digit is right; both may stand with or without their dash."""
    for pattern in (_CANDIDATE, _SPELLED):
        for match in pattern.finditer(text):
            kind = is_whole(match) and kind_of(re.sub(r"\D", "", match["head"] + match["tail"]))
            if kind:
                yield Hit(match.start(), match.end(), kind, match[0], REMOVE)


def is_whole(match: re.Match[str]) -> bool:
    """Tell whether a date in three pieces belongs to the last four: not "2024-03-11 1412"."""
    named = match.groupdict()
    between = named.get("sep")
    return not between or between in named["gap"] or bool(set(named["gap"]) & set("-+"))


def kind_of(digits: str) -> Kind | None:
    """Tell a person's number from an organisation's; a sole trader's is the person's own."""
    if personnummer.valid(digits):
        return Kind.PERSONAL_NUMBER
    return Kind.ORGANISATION_NUMBER if organisationsnummer.valid(digits) else None


def across_breaks(text: str, look: Detector) -> Iterator[Hit]:
    """Find what `look` finds once one line break inside a number is taken away."""
    for found in _BREAK.finditer(text):
        left, right = found.span()
        before = _BEFORE.search(text, max(0, left - _REACH), left)
        after = _AFTER.match(text, right)
        if before and after and len(before[0]) + len(after[0]) >= _SHORTEST:
            for hit in look(before[0] + after[0]):
                if hit.start < len(before[0]) < hit.end:
                    start, end = before.start() + hit.start, hit.end - len(before[0]) + right
                    yield Hit(start, end, hit.kind, text[start:end], hit.suggestion)
