"""The OpenAPI file: drf-spectacular with Tillit's pages, tags and strict shapes."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema

from api.amounts import PATTERN, WHOLE_DIGITS
from api.fields import Strict, Text

PROBLEM = "application/problem+json"
SLUG = "^[-a-zA-Z0-9_]{1,100}$"


class VisibleReference(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """References are slugs or ids."""

    target_class = "api.fields.Visible"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, str]:
        """A UUID or a slug, by the field's key."""
        by_id = self.target.key == "id"
        return {"type": "string"} | ({"format": "uuid"} if by_id else {"pattern": SLUG})


class MeasuredAmount(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A measured value comes as text or as a number."""

    target_class = "api.values.Amount"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Either of the two, with the digits kept."""
        most = 10**WHOLE_DIGITS - 1
        limits = {"pattern": PATTERN, "minimum": -most, "maximum": most}
        return {"type": ["string", "number"], **limits}


class TillitSchema(AutoSchema):
    """Tags by resource, lists as pages of results with links, bodies that take nothing unknown."""

    def get_tags(self) -> list[str]:
        """The resource's first word, as `stories`."""
        words = [part for part in self.path.split("/") if part and "{" not in part]
        return words[2:3]

    def get_auth(self) -> list[Any]:
        """Either way of signing in, and none where an operation is `public`."""
        found: list[Any] = super().get_auth()
        declared = getattr(self.view, "operation", None)
        return [*found, {}] if declared and declared.public else found

    def _get_request_body(self, direction: Any = "request") -> Any:
        """Spectacular gives DELETE no body; sending a story back to its author has one."""
        declared = getattr(self.view, "operation", None)
        if self.method != "DELETE" or not (declared and declared.body):
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        self.method = "POST"
        try:
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        finally:
            self.method = "DELETE"

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Lists are declared with their links, so nothing is to be wrapped in an array."""
        return False

    def _get_parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super()._get_parameters()
        declared = getattr(self.view, "operation", None)
        return found + PAGING if declared and declared.paged else found

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        shape: dict[str, Any] = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        return shape | {"additionalProperties": False} if isinstance(serializer, Strict) else shape

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]
        if isinstance(field, Text):  # afterwards: above, a pattern and a blank become a choice
            schema["pattern"] = field.pattern


PAGING = [
    {
        "in": "query",
        "name": "cursor",
        "schema": {"type": "string", "maxLength": 2048},
        "description": "From `next` or `previous`; belongs to one list and one reader.",
    },
    {
        "in": "query",
        "name": "page_size",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
        "description": "Rows in a page.",
    },
]


def describe_every_answer(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Add what every answer carries, request id and rate limits, and say each thing once."""
    parts = result["components"]
    going = [verb for path in result["paths"].values() for verb in path.values() if is_going(verb)]
    parts["headers"] = HEADERS | (NOTICES if going else {})
    problem = {"description": "A problem document.", "headers": carried(HEADERS)}
    for path in result["paths"].values():
        for verb in path.values():
            for status, answer in verb["responses"].items():
                if PROBLEM in answer.get("content", {}):
                    problem["content"] = answer["content"]
                    verb["responses"][status] = {"$ref": "#/components/responses/Problem"}
                else:
                    said = HEADERS | (NOTICES if is_going(verb) else {})
                    answer.setdefault("headers", {}).update(carried(said))
    parts["responses"] = {"Problem": problem}
    return result


def is_going(verb: dict[str, Any]) -> bool:
    """Tell whether an operation is announced to go."""
    return bool(verb.get("deprecated"))


def carried(headers: dict[str, Any]) -> dict[str, Any]:
    """References to headers that are described once."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


HEADERS = {
    "X-Request-ID": {"schema": {"type": "string"}, "description": "Names the request in the log."},
    "RateLimit": {"schema": {"type": "string"}, "description": "What is left, by policy."},
    "RateLimit-Policy": {"schema": {"type": "string"}, "description": "The limits that count."},
}
NOTICES = {
    "Deprecation": {"schema": {"type": "string"}, "description": "Since when (RFC 9745)."},
    "Sunset": {"schema": {"type": "string"}, "description": "When it may be gone (RFC 8594)."},
    "Link": {"schema": {"type": "string"}, "description": "Where it is explained."},
}
