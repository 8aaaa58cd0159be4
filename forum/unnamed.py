"""What must hold while something is told anonymously: a crowd and a check (T4, T7)."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.models import Appointment, Circle, Membership, Participation
from accounts.reader import Reader
from forum.crowd import (
    Traits,
    crowd_of,
    is_large_enough,
    large_circles,
    still_shown,
    traits_of,
)
from forum.errors import (
    AudienceNeeded,
    CrowdTooSmall,
    NoIndependentModerator,
    NotAddressable,
)
from forum.models.audience import Audience
from forum.models.persona import Persona


def traits_where(
    by: Reader, company_id: UUID | None, audience: str, circle_id: UUID | None
) -> Traits:
    """What may be said of somebody who begins to tell there without a name, looked at once (T5).

    Afterwards nobody knows who it is, so the right to tell there is asked for now. Raises
    AudienceNeeded, NotAddressable for a circle the company does not read in, and what
    `may_be_unnamed` raises.
    """
    if not audience:
        raise AudienceNeeded([("/audience", "required", AudienceNeeded.message)])
    if audience == Audience.CIRCLE and circle_id not in by.circles_of(company_id):
        raise NotAddressable
    may_be_unnamed(audience, circle_id)
    return still_shown(crowd_of(audience, circle_id), traits_of(company_id))


def circles_to_tell(reader: Reader) -> QuerySet[Circle]:
    """The circles a reader may name as an audience.

    A receipt's bearer may narrow to any circle that is large enough: which ones they read in is
    known to nobody (T5). Of the others they learn no more than of one that does not exist.
    """
    if not reader.persona:
        return Circle.objects.visible_to(reader)
    own = apps.get_model("forum", "Story").objects.filter(persona=reader.persona)
    return Circle.objects.filter(Q(pk__in=large_circles()) | Q(pk__in=own.values("circle")))


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


def recount_all() -> None:
    """Recount the traits of every anonymous story that shows some (T7)."""
    stories = apps.get_model("forum", "Story").objects
    told = stories.filter(state="published", persona__isnull=False).exclude(persona__sector="")
    recount_traits(told.select_related("persona"))


def recount_traits(stories: Any) -> None:
    """Show less where the crowd around stories has changed since they began; never more (T7).

    `stories` are those to look at, each with its persona. A crowd is counted once for an audience
    and day of telling.
    """
    crowds: dict[Any, Any] = {}
    for story in stories:
        audience = story.audience, story.circle_id, story.published_at and story.told_at
        if audience not in crowds:
            crowds[audience] = story.crowd()
        persona: Persona = story.persona
        before = Traits(persona.sector, persona.size, persona.region)
        told = still_shown(crowds[audience], before)
        if told != before:
            persona.show(told.sector, told.size, told.region)
