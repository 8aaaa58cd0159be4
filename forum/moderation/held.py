"""Holding back: what calls for a moderator before others see it becomes a case of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps

from accounts.models import Circle
from forum.models.audience import Audience
from forum.moderation.holding import why_held

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
    if place.audience == Audience.COMPANY or told["byline"] == "source":
        return ""
    circle: Circle | None = place.circle
    return why_held(texts, told, circle=circle, joined_at=joined_at)


def who_tells(item: Any) -> dict[str, Any]:
    """The columns of something told that say who tells it."""
    return {name: getattr(item, name) for name in WHO}


def open_held(item: Any) -> None:
    """Open the case of something held, in the transaction that holds it back."""
    case = apps.get_model("forum", "Case").about(item, held_for=item.held_for)
    if case.held_for != item.held_for:
        case.move_to("open", held_for=item.held_for)
