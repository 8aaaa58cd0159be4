"""Every text of an item that can be masked: its own columns, and for a story those of its parts.

A field is a column of the item, as in `lessons`, or leads to one of a part, as in
`cycles.<id in hexadecimal>.plan`.
"""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from forum.identifying.places import COLUMNS, TEXTS
from forum.models.sections import TEXTS as SECTIONS
from forum.moderation.words import Kind

OWN: Final[dict[str, tuple[str, ...]]] = {
    Kind.STORY: SECTIONS,
    Kind.THREAD: ("title", "body"),
    Kind.COMMENT: ("body",),
}
PARTS: Final = {kind: [COLUMNS[kind][name] for name in TEXTS[kind]] for kind in TEXTS}


def holders(item: Any) -> dict[str, tuple[Any, str]]:
    """Every field in reading order, with the row it leads to, the item or a part, and its column.

    None of what holds no words, nor of nothing. A query for each kind of a story's parts.
    """
    if item is None:
        return {}
    found = {name: (item, name) for name in OWN.get(item._meta.model_name, ())}
    for part in parts(item):
        found |= {field: (part, name) for name, field in fields_of(part).items()}
    return found


def parts(item: Any) -> Iterator[Any]:
    """A story's parts, kind after kind, in their order."""
    for kind in PARTS if item._meta.model_name == Kind.STORY else ():
        yield from getattr(item, kind).order_by("position")


def fields_of(part: Any) -> dict[str, str]:
    """The fields of a story's part by their columns."""
    kind = part._meta.get_field("story").remote_field.related_name
    return {name: f"{kind}.{part.pk.hex}.{name}" for name in PARTS[kind]}


def read(item: Any) -> dict[str, str]:
    """What all fields hold."""
    return {field: getattr(row, name) for field, (row, name) in holders(item).items()}


def holder(item: Any, field: str) -> tuple[Any, str]:
    """The row a field leads to, and its column.

    Raises ValueError for what is no field of the item, or leads to a part taken away.
    """
    if (found := holders(item).get(field)) is None:
        raise ValueError(field)
    return found


def logged(field: str) -> dict[str, Any]:
    """A field as the audit log tells of it: the column, and the part where it is one's."""
    kind, _, rest = field.partition(".")
    part, _, column = rest.partition(".")
    return {"field": f"{kind}.{column}", "part": UUID(part)} if rest else {"field": kind}
