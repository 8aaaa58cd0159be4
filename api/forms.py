"""Forms with files: a parser as strict as the one for JSON, so that nothing is guessed or lost."""

from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles, MultiPartParser

from api.problems.document import Fault, Refusal

MISREAD = "\ufffd"  # what Django puts where bytes are no UTF-8


class MalformedForm(Refusal):
    """The form is not one that we take (400); says which field if that is known."""

    code = "malformed_form"

    def __init__(self, detail: Any, code: str, name: str) -> None:
        pointer = "/" + name.replace("~", "~0").replace("/", "~1")
        super().__init__(detail=detail, errors=[Fault(pointer, code, detail)])


class StrictFormParser(MultiPartParser):
    """DRF's parser, which kept the last of two files and made question marks of foreign letters."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Any = None,
    ) -> "DataAndFiles[Any, Any]":
        """The fields and files.

        Refused as `malformed_form`: no boundary, a name that occurs twice, text that is not UTF-8.
        """
        try:
            form = super().parse(stream, media_type, parser_context)
        except ParseError as error:
            raise Refusal("malformed_form") from error
        for name in {*form.data, *form.files}:
            values = [*form.data.getlist(name), *form.files.getlist(name)]
            check_field(name, values)
        return form


def check_field(name: str, values: list[Any]) -> None:
    """Refuse a field that was sent twice, and text that is not UTF-8."""
    if len(values) > 1:
        raise MalformedForm(_("A field occurs twice in the form."), "repeated", name)
    if isinstance(values[0], str) and MISREAD in name + values[0]:
        raise MalformedForm(_("The text is not UTF-8."), "not_utf8", name)
