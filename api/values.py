"""Numbers, days, choices and lists, taken exactly as the OpenAPI file describes them.

DRF's own fields also take `"7"`, `7.0`, `"yes"`, `"20261122"` and `"1_000"`: whatever is taken
today without being described has to be taken for ever. And what they say of anything else tells
what was wrong ("got str", "does not match"); these say what to write instead.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from api.amounts import PLACES, WHOLE_DIGITS, read_amount

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STEP = Decimal(1).scaleb(-PLACES)
AT_MOST = _("At most {max_length} characters.")


class Spoken:
    """What every field says of nothing; to stand before DRF's class among the parents."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("This is needed."),
        "null": _("A value is needed here; null is none."),
    }


class Choice(Spoken, serializers.ChoiceField):
    """One of a few words, all of which are named to whoever sends another."""

    default_error_messages = {"invalid_choice": _("Choose one of: {choices}.")}

    def to_internal_value(self, data: Any) -> Any:
        """The choice."""
        known: dict[str, Any] = self.choice_strings_to_values
        if str(data) not in known:
            self.fail("invalid_choice", choices=", ".join(known))
        return known[str(data)]


class Several(Spoken, serializers.ListField):
    """A list of values."""

    default_error_messages = {
        "not_a_list": _("Send a list, in [ ]."),
        "empty": _("Send at least one."),
        "min_length": _("Send at least {min_length} of these."),
        "max_length": _("Send at most {max_length} of these."),
    }


class Rows(serializers.ListSerializer[Any]):
    """A list of objects, with the sentences of `Several`."""

    default_error_messages = {**Spoken.default_error_messages, **Several.default_error_messages}


class Mail(Spoken, serializers.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "invalid": _("Write an e-mail address, as anna@example.org."),
        "blank": _("Write an e-mail address, as anna@example.org."),
        "max_length": AT_MOST,
    }


class Slug(Spoken, serializers.SlugField):
    """The short name of something, as addresses have it."""

    default_error_messages = {
        "invalid": _("Write a short name as it was given: letters, digits, - and _."),
        "blank": _("Write a short name as it was given: letters, digits, - and _."),
        "max_length": AT_MOST,
    }


class Sent(Spoken, serializers.FileField):
    """A file in a form."""

    default_error_messages = {
        "required": _("Choose a file."),
        "invalid": _("Send the file in a form (multipart/form-data)."),
        "no_name": _("The file has no name."),
        "empty": _("The file is empty."),
        "max_length": _("The file's name has more than {max_length} characters."),
    }


class Whole(Spoken, serializers.IntegerField):
    """A whole number: a JSON number without a fraction, not its text."""

    default_error_messages = {
        "invalid": _("Write a whole number, as 12."),
        "min_value": _("At least {min_value}."),
        "max_value": _("At most {max_value}."),
    }

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if isinstance(data, bool) or not isinstance(data, int | float) or data != int(data):
            self.fail("invalid")
        return int(data)


class Day(Spoken, serializers.DateField):
    """A day as `2026-11-22`, the only one of ISO 8601's spellings that RFC 3339 knows."""

    default_error_messages = {"invalid": _("Write a date that exists, as 2026-03-31.")}

    def to_internal_value(self, value: Any) -> date:
        """The day."""
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fail("invalid")
        day: date = super().to_internal_value(value)
        return day


class Digits(Spoken, serializers.RegexField):
    """So many digits, as they are written down: in groups with spaces or hyphens, or without.

    `said` is what to say of anything else.
    """

    default_error_messages = {"max_length": AT_MOST}

    def __init__(self, count: int, *, said: Any, **options: Any) -> None:
        sentence = format_lazy(said, count=count)
        options["error_messages"] = {"invalid": sentence, "blank": sentence}
        super().__init__(rf"^([0-9][ -]?){{{count - 1}}}[0-9]$", **options)

    def to_internal_value(self, data: Any) -> str:
        """The text; DRF would take a number, which has lost the zeros in front."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = serializers.empty) -> str:
        """The digits alone, once the shape has been checked as it was written."""
        return re.sub("[ -]", "", super().run_validation(data))


class Flag(Spoken, serializers.BooleanField):
    """`true` or `false` in a query."""

    default_error_messages = {"invalid": _("Write true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        """The answer."""
        if data not in {"true", "false"}:
            self.fail("invalid", input=data)
        return bool(data == "true")


class Truth(Spoken, serializers.BooleanField):
    """`true` or `false` in a body, and nothing that only looks like it."""

    default_error_messages = {"invalid": _("Write true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        """The answer."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Amount(Spoken, serializers.DecimalField):
    """A measured value as text (`api.amounts`), kept exactly, or as a number, to six places.

    JSON numbers arrive as binary fractions (0.1 + 0.2 is 0.30000000000000004), so rounding a number
    loses nothing that was meant; text with more places than are kept is refused.
    """

    default_error_messages = {
        "amount": _("Send the value as text, as “12.5”, or as a number."),
        "too_large": _("At most 12 digits before the comma."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=WHOLE_DIGITS + PLACES, decimal_places=PLACES, **options)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Only null is no value; DRF takes blank text for null."""
        return serializers.Field.validate_empty_values(self, data)

    def to_internal_value(self, data: Any) -> Decimal:
        """The value, exact."""
        if isinstance(data, str):
            return read_amount(data)
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("amount")
        value = Decimal(str(data)).quantize(_STEP) if abs(data) < 10**WHOLE_DIGITS else None
        if value is None or abs(value) >= 10**WHOLE_DIGITS:
            raise ValidationError(self.error_messages["too_large"], "amount")
        return value
