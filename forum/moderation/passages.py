"""The measures on passages of a text: mask them, put them back, take them out for good (T11)."""

from collections.abc import Sequence
from typing import Any

from forum.models.comment import Comment
from forum.models.redaction import Redaction
from forum.models.story import Story
from forum.models.thread import Thread
from forum.moderation import texts
from forum.moderation.deed import Before, Deed, moderator, require
from forum.moderation.errors import NothingToMask
from forum.moderation.masking import occurrences

REMOVE = "forum.remove_passages"


def mask(item: Any, deed: Deed) -> Before:
    """Mask the passages wherever they stand; raises NothingToMask for one that stands nowhere."""
    before, added = masks_of(item), found(item, deed.passages)
    cover(item, added, deed)
    return {"masked": before, "added": added, "after": masks_of(item)}


def unmask(item: Any, before: Before, deed: Deed) -> None:
    """Put the text back, with what was masked before; a text its author wrote anew stays.

    Where passages have been removed since, older masks cannot be told apart and all stay.
    """
    now, earlier = masks_of(item), before.get("masked", {})
    if not now or (earlier and now != before["after"]):
        return
    Redaction.unmask(item, by=moderator(deed))
    cover(item, earlier, deed)


def masks_of(item: Any) -> Before:
    """What is masked just now, field by field."""
    rows = Redaction.objects.of(item).order_by("field")
    return {row.field: row.ranges for row in rows if row.ranges and ":" not in row.field}


def cover(item: Any, masks: Before, deed: Deed) -> None:
    """Mask the ranges of each field that is still there."""
    standing = texts.read(item)
    for field, ranges in masks.items():
        if field not in standing:
            continue  # of a file taken away
        pairs = [(first, last) for first, last in ranges]
        Redaction.mask(item, field, pairs, by=moderator(deed), version=item.version)


def remove(item: Any, deed: Deed) -> Before:
    """Take the passages out for good; raises RightNeeded, NothingToMask."""
    require(deed, REMOVE)
    for field, ranges in found(item, deed.passages).items():
        Redaction.remove_for_good(item, field, ranges, by=moderator(deed), version=item.version)
    return {}


def suggest(item: Any, deed: Deed) -> Before:
    """Note the passages the suggestion is about, if it names any; raises NothingToMask.

    Whoever told it can then change those, and nothing beside them, without a steward's yes (T4).
    """
    for field, ranges in found(item, deed.passages).items() if deed.passages else ():
        Redaction.ask(item, field, ranges, version=item.version)
    return {}


def found(item: Story | Thread | Comment, passages: Sequence[str]) -> dict[str, Any]:
    """Where the passages stand, field by field; raises NothingToMask."""
    sources = Redaction.sources_of(item)
    places = {name: occurrences(text, list(passages)) for name, text in sources.items()}
    stray = [one for one in passages if not any(occurrences(t, [one]) for t in sources.values())]
    if not passages or stray:
        raise NothingToMask
    return {name: ranges for name, ranges in places.items() if ranges}
