"""Telephone numbers: Swedish ones as people write them, others with their country code."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneNumber,
    is_valid_number,
    length_of_national_destination_code,
)

from forum.identifiers.hits import REMOVE, Hit, Kind

_EMPHASIS: Final = r"[*_~`]{0,3}"  # Markdown within a number is not seen
_BETWEEN: Final = rf"{_EMPHASIS}(?: ?[-/.()] ?\(?| {{1,2}}\(?)?{_EMPHASIS}"
_RUN: Final = re.compile(rf"(?<![^\W_])(?<!\d[.,/-])\d(?:{_BETWEEN}\d)*+")
_DIGITS: Final = re.compile(r"\d++")
# Said one by one: only a mobile's, of which a series of measurements is hardly ever one.
_SPELLED: Final = re.compile(r"(?<![^\W_])(?<!\d )0 7 [02369](?: \d){7}(?! ?\d)")
_SWEDEN: Final = 46
_SHORTEST: Final = 7  # digits, of a number with its 0
_LONGEST: Final = {"0": 11, "+": 17}  # digits; abroad 15 behind 00 (ITU-T E.164)
_MOST: Final = 8  # groups
_SHORT_AREA: Final = "08"  # Stockholm's; all other area codes have at least two digits
_PLUS_LOST: Final = re.compile(r"(?<!\d[.,/-])467\d{8}(?![.,/-]?\d)")


class Group(NamedTuple):
    """Some digits of a run, and where they stand."""

    start: int
    end: int
    digits: str


def phones(text: str) -> Iterator[Hit]:
    """Find telephone numbers that exist, by the library's plan of each country's numbers."""
    for match in _SPELLED.finditer(text):
        yield Hit(match.start(), match.end(), Kind.PHONE, match[0], REMOVE)
    for run in _RUN.finditer(text):
        groups = groups_of(text, run)
        place = 0
        while place < len(groups):
            length = longest(text, groups, place)
            if length:
                start, end = groups[place].start, groups[place + length - 1].end
                start -= text[max(start - 1, 0) : start] in {"+", "("}
                yield Hit(start, end, Kind.PHONE, text[start:end], REMOVE)
            place += length or 1


def groups_of(text: str, run: re.Match[str]) -> list[Group]:
    """The groups of digits in a run, without the 0 in "+46 (0)70"."""
    groups = [Group(*one.span(), one[0]) for one in _DIGITS.finditer(text, *run.span())]
    return [one for one in groups if text[max(one.start - 1, 0) : one.end + 1] != "(0)"]


def longest(text: str, groups: list[Group], place: int) -> int:
    """How many groups make the longest telephone number that begins here; 0 if none."""
    first = groups[place]
    lead = lead_of(text, first)
    if lead not in _LONGEST or (place and text[first.start - 1] in "-./"):
        return int(bool(_PLUS_LOST.match(text, first.start)))
    found, digits = 0, ""
    for length, one in enumerate(groups[place : place + _MOST], 1):
        digits += one.digits
        if length > 1 and (len(digits) > _LONGEST[lead] or begins_another(text, first, one)):
            break
        taken = groups[place : place + length]
        if len(digits) >= _SHORTEST and is_written_so(text, taken) and exists(lead, taken, digits):
            found = length
    return found


def lead_of(text: str, first: Group) -> str:
    """What a number begins with: "+" (or 00) and a country code, or the 0 of one within Sweden."""
    is_abroad = text[max(first.start - 1, 0) : first.start] == "+"
    return "+" if is_abroad or first.digits.startswith("00") else first.digits[0]


def begins_another(text: str, first: Group, one: Group) -> bool:
    """Tell whether a group is none of this number's: a single digit, or the next one's area code.

    Nothing goes on behind an area code that is too short, "06" for instance.
    """
    is_short = len(first.digits) == 2 and first.digits[0] == "0" and first.digits != _SHORT_AREA
    if is_short or len(one.digits) == 1:
        return True
    is_lead = one.digits[0] == "0" and text[one.end : one.end + 1] in {"-", "/"}
    return text[one.start - 1] == "+" or (is_lead and text[one.start - 1].isspace())


def is_written_so(text: str, groups: list[Group]) -> bool:
    """Tell whether people write a number so: no letter follows, dots are everywhere or nowhere.

    "06.00 12.30" are times of the day.
    """
    if text[groups[-1].end : groups[-1].end + 1].isalpha():
        return False
    dots = sum("." in text[one.end : other.start] for one, other in pairwise(groups))
    return dots in {0, len(groups) - 1}


def exists(lead: str, groups: list[Group], digits: str) -> bool:
    """Tell whether a number has been handed out like this; its area code is a group, or begins one.

    `lead` says whether a country code or the 0 of a number within Sweden begins it.
    """
    if lead == "+":
        return has_country(digits.removeprefix("00"))
    area = area_code(_SWEDEN, int(digits))
    return area > 0 and (len(groups) == 1 or len(groups[0].digits) > area)


def has_country(digits: str) -> bool:
    """Tell whether digits are a country code and a number of that country."""
    for length in (1, 2, 3):
        code = int(digits[:length])
        if code in COUNTRY_CODE_TO_REGION_CODE:
            return area_code(code, int(digits[length:] or 0)) >= 0
    return False


@lru_cache(maxsize=1024)
def area_code(country: int, national: int) -> int:
    """How many digits the area code of a number has; -1 if no such number exists."""
    number = PhoneNumber(country_code=country, national_number=national)
    return length_of_national_destination_code(number) if is_valid_number(number) else -1
