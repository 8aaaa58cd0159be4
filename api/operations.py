"""Operations: what each method of a resource takes, gives and refuses, declared once.

The declaration is what the schema documents and what `Resource` enforces: who may call, which
query parameters exist, which body is taken.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, cached_property
from typing import Any

from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from api.fields import Strict

type Shape = type[serializers.BaseSerializer[Any]]

JSON = "application/json"
ALWAYS = {400, 401, 406, 429, 503}
KEYS = {"receipt", "pass"}
WITH_BODY = {409, 411, 413, 415, 422}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one resource.

    `public`: nobody may call it too. `body`: the shape taken; `parameters`: the shape of the
    query. `gives`: the shape answered (`many` for a page of them), with `status`. `versioned`:
    If-Match is required. `scope`: the rate limit counted besides the method's own. `by_receipt`:
    the bearer of a receipt may call it too. `later`: what 202 gives, where that can be the answer.
    `media`: the types an answer may have; other than JSON, the method itself looks at Accept.
    `deprecated`: from which day one should use something else; `sunset`: from which day it may be
    gone; `announced`: the address where both are explained. Every answer then says so.
    `traceless`: neither kept for a repeat nor logged, not even that it was asked.
    """

    summary: str
    gives: Shape | None = None
    many: bool = False
    paged: bool = False
    status: int = 200
    body: type[Strict] | None = None
    parameters: type[Strict] | None = None
    public: bool = False
    versioned: bool = False
    partial: bool = False
    scope: str = ""
    by_receipt: bool = False
    later: Shape | None = None
    media: tuple[str, ...] = (JSON,)
    traceless: bool = False
    deprecated: date | None = None
    sunset: date | None = None
    announced: str = ""

    def __post_init__(self) -> None:
        """Refuse an end without or before its announcement (RFC 9745 §4)."""
        if self.sunset and (self.deprecated is None or self.sunset < self.deprecated):
            raise ValueError(self.sunset)

    @cached_property
    def hands_out_a_key(self) -> bool:
        """Whether an answer may hold a receipt, or a pass that stands for one (T5)."""
        declared = [vars(shape).get("_declared_fields", {}) for shape in self._shapes()]
        return any(not KEYS.isdisjoint(fields) for fields in declared)

    def _shapes(self) -> Iterator[Shape]:
        yield from filter(None, (self.gives, self.later))

    def notices(self) -> Iterator[tuple[str, str]]:
        """The headers that tell what will go: `Deprecation` (RFC 9745), `Sunset` (RFC 8594)."""
        if self.deprecated is None:
            return
        yield "Deprecation", f"@{_moment(self.deprecated)}"
        relations = ["deprecation"]
        if self.sunset is not None:
            yield "Sunset", http_date(_moment(self.sunset))
            relations.append("sunset")
        if self.announced:
            kinds = " ".join(relations)
            yield "Link", f'<{self.announced}>; rel="{kinds}"; type="text/html"'

    def refusals(self, method: str) -> set[int]:
        """The statuses an answer may have besides the one wished for."""
        statuses = {*ALWAYS, 403, 404}
        if method in {"POST", "PUT", "PATCH", "DELETE"}:
            statuses |= WITH_BODY
        if self.versioned:
            statuses |= {412, 428}
        return statuses


def _moment(day: date) -> int:
    """The beginning of a day in UTC, in seconds since 1970."""
    return int(datetime.combine(day, time(), UTC).timestamp())


class Problem(serializers.Serializer[Any]):
    """A problem document (RFC 9457); `code` is stable, the sentences follow Accept-Language."""

    class Fault(serializers.Serializer[Any]):
        """One thing to correct."""

        pointer = serializers.CharField(required=False, help_text="JSON pointer into the body")
        parameter = serializers.CharField(required=False, help_text="query parameter")
        code = serializers.CharField()
        detail = serializers.CharField()

    type = serializers.CharField(help_text="/problems/{code}, which explains it")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors: Any = Fault(many=True, required=False)


def operation(name: str, method: str, **declared: Any) -> Callable[[Any], Any]:
    """Declare a method of a resource; `name` is the operationId clients are generated from."""
    what = Operation(**declared)

    def declare(handler: Any) -> Any:
        handler.operation = what
        return extend_schema(
            operation_id=name,
            summary=what.summary,
            description=handler.__doc__,
            parameters=list(headers_of(what, method)) + queries_of(what),
            request=request_of(what),
            responses=answers_of(what, method),
            deprecated=what.deprecated is not None or None,
        )(handler)

    return declare


def request_of(what: Operation) -> Any:
    """The body's shape; uploads are multipart."""
    if what.body is None:
        return None
    media = "multipart/form-data" if what.scope == "upload" else JSON
    return {media: what.body}


def answers_of(what: Operation, method: str) -> dict[Any, Any]:
    """Every answer the operation gives, problems included."""
    answers: dict[Any, Any] = {(what.status, media): good_of(what) for media in what.media}
    if what.status == 204:
        answers = {204: good_of(what)}
    if what.later is not None:
        answers[(202, JSON)] = what.later
    if what.versioned or method == "GET":
        answers[304] = OpenApiResponse(description="You have this already.")
    problem = OpenApiResponse(Problem, description="A problem document.")
    for status in sorted(what.refusals(method)):
        answers[(status, "application/problem+json")] = problem
    return answers


def good_of(what: Operation) -> Any:
    """The answer wished for: a shape, a list or page of it, a file, or nothing at all."""
    if what.gives is not None:
        return results_of(what.gives, paged=what.paged) if what.many else what.gives  # type: ignore[arg-type]
    if what.media != (JSON,):
        return OpenApiResponse(OpenApiTypes.BINARY, description="The file.")
    return OpenApiResponse(description="Done.")


@cache
def results_of(shape: Any, *, paged: bool) -> Shape:
    """The shape of a list: `results`, and for a page the links to its neighbours."""
    name = shape.__name__.removesuffix("Shown") + ("Page" if paged else "Results")
    link: dict[str, Any] = {"allow_null": True, "help_text": "absolute address, or null at the end"}
    links = {"next": serializers.URLField(**link), "previous": serializers.URLField(**link)}
    doc = (
        {"__doc__": "A page of results; there are no totals."}
        if paged
        else {"__doc__": "All of them."}
    )
    return type(
        name,
        (serializers.Serializer,),
        doc | (links if paged else {}) | {"results": shape(many=True)},
    )


def headers_of(what: Operation, method: str) -> Iterable[OpenApiParameter]:
    """The request headers that matter to the operation."""
    if what.versioned:
        told = "The ETag you read (428 without it, 412 when it is stale)."
        yield header("If-Match", told, pattern=r'^(\*|"[\x21\x23-\x7e]{1,100}")$')
    if method == "POST" and not what.traceless:
        told = "A fresh random key; a repeat within 24 hours is answered once."
        yield header("Idempotency-Key", told, pattern=r"^[\x21-\x7e]{1,200}$")


def header(name: str, description: str, *, pattern: str) -> OpenApiParameter:
    """An optional request header."""
    shape = {"type": "string", "pattern": pattern}
    return OpenApiParameter(name, shape, OpenApiParameter.HEADER, description=description)


def queries_of(what: Operation) -> list[Any]:
    """The query parameters, from their shape."""
    return [] if what.parameters is None else [what.parameters]
