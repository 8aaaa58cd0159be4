"""What a thread that is known already has gained since it was brought in: new replies only."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Final

from django.db import transaction
from django.db.models import Q

from forum.imports.destination import Destination
from forum.imports.item import Item
from forum.imports.planting import Planting, reply_key
from forum.imports.rows import Rows
from forum.models import Attribution, Comment, State, Thread

ASKED_AT_ONCE: Final = 1_000  # keys in one question to the database


def known_keys(source: str, keys: Sequence[str]) -> set[str]:
    """Those of the keys that this collection has brought here already."""
    return {found for part in batched(keys, ASKED_AT_ONCE) for found in _known(source, part)}


def _known(source: str, keys: Sequence[str]) -> Iterator[str]:
    rows = Attribution.objects.filter(source=source, source_id__in=keys)
    return rows.values_list("source_id", flat=True).iterator()


@transaction.atomic
def add_replies(item: Item, into: Destination, known: set[str]) -> int:
    """Add the replies of a known thread that are not in `known`; return how many.

    A thread that is locked, hidden or withdrawn here gains nothing: what was decided here holds.
    Raises BadLine as Planting does.
    """
    thread = _open_thread(item, into)
    if thread is None:
        return 0
    standing = _standing(thread, item, into.source)
    planting = Planting(thread, item, into.source, standing, known - standing.keys())
    planting.plant(item.placed)
    Rows(attributions=planting.credits, comments=planting.planted).save()
    Comment.objects.bulk_update(planting.grown.values(), ["branches"])
    thread.save(update_fields=["comment_count", "branches"])
    return len(planting.planted)


def _open_thread(item: Item, into: Destination) -> Thread | None:
    """The thread, its row held as Comment.add holds it, if it still takes comments."""
    origin = {"source": into.source, "source_id": item.id}
    asked = Q(attribution__in=Attribution.objects.filter(**origin))
    told = Q(
        story__attribution__in=Attribution.objects.filter(**origin),
        story__state=State.PUBLISHED,
        story__hidden_at=None,
    )
    found = Thread.objects.filter(asked | told, locked_at=None, hidden_at=None).first()
    return found and Thread.objects.select_for_update().get(pk=found.pk)


def _standing(thread: Thread, item: Item, source: str) -> dict[str, Comment]:
    """The thread's comments that came from the collection, by key, except those out of sight.

    The empty marker of what was taken away where it came from is in nobody's way.
    """
    markers = {reply_key(item, reply.id) for reply, _above in item.placed if reply.is_gone}
    comments = Comment.objects.filter(thread=thread, attribution__source=source, hidden_at=None)
    found = {
        comment.attribution.source_id: comment
        for comment in comments.select_related("attribution")
        if comment.attribution is not None
    }
    return {key: one for key, one in found.items() if one.removed_at is None or key in markers}


def reply_keys(item: Item) -> list[str]:
    """The keys of all replies of a line."""
    return [reply_key(item, reply_id) for reply_id in item.reply_ids()]
