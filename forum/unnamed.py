"""What must hold while something is told anonymously: a crowd and a check (T4, T7)."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from accounts.models import Appointment, Membership, Participation
from forum.crowd import Traits, crowd_of, is_large_enough, still_shown, traits_of
from forum.errors import CrowdTooSmall, NoIndependentModerator
from forum.models.audience import Audience
from forum.models.persona import Persona


def may_be_unnamed(audience: str, circle_id: UUID | None) -> None:
    """Raise CrowdTooSmall or NoIndependentModerator where anonymity would not hold.

    Neither depends on who tells: the teller's company is one of the crowd, whichever it is.
    """
    if not is_large_enough(crowd_of(audience, circle_id)):
        raise CrowdTooSmall
    if not independent_moderator_exists(audience, circle_id):
        raise NoIndependentModerator


def may_answer_unnamed(place: Any) -> None:
    """Raise CrowdTooSmall where an anonymous answer would have too few around it.

    And NoIndependentModerator where the circle of `place`, a story or question, looks at such
    answers first, and nobody may: they would wait for ever.
    """
    if not is_large_enough(crowd_of(place.audience, place.circle_id)):
        raise CrowdTooSmall
    if place.circle and place.circle.hold_unnamed:
        may_be_unnamed(place.audience, place.circle_id)


def independent_moderator_exists(audience: str, circle_id: UUID | None) -> bool:
    """Tell whether somebody can check without belonging to a company among the readers."""
    inside = Membership.objects.current()
    appointed = Appointment.objects.filter(
        role=Appointment.Role.MODERATOR, ended_at=None, user__is_active=True
    )
    if audience == Audience.CIRCLE:
        here = Participation.objects.filter(circle=circle_id, left_at=None)
        inside = inside.filter(company__in=here.values("company"))
        appointed = appointed.filter(Q(circle=circle_id) | Q(circle__children=circle_id))
    return appointed.exclude(user__in=inside.values("user")).exists()


def show_traits(story: Any) -> None:
    """Show of the teller's company what a crowd shares; what is not shown is not kept either."""
    held = story.sealed()
    if held and held.company_id:
        told = still_shown(crowd_of(story.audience, story.circle_id), traits_of(held.company_id))
        story.persona.show(told.sector, told.size, told.region)


def recount_all() -> None:
    """Recount the traits of every anonymous story that shows some (T7)."""
    stories = apps.get_model("forum", "Story").objects
    told = stories.filter(state="published", persona__isnull=False).exclude(persona__sector="")
    recount_traits(told.select_related("persona"))


def recount_traits(stories: Any) -> None:
    """Show less where the crowd around published stories has changed; never more (T7).

    `stories` are those to look at, each with its persona. Crowds are counted once an audience.
    """
    crowds: dict[Any, Any] = {}
    for story in stories:
        audience = story.audience, story.circle_id
        if audience not in crowds:
            crowds[audience] = crowd_of(*audience)
        persona: Persona = story.persona
        before = Traits(persona.sector, persona.size, persona.region)
        told = still_shown(crowds[audience], before)
        if told != before:
            persona.show(told.sector, told.size, told.region)
