"""Mending: what a moderator asked to have changed, and nothing beside it, needs no yes (T4)."""

from itertools import pairwise
from typing import Any, Final

from django.apps import apps

from forum.moderation.masking import Ranges, occurrences, pieces, settled

ROOM: Final = 200  # characters that may stand in place of a passage that was shorter


def is_mend(item: Any, field: str, text: Any) -> bool:
    """Tell whether a new text of a field differs only inside the passages asked about.

    Those a moderator masked, or pointed at with a suggestion. What brings the words under a mask
    back, or puts much more in their place, is no mending.
    """
    sheet = apps.get_model("forum", "Redaction").objects.of(item).filter(field=field).first()
    if sheet is None or not isinstance(text, str):
        return False
    asked = settled(sheet.source, [*map(tuple, sheet.ranges), *map(tuple, sheet.asked)])
    if occurrences(text, pieces(sheet.source, sheet.ranges)):
        return False
    around = _around(sheet.source, asked)
    room = sum(max(end - start, ROOM) for start, end in asked)
    return len(text) - sum(map(len, around)) <= room and _holds(text, around)


def _around(source: str, asked: Ranges) -> list[str]:
    """What stands before, between and after the passages."""
    edges = [0, *(edge for one in asked for edge in one), len(source)]
    return [source[start:end] for start, end in list(pairwise(edges))[::2]]


def _holds(text: str, around: list[str]) -> bool:
    """Tell whether a text begins and ends with these pieces, the others in order between."""
    first, *between = around
    last = between.pop() if between else ""
    if not text.startswith(first) or not text[len(first) :].endswith(last):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in between:
        place = text.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True
