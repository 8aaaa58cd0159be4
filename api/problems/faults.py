"""From nested validation details to the flat list of faults, each with its JSON pointer."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from rest_framework.settings import api_settings

from api.problems.document import Fault


def faults(detail: Any, pointer: str = "") -> Iterator[Fault]:
    """Every fault in DRF's `detail`, depth first.

    Details are lists, or dicts keyed by field name; list serializers give lists with empty dicts
    for the good items, or dicts keyed by index. Errors of a whole object point at that object.
    """
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from faults(inner, pointer + _step(name))
    elif isinstance(detail, (list, tuple)):
        for index, inner in enumerate(detail):
            is_item = isinstance(inner, (dict, list))
            yield from faults(inner, f"{pointer}/{index}" if is_item else pointer)
    else:
        yield Fault(pointer, getattr(detail, "code", None) or "invalid", str(detail))


def django_faults(error: ValidationError) -> Iterator[Fault]:
    """The faults of a model's or a form's validation."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, errors in by_field.items():
        for one in errors:
            yield Fault(_step(name), one.code or "invalid", " ".join(one.messages))


def _step(name: str | int) -> str:
    """One reference token (RFC 6901 §3); names that mean "the whole object" add nothing."""
    if name in {"", NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY}:
        return ""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")
