"""Times as exports of other forums write them; what names no zone is UTC, as in public dumps."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from django.utils import timezone
from pydantic_core import PydanticCustomError

OLDEST_YEAR: Final = 1900  # anything older is a fault of the export
READ: Final = "ISO 8601, RFC 2822, seconds since 1970, or 01/26/2005 00:00"

_SINCE_1970 = re.compile(r"-?\d{9,19}(?:\.\d+)?")
# Seconds have at most eleven digits, then come milli-, micro- and nanoseconds.
_UNITS: Final = ((10**11, 1), (10**14, 10**3), (10**17, 10**6), (10**20, 10**9))
_LEAP_SECOND = re.compile(r"(?<=:[0-5]\d):60\b")
_ZONE = re.compile(r"\s*(?:UTC|GMT|Z|[+-]00:?00)\s*$|\s+(?=[+-]\d\d:?\d\d$)", re.IGNORECASE)
_NET = re.compile(r"/?Date\((-?\d+)(?:[+-]\d{4})?\)/?")  # as ASP.NET writes JSON
LAYOUTS: Final = (
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%a %b %d %H:%M:%S %Y",
    "%a %b %d %H:%M:%S %z %Y",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d, %Y %H:%M",
    "%B %d, %Y %H:%M",
    "%b %d, %Y %I:%M %p",
    "%a %b %d, %Y %I:%M %p",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
)
type Way = Callable[[str], datetime | None]


def moment(value: Any) -> datetime | None:
    """The time a line names, in UTC or its own zone; None where it names none.

    Raises PydanticCustomError for what is no time, or none between 1900 and tomorrow.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PydanticCustomError("moment", "is no date")
    found = _read(str(value).strip(), WAYS if isinstance(value, str) else (_counted,))
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if found.year < OLDEST_YEAR or found > timezone.now() + timedelta(days=1):
        raise PydanticCustomError("moment", "lies in the future or before 1900")
    return found


def _read(text: str, ways: Sequence[Way]) -> datetime:
    for way in ways:
        try:
            if (found := way(text)) is not None:
                return found
        except (ValueError, OverflowError):
            continue
    raise PydanticCustomError("moment", "is no date this reads ({read})", {"read": READ})


def _counted(text: str) -> datetime | None:
    """Seconds since 1970, or parts of them; told apart by how many there are."""
    if net := _NET.fullmatch(text):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(net[1]))
    if not _SINCE_1970.fullmatch(text):
        return None
    whole, _point, fraction = text.partition(".")
    unit = next(unit for most, unit in _UNITS if abs(int(whole)) < most)
    seconds = timedelta(seconds=int(whole) // unit, microseconds=int(whole) % unit * 10**6 // unit)
    return datetime(1970, 1, 1, tzinfo=UTC) + seconds + timedelta(seconds=float(f"0.{fraction}0"))


def _iso(text: str) -> datetime | None:
    """ISO 8601, with a space before the zone or its name, and with a leap second.

    A leap second is the last second before it: no clock of ours has a place for it.
    """
    plain = _LEAP_SECOND.sub(":59", _ZONE.sub(_offset, text))
    return datetime.fromisoformat(plain)


def _offset(zone: re.Match[str]) -> str:
    return "+00:00" if zone[0].strip() else ""


def _mail(text: str) -> datetime | None:
    """RFC 2822, as mail archives have it; zones by name are known for America alone."""
    return parsedate_to_datetime(text) if re.search(r"[+-]\d{4}$|\b(?:GMT|UTC?)$", text) else None


def _laid_out(text: str) -> datetime | None:
    bare = re.sub(r"\s+(?:UTC|GMT|Z)$", "", text, flags=re.IGNORECASE)
    for layout in LAYOUTS:
        try:
            return datetime.strptime(bare, layout)  # noqa: DTZ007 - the zone is set by the caller
        except ValueError:
            continue
    return None


WAYS: Final[tuple[Way, ...]] = (_counted, _iso, _mail, _laid_out)
