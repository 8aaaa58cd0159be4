"""Months: `2026-03` in and out, kept as the first of the month."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.values import Spoken

SENTENCE = _("Write a month as year and month, like 2026-03.")
MONTH_PATTERN = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"


class Month(Spoken, serializers.RegexField):
    """A month of this century or the last, as the beginning of a date of RFC 3339."""

    default_error_messages = dict.fromkeys(("invalid", "blank", "max_length"), SENTENCE)

    def __init__(self, **options: Any) -> None:
        options["error_messages"] = {"invalid": SENTENCE}
        super().__init__(MONTH_PATTERN, trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        """The text; DRF would take a number."""
        if not isinstance(data, str) or not re.fullmatch(MONTH_PATTERN, data):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The first day of the month, once the shape has been checked."""
        checked = super().run_validation(data)
        return date.fromisoformat(f"{checked}-01") if checked else None


def month(day: date) -> str:
    """The month of a day."""
    return f"{day:%Y-%m}"
