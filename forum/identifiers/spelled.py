"""Numbers said in words, digit by digit, and parts of a number that lead to the whole."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.counting import DIGIT, value
from forum.identifiers.hits import REMOVE, Hit, Kind
from forum.identifiers.numbers import kind_of
from forum.identifiers.phones import area_code

_SWEDEN: Final = 46
_SEP: Final = r"[ ,-]{1,3}"
_SPOKEN: Final = re.compile(
    rf"(?<!\w)(?:{DIGIT})(?:{_SEP}(?:{DIGIT})){{5,15}}(?!\w)", re.IGNORECASE
)
_MOBILE: Final = re.compile(r"7[02369]\d{7}")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Beside the last four digits of a personal identity number; then a number in which they are hidden.
_LAST_FOUR: Final = re.compile(
    r"(?<!\w)(?:de )?(?:fyra sista|sista fyra|last four|four last)(?: siffrorna| digits)?"
    r"(?:[^\d\n.]{0,20}(?:\d{4}|\d \d \d \d))?(?!\w)",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(
    r"(?<!\w)(?:19|20)?\d{6}[-+ ]?(?:[Xx]{3,4}|\*{3,4}|_{3,4}|\.{4}|[?]{3,4})"
)


def spelled(text: str) -> Iterator[Hit]:
    """Find telephone and personal numbers said digit by digit: "noll sju noll …"."""
    for match in _SPOKEN.finditer(text):
        digits = "".join(str(value(word)) for word in _WORD.findall(match[0]))
        kind = kind_of(digits) or kind_of_dialled(digits)
        if kind:
            yield Hit(match.start(), match.end(), kind, match[0], REMOVE)


def kind_of_dialled(digits: str) -> Kind | None:
    """Tell whether digits are a telephone number, a mobile's perhaps without its 0."""
    is_led = digits.startswith("0") or _MOBILE.fullmatch(digits)
    return Kind.PHONE if is_led and area_code(_SWEDEN, int(digits)) > 0 else None


def parts_of_numbers(text: str) -> Iterator[Hit]:
    """Find the last four digits of a personal identity number, and one in which they are hidden."""
    for pattern in (_LAST_FOUR, _HIDDEN):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), Kind.REFERENCE_NUMBER, match[0], REMOVE)
