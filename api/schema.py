"""The OpenAPI file: drf-spectacular with Tillit's pages and tags."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema


class VisibleReference(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """References are slugs or ids."""

    target_class = "api.fields.Visible"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, str]:
        """A UUID or a slug, by the field's key."""
        by_id = self.target.key == "id"
        return {"type": "string", "format": "uuid"} if by_id else {"type": "string"}


class TillitSchema(AutoSchema):
    """Tags by resource, and lists as pages of results with links."""

    def get_tags(self) -> list[str]:
        """The resource's first word, as `stories`."""
        words = [part for part in self.path.split("/") if part and "{" not in part]
        return words[2:3]

    def _get_parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super()._get_parameters()
        declared = getattr(self.view, "operation", None)
        return found + PAGING if declared and declared.paged else found


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
    """Add what every answer carries: request id and rate limits."""
    for path in result["paths"].values():
        for verb in path.values():
            for answer in verb["responses"].values():
                answer.setdefault("headers", {}).update(HEADERS)
    return result


HEADERS = {
    "X-Request-ID": {"schema": {"type": "string"}, "description": "Names the request in the log."},
    "RateLimit": {"schema": {"type": "string"}, "description": "What is left, by policy."},
    "RateLimit-Policy": {"schema": {"type": "string"}, "description": "The limits that count."},
}
