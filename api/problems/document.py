"""Problem documents (RFC 9457): the one shape in which the API says no, inside DRF and outside.

`type` is the relative reference `/problems/<code>`; `instance` is left out, since two refusals of
the same kind must be the same bytes (design.md T1).
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise

from api.problems.codes import CODES, Code, every_code

Sentence = str | Promise


class Fault(NamedTuple):
    """One thing to correct: a JSON pointer (RFC 6901) into the body, or a query parameter."""

    pointer: str | None
    code: str
    detail: Sentence
    parameter: str | None = None

    def as_json(self) -> dict[str, str]:
        """The fault as it stands in `errors`, with either `pointer` or `parameter`."""
        where = {"pointer": self.pointer, "parameter": self.parameter}
        named = {name: place for name, place in where.items() if place is not None}
        return named | {"code": self.code, "detail": str(self.detail)}


class Refusal(Exception):
    """A request that is turned down with a registered code; raised anywhere in the HTTP layer."""

    code = "bad_request"

    def __init__(
        self,
        code: str = "",
        *,
        detail: Sentence | None = None,
        errors: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code or self.code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(self.code)

    def response(self, request: HttpRequest) -> HttpResponse:
        """The problem document that tells it."""
        return problem(
            request,
            CODES[self.code].status,
            self.code,
            detail=self.detail,
            errors=self.errors,
            headers=self.headers,
        )


def problem(  # noqa: PLR0913 - the members of a problem document, all by name but three
    request: HttpRequest,
    status: int,
    code: str,
    *,
    detail: Sentence | None = None,
    errors: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> HttpResponse:
    """A problem document in the reader's language; works before and after every middleware."""
    language = _language_of(request)
    with translation.override(language):
        body = _document(status, code, detail, errors) | extra
        content = orjson.dumps(body, default=str)
    response = HttpResponse(content, status=status, content_type="application/problem+json")
    for name, value in (headers or {}).items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _document(
    status: int, code: str, detail: Sentence | None, errors: Iterable[Fault]
) -> dict[str, Any]:
    meaning = _meaning(code)
    document: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": str(meaning.title),
        "status": status,
        "detail": str(detail or meaning.explanation),
        "code": code,
    }
    if listed := [fault.as_json() for fault in errors]:
        document["errors"] = listed
    return document


def _meaning(code: str) -> Code:
    return CODES.get(code) or every_code().get(code) or CODES["bad_request"]


def _language_of(request: HttpRequest) -> str:
    """The language the locale middleware chose, or what the headers ask for before it ran."""
    if hasattr(request, "LANGUAGE_CODE"):
        return translation.get_language() or request.LANGUAGE_CODE
    return translation.get_language_from_request(request)
