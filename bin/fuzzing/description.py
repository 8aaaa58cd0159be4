"""The live OpenAPI file with names that exist filled in, so that requests reach what they name.

Generated ids would all end in 404. Nothing else of the description changes: answers are held to
what it says.
"""

from typing import Any

# Which names a path parameter takes, by the word before it, and a field of a body by its name.
FIELDS = {
    "circle": "circles",
    "company": "companies",
    "parent": "comments",
    "topics": "topics",
    "inspired_by": "stories",
    "metric": "metrics",
    "measurement": "measurements",
    "topic": "topics",
}
# Left out: sent with the same value again and again, it turned most POSTs into 422.
REPEATED = "Idempotency-Key"
NO_CURSOR = {"type": "string", "const": ""}  # which cursors exist only the lists know
VERSIONS = {"type": "string", "enum": ["*", '"0123456789abcdef"']}  # quotes are never generated


def with_names(description: dict[str, Any], names: dict[str, list[str]]) -> dict[str, Any]:
    """Offer the names in paths, queries and bodies."""
    for path, verbs in description["paths"].items():
        for verb in verbs.values():
            kept = [one for one in verb.get("parameters", []) if one["name"] != REPEATED]
            verb["parameters"] = kept
            for parameter in kept:
                offer_parameter(path, parameter, names)
    for shape in description["components"]["schemas"].values():
        if shape.get("additionalProperties") is False:  # a body
            offer_fields(shape["properties"], names)
    return description


def offer_fields(fields: dict[str, Any], names: dict[str, list[str]]) -> None:
    """Offer names for the fields of a body."""
    for field in FIELDS.keys() & fields.keys():
        schema = fields[field]
        offer(schema["items"] if schema.get("type") == "array" else schema, names[FIELDS[field]])


def offer_parameter(path: str, parameter: dict[str, Any], names: dict[str, list[str]]) -> None:
    """Offer names for one parameter."""
    name = parameter["name"]
    if name == "cursor":
        parameter["schema"] = NO_CURSOR
    elif name == "If-Match":
        parameter["schema"] = VERSIONS
    elif parameter["in"] == "query" and name in FIELDS:
        offer(parameter["schema"], names[FIELDS[name]])
    elif parameter["in"] == "path":
        before = path.split(f"/{{{name}}}", maxsplit=1)[0].rsplit("/", 1)[1]
        kind = "told" if "{part}" in path and name == "id" else before
        if kind in names:
            offer(parameter["schema"], names[kind])


def offer(schema: dict[str, Any], existing: list[str]) -> None:
    """Let a schema give one of the existing names, null where it was allowed, or any other."""
    before = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "enum": existing}, before]
