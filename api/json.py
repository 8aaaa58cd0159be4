"""JSON in and out: a parser that takes only what every later part can hold, and a fast renderer.

Measured before this existed: one lone surrogate in a JSON field answered 500 to its writer and,
once stored, to every reader of the list; 100,000 opening brackets ended in a RecursionError.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, NoReturn

import orjson
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from api.problems.document import Fault, Refusal

DEEPEST = 20
LARGEST_INTEGER = 2**53  # the largest that every client's numbers hold exactly (RFC 8259 §6)
LONGEST_NUMBER = 40
LARGEST_FIELD = 64 * 1024  # bytes of one JSON field, as stored

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SUSPECT_ESCAPE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class MalformedJSON(Refusal):
    """The body is not JSON that we take (400); says where if that is known."""

    code = "malformed_json"

    def __init__(self, detail: Any, pointer: str | None = None) -> None:
        errors = [] if pointer is None else [Fault(pointer, self.code, detail)]
        super().__init__(detail=detail, errors=errors)


def strict_loads(raw: bytes) -> Any:
    """The value of a JSON document; MalformedJSON for what RFC 8259 or our limits forbid.

    Refused: invalid UTF-8, more than 20 levels, duplicate keys, NaN and infinities, integers beyond
    ±2^53, number literals beyond 40 characters, lone surrogates, NUL characters.
    """
    _check_depth(raw)
    try:
        text = raw.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        raise MalformedJSON(_("The body is not UTF-8.")) from error
    except json.JSONDecodeError as error:
        said = _("Not JSON at line {line}, column {column}.")
        raise MalformedJSON(format_lazy(said, line=error.lineno, column=error.colno)) from error
    # Strict UTF-8 holds no surrogates and raw NULs are refused: only an escape can bring them.
    if _SUSPECT_ESCAPE.search(raw):
        for pointer in unstorable(value):
            raise MalformedJSON(_("The text holds a character that cannot be stored."), pointer)
    return value


def unstorable(value: Any, pointer: str = "") -> Iterator[str]:
    """Pointers to texts and keys with a NUL or a lone surrogate."""
    if isinstance(value, str) and not _is_storable(value):
        yield pointer
    for key, inner in _children(value):
        if not _is_storable(key):
            yield pointer
        yield from unstorable(inner, f"{pointer}/{_escaped(key)}")


def _children(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(index), inner) for index, inner in enumerate(value))


def safe_json(value: Any) -> None:
    """Validator of a JSON field: what `strict_loads` takes, in at most 64 KiB."""
    try:
        raw = json.dumps(value, separators=(",", ":"), allow_nan=False, default=str).encode()
        strict_loads(raw)
    except (Refusal, ValueError, TypeError, RecursionError) as error:
        raise ValidationError(
            _("This is not a value that can be stored."), code="unsafe_json"
        ) from error
    if len(raw) > LARGEST_FIELD:
        raise ValidationError(_("At most 64 KiB can be stored here."), code="too_large")


class StrictJSONParser(BaseParser):
    """DRF's parser on `strict_loads`; numbers become int and float."""

    media_type = "application/json"

    def parse(self, stream: IO[Any], *_context: Any, **_more: Any) -> Any:
        """The body's value; an absent body is an empty object."""
        raw = stream.read()
        return strict_loads(raw) if raw else {}


class OrjsonRenderer(BaseRenderer):
    """JSON by orjson: instants in UTC with Z to the whole second, Decimals as strings.

    Whole seconds also keep finer times from telling who wrote (design.md T8).
    """

    media_type = "application/json"
    format = "json"
    charset = None
    options = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS

    def render(self, data: Any, *_context: Any, **_more: Any) -> bytes:
        """The bytes of `data`; nothing at all for None."""
        if data is None:
            return b""
        return orjson.dumps(data, default=_plain, option=self.options)


def _plain(value: Any) -> Any:
    if isinstance(value, (Decimal, Promise)):
        return str(value)
    if hasattr(value, "__iter__"):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _check_depth(raw: bytes) -> None:
    """Count brackets outside strings before any recursive parser sees them.

    A backslash outside a string ends every parser, so what follows one need not be counted right.
    """
    if raw.count(b"[") + raw.count(b"{") <= DEEPEST:
        return
    unescaped = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside_strings = b"".join(unescaped.split(b'"')[::2])
    depth = 0
    for bracket in outside_strings.translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            raise MalformedJSON(_("The body is nested more than 20 levels deep."))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise MalformedJSON(_("A key occurs twice in the same object."))
    return found


def _integer(literal: str) -> int:
    if len(literal) <= LONGEST_NUMBER and abs(number := int(literal)) <= LARGEST_INTEGER:
        return number
    raise MalformedJSON(_("Whole numbers go up to 9,007,199,254,740,992."))


def _float(literal: str) -> float:
    number = float(literal) if len(literal) <= LONGEST_NUMBER else float("inf")
    if number in {float("inf"), float("-inf")}:
        raise MalformedJSON(_("Numbers are written in at most 40 characters."))
    return number


def _constant(_literal: str) -> NoReturn:
    raise MalformedJSON(_("NaN and Infinity are not JSON."))


def _is_storable(text: str) -> bool:
    return not _UNSTORABLE.search(text)


def _escaped(key: str) -> str:
    """The key as a reference token, whatever it holds made printable."""
    printable = key.encode("utf-8", "replace").decode().replace("\0", "?")
    return printable.replace("~", "~0").replace("/", "~1")
