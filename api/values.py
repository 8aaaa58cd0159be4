"""Numbers, days and yes or no, taken exactly as the OpenAPI file describes them and no other way.

DRF's own fields also take `"7"`, `7.0`, `"yes"`, `"20261122"` and `"1_000"`: whatever is taken
today without being described has to be taken for ever.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

WHOLE_DIGITS, PLACES = 12, 6
AMOUNT_PATTERN = rf"^-?[0-9]{{1,{WHOLE_DIGITS}}}(\.[0-9]{{1,{PLACES}}})?$"
_AMOUNT = re.compile(AMOUNT_PATTERN)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STEP = Decimal(1).scaleb(-PLACES)


class Whole(serializers.IntegerField):
    """A whole number: a JSON number without a fraction, not its text."""

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if isinstance(data, bool) or not isinstance(data, int | float) or data != int(data):
            self.fail("invalid")
        return int(data)


class Day(serializers.DateField):
    """A day as `2026-11-22`, the only one of ISO 8601's spellings that RFC 3339 knows."""

    def to_internal_value(self, value: Any) -> date:
        """The day."""
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DD")
        day: date = super().to_internal_value(value)
        return day


class Digits(serializers.RegexField):
    """So many digits, as they are written down: in groups with spaces or hyphens, or without."""

    def __init__(self, count: int, **options: Any) -> None:
        super().__init__(rf"^([0-9][ -]?){{{count - 1}}}[0-9]$", **options)

    def to_internal_value(self, data: Any) -> str:
        """The text; DRF would take a number, which has lost the zeros in front."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = serializers.empty) -> str:
        """The digits alone, once the shape has been checked as it was written."""
        return re.sub("[ -]", "", super().run_validation(data))


class Flag(serializers.BooleanField):
    """`true` or `false` in a query."""

    def to_internal_value(self, data: Any) -> bool:
        """The answer."""
        if data not in {"true", "false"}:
            self.fail("invalid", input=data)
        return bool(data == "true")


class Amount(serializers.DecimalField):
    """A measured value as text, kept exactly, or as a number, rounded to six places.

    JSON numbers arrive as binary fractions (0.1 + 0.2 is 0.30000000000000004), so rounding a number
    loses nothing that was meant; text with more places than are kept is refused.
    """

    default_error_messages = {
        "amount": _("Up to 12 digits before the point and 6 after it, as in “-12.5”.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=WHOLE_DIGITS + PLACES, decimal_places=PLACES, **options)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Only null is no value; DRF takes blank text for null."""
        return serializers.Field.validate_empty_values(self, data)

    def to_internal_value(self, data: Any) -> Decimal:
        """The value, exact."""
        if isinstance(data, str) and _AMOUNT.match(data) and not data.endswith("\n"):
            return Decimal(data)
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("amount")
        value = Decimal(str(data)).quantize(_STEP) if abs(data) < 10**WHOLE_DIGITS else None
        if value is None or abs(value) >= 10**WHOLE_DIGITS:
            self.fail("amount")
        return value
