"""A proposal beside what is published, field by field, as whoever says yes or no reads it (T4)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from accounts.reader import Reader
from forum.contents import as_it_stands
from forum.differences import Piece, pieces
from forum.models.proposal import Proposal
from forum.models.story import Story


class Compared(NamedTuple):
    """One field: its column, what it holds, what it would hold; for texts also the difference.

    Before is None of what is new, or has been taken away since.
    """

    name: str
    before: Any
    after: Any
    pieces: list[Piece] | None


def compared(proposal: Proposal, reader: Reader) -> list[Compared]:
    """Every field the proposal would write, in the order of the columns; three queries at most."""
    target = proposal.target()
    written = proposal.written()
    return [
        _compared(name, target, proposal.contents[name], reader, is_text=name in written)
        for name in _in_order(proposal)
    ]


def _compared(name: str, target: Any, after: Any, reader: Reader, *, is_text: bool) -> Compared:
    before = as_it_stands(target, name) if target is not None else None
    if name == "inspired_by":
        before, after = (_readable(ids, reader) for ids in (before, after))
    differing = pieces(before or "", after or "") if is_text else None
    return Compared(name, before, after, differing)


def _in_order(proposal: Proposal) -> Iterator[str]:
    """The fields as the model has them; what is no column of it comes last."""
    meta = proposal.model()._meta
    columns = [field.name for field in (*meta.fields, *meta.many_to_many)]
    touched = proposal.touches()
    yield from (name for name in columns if name in touched)
    yield from (name for name in touched if name not in columns)


def _readable(ids: list[str] | None, reader: Reader) -> list[str]:
    """Of the stories named, those this reader may read (T1)."""
    seen = Story.objects.visible_to(reader).filter(pk__in=ids or [])
    return sorted(str(pk) for pk in seen.values_list("pk", flat=True))
