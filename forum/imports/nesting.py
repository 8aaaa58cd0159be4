"""From the replies of a line to reading order, whether they stand in each other or name another.

Exports have them in any order, with parents that come later, that are the thread itself, or that
are not there at all. Nothing here calls itself: a flat list can name a chain of thousands.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pydantic_core import PydanticCustomError


class Nested(Protocol):
    """What a reply says of its place."""

    id: str
    parent_id: str | None

    @property
    def comments(self) -> Sequence["Nested"]:
        """What stands in it."""
        ...


class Placed[R](NamedTuple):
    """A reply, and the id of the one it answers; None for an answer to the thread."""

    reply: R
    above: str | None


def nested[R: Nested](thread: str, replies: Sequence[R]) -> tuple[list[Placed[R]], list[str]]:
    """The replies in reading order, each after what it answers, and what to tell of them.

    What answers a reply that is not there stands where the line has it, and a note says so. Raises
    PydanticCustomError for an id that comes twice and for replies that answer each other in a ring.
    """
    found = _each_once(replies)
    notes = []
    below: dict[str | None, list[Placed[R]]] = {}
    for reply, within in found.values():
        above = reply.parent_id or within
        if above == thread and thread not in found:
            above = None
        elif above is not None and above not in found:
            notes.append(f"reply {reply.id} answers {above}, which is not here")
            above = within
        below.setdefault(above, []).append(Placed(reply, above))
    ordered = _in_reading_order(below)
    if len(ordered) < len(found):
        lost = found.keys() - {place.reply.id for place in ordered}
        first = next(key for key in found if key in lost)
        raise PydanticCustomError("ring", "reply {key} answers itself in a ring", {"key": first})
    return ordered, notes


def _each_once[R: Nested](replies: Sequence[R]) -> dict[str, Placed[R]]:
    """Every reply at every level in the order of the line, with the one it stands in."""
    found: dict[str, Placed[R]] = {}
    waiting = [Placed(reply, None) for reply in reversed(replies)]
    while waiting:
        place = waiting.pop()
        key = place.reply.id
        if key in found:
            raise PydanticCustomError("twice", "reply {key} comes twice", {"key": key})
        found[key] = place
        inside: Sequence[R] = place.reply.comments  # type: ignore[assignment]
        waiting += [Placed(reply, key) for reply in reversed(inside)]
    return found


def _in_reading_order[R: Nested](below: dict[str | None, list[Placed[R]]]) -> list[Placed[R]]:
    """All that is below the thread, depth first; what is in a ring is below nothing."""
    ordered: list[Placed[R]] = []
    waiting = [*reversed(below.get(None, []))]
    while waiting:
        place = waiting.pop()
        ordered.append(place)
        waiting += reversed(below.get(place.reply.id, []))
    return ordered
