"""Shapes of what clients send: strict serializers, and references that only find the visible."""

import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError as BadId
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import empty
from rest_framework.settings import api_settings

from accounts.legible import control_in, legible_name, legible_text, legible_title
from accounts.reader import Reader
from api.values import AT_MOST, Rows, Spoken
from forum.markdown import legible_markdown

NON_FIELD = api_settings.NON_FIELD_ERRORS_KEY


class Strict(Spoken, serializers.Serializer[Any]):
    """A serializer that refuses fields it does not know, with the nearest name it does."""

    default_error_messages = {"invalid": _("Send an object: fields with their values.")}

    class Meta:
        list_serializer_class = Rows

    def run_validation(self, data: Any = empty) -> Any:
        """Refuse null as any other body that is no object: DRF says "No data provided"."""
        if data is None and self.parent is None:
            raise ValidationError({NON_FIELD: [self.error_messages["invalid"]]}, "invalid")
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse unknown names before anything else."""
        if isinstance(data, dict):
            writable = [name for name, field in self.fields.items() if not field.read_only]
            unknown = {
                str(name): [unknown_name(str(name), writable)]
                for name in data
                if name not in writable
            }
            if unknown:
                raise ValidationError(unknown)
        return super().to_internal_value(data)


def unknown_name(name: str, known: list[str]) -> Any:
    """What to say of a name that does not exist here."""
    near = get_close_matches(name, known, n=1)
    text = str(_("There is no such field."))
    if near:
        text = str(_("There is no such field. Did you mean “%(near)s”?")) % {"near": near[0]}
    return ErrorDetail(text, code="unknown")


# Control characters but line feed, carriage return and tab; then the same with every white space.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_WHITE = r"\x09\x0a\x0d\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
ANY_TEXT = rf"^[^{_CONTROL}]*$"
SOME_TEXT = rf"^[^{_CONTROL}]*[^{_CONTROL}{_WHITE}][^{_CONTROL}]*$"


class Text(Spoken, serializers.CharField):
    """Text a person writes: a string and nothing else, in NFC, without control characters.

    DRF's own field turns numbers into text, lets control characters through and takes away the
    space that begins a line of code. `pattern` says the same to readers of the OpenAPI file.
    """

    default_validators = [legible_text]

    @property
    def pattern(self) -> str:
        """The regular expression (ECMA 262) of what is taken."""
        return ANY_TEXT if self.allow_blank else SOME_TEXT

    default_error_messages = {
        "invalid": _("Write text here."),
        "blank": _("Write something here."),
        "max_length": AT_MOST,
        "control": _("Control characters are not text."),
    }

    def to_internal_value(self, data: Any) -> str:
        """The text without blank lines around it; DRF refuses NUL and surrogates for us."""
        if not isinstance(data, str):
            self.fail("invalid")
        text = unicodedata.normalize("NFC", without_blank_lines(data))
        if control_in(text):
            self.fail("control")
        return text


def without_blank_lines(text: str) -> str:
    """The text from its first line with something on it to its last, those lines as they are."""
    begun = text.lstrip()
    before = text[: len(text) - len(begun)]
    ended = begun.rstrip()
    after = begun[len(ended) :]
    return before.rpartition("\n")[2] + ended + after.partition("\n")[0].rstrip("\r")


class Markdown(Text):
    """A text in Markdown, of which readers see something once it is a page."""

    default_validators = [legible_markdown]


class Line(Text):
    """One line of text, which others may meet anywhere: in lists, mails and beside other words."""

    default_validators = [legible_title]

    def to_internal_value(self, data: Any) -> str:
        """The line, with runs of white space folded to one space."""
        return " ".join(super().to_internal_value(data).split())


class Name(Line):
    """What somebody or something is called."""

    default_validators = [legible_name]


class Id(Spoken, serializers.UUIDField):
    """An id as text, as it was given out; a number or a truth value is none."""

    default_error_messages = {"invalid": _("This is no id as they are given out here.")}

    def to_internal_value(self, data: Any) -> Any:
        """Refuse what DRF would make an id of: the integers, and with them true and false."""
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class Visible(Spoken, serializers.Field[Any, Any, Any, Any]):
    """A reference to something the reader can see; the invisible and the absent answer the same.

    `find` gives the queryset for a reader, `key` names the public id. The value is the object.
    """

    default_error_messages = {"absent": _("There is no such thing that you can see.")}

    def __init__(
        self, find: Callable[[Reader], QuerySet[Any]], *, key: str = "slug", **options: Any
    ) -> None:
        self.find = find
        self.key = key
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Any:
        """Look the reference up among what the reader can see."""
        if not isinstance(data, str) or len(data) > 100 or "\0" in data:
            self.fail("absent")
        found = self._found(data)
        if found is None:
            self.fail("absent")
        return found

    def to_representation(self, value: Any) -> Any:
        """The public id."""
        return str(getattr(value, self.key))

    def _found(self, data: str) -> Any:
        try:
            return self.find(self.context["reader"]).filter(**{self.key: data}).first()
        except (BadId, ValueError):
            return None
