"""Personal identity numbers in a line, which nobody publishes by oversight (T13)."""

from collections.abc import Iterator

from forum.identifiers import find_personal_numbers
from forum.imports.errors import BadLine
from forum.imports.item import Item


def refuse_numbers(item: Item) -> None:
    """Raise BadLine for a line that holds a number; it names the place, never the number."""
    place = place_of_number(item)
    if place:
        raise BadLine(f"{place}: holds a personal identity number")


def place_of_number(item: Item) -> str:
    """Where the first number of a line stands; "" if it has none."""
    return next((place for place, text in texts(item) if find_personal_numbers(text)), "")


def texts(item: Item) -> Iterator[tuple[str, str]]:
    """All texts of a line that somebody could read, each with its place."""
    for name in ("title", "body", "lesson", "recommendation", "immediate_action"):
        yield name, getattr(item, name) or ""
    for name in ("author", "company", "url", "licence"):
        yield name, getattr(item, name) or ""
    for name in ("contributing_factors", "human_factors"):
        yield name, "\n".join(getattr(item, name))
    for reply, _above in item.placed:
        if not reply.is_gone:  # nothing of it is brought in
            yield f"reply {reply.id}", f"{reply.body}\n\n{reply.author or ''} {reply.url or ''}"
