"""Holding back: what calls for a moderator before others see it becomes a case of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps

from accounts.models import Circle
from accounts.reader import Reader
from forum.models.audience import Audience
from forum.moderation.errors import WouldBeHeld
from forum.moderation.holding import brings_in, why_held

WHO = ("byline", "author_id", "company_id")


def because(
    texts: Iterable[str],
    told: Mapping[str, Any],
    *,
    place: Any,
    joined_at: datetime | None = None,
) -> str:
    """Why it is held where it is told, or "": `place` is the story or question it belongs to.

    What only one company reads is never held, since no moderator could let it out; nor is what was
    brought in from another collection, which somebody has chosen.
    """
    if is_exempt(told, place):
        return ""
    circle: Circle | None = place.circle
    return why_held(texts, told, circle=circle, joined_at=joined_at)


def is_exempt(told: Mapping[str, Any], place: Any) -> bool:
    """Tell whether nothing is held here: no moderator reads it, or somebody chose it."""
    return bool(place.audience == Audience.COMPANY or told["byline"] == "source")


def refuse_to_hold(
    item: Any, before: Iterable[str], after: Iterable[str], *, by: Reader, place: Any
) -> None:
    """Raise WouldBeHeld where a change would slip past what new texts are held for.

    Refused and not held: readers go on reading what stands there. What no reader sees just now can
    be changed to anything, since a moderator decides about the version they read.
    """
    told = who_tells(item)
    if item.hidden_at or is_exempt(told, place):
        return
    if brings_in(before, after, told, circle=place.circle, joined_at=by.joined_at):
        raise WouldBeHeld


def who_tells(item: Any) -> dict[str, Any]:
    """The columns of something told that say who tells it."""
    return {name: getattr(item, name) for name in WHO}


def open_held(item: Any) -> None:
    """Open the case of something held, in the transaction that holds it back."""
    case = apps.get_model("forum", "Case").about(item, held_for=item.held_for)
    case.held_back(item.held_for)
