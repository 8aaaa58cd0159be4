"""What must hold while something is told anonymously: a crowd and a check (T4, T7)."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.errors import DomainError
from accounts.models import Anonymity, Appointment, Circle, Membership, Participation
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
    AnswersByNameHere,
    AudienceNeeded,
    CrowdTooSmall,
    NoIndependentModerator,
    NotAddressable,
    NothingAnonymousHere,
)
from forum.models.audience import Audience, Place
from forum.models.persona import Persona
from forum.new_voices import refuse_stopped_in

CHECKERS = 2  # one reads what is anonymous, the other deputises (T4)


def traits_where(
    by: Reader, company_id: UUID | None, audience: str, circle_id: UUID | None
) -> Traits:
    """What may be said of somebody who begins to tell there without a name, looked at once (T5).

    Afterwards nobody knows who it is, so the right to tell there is asked for now. Raises
    AudienceNeeded, NotAddressable for a circle the company does not read in, NoNewVoices, and what
    `may_be_unnamed` raises.
    """
    if not audience:
        raise AudienceNeeded([("/audience", "required", AudienceNeeded.message)])
    if audience == Audience.CIRCLE and circle_id not in by.circles_of(company_id):
        raise NotAddressable
    may_be_unnamed(audience, circle_id)
    if audience == Audience.CIRCLE and circle_id:
        refuse_stopped_in(circle_id)
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
    """Raise what stands in the way of telling a story anonymously here; nothing depends on who.

    NothingAnonymousHere where the circle wants none (T6), CrowdTooSmall (T7: the teller's company
    is one of the crowd, whichever it is), NoIndependentModerator (T4).
    """
    circle = Circle.objects.filter(pk=circle_id).first() if circle_id else None
    _refuse(Place(audience, circle))


def may_answer_unnamed(place: Place) -> None:
    """Raise what stands in the way of answering anonymously in `place`.

    AnswersByNameHere where the circle takes stories only, and what `may_be_unnamed` raises. Two
    who could read it are needed where the circle waives that too: a report must find them.
    """
    if place.circle and place.circle.takes_stories and not place.circle.takes_answers:
        raise AnswersByNameHere
    _refuse(place)


def obstacle_to_answers(place: Place) -> str:
    """What has come in the way of an answer since it was sent; empty where nothing has.

    Moderators who have left since are none: it was read while there were two of them.
    """
    try:
        may_answer_unnamed(place)
    except NoIndependentModerator:
        return ""
    except DomainError as refusal:
        return str(refusal)
    return ""


def taken_unnamed(circle: Circle) -> str:
    """What can be told anonymously in a circle as it is now, as one of Anonymity."""
    try:
        _refuse(Place(Audience.CIRCLE, circle))
    except DomainError:
        return str(Anonymity.NOTHING)
    return circle.anonymity


def _refuse(place: Place) -> None:
    if place.circle and not place.circle.takes_stories:
        raise NothingAnonymousHere
    if not is_large_enough(crowd_of(place.audience, place.circle_id)):
        raise CrowdTooSmall
    if not checkers_suffice(place.audience, place.circle_id):
        raise NoIndependentModerator


def checkers_suffice(audience: str, circle_id: UUID | None) -> bool:
    """Tell whether two people can check without belonging to a company among the readers.

    Active and not suspended; for what is told to all, in no company whatever.
    """
    inside = Membership.objects.current()
    appointed = Appointment.objects.filter(
        role=Appointment.Role.MODERATOR, ended_at=None, user__is_active=True
    ).exclude(user__suspended_until__gt=timezone.now())
    if audience == Audience.CIRCLE:
        here = Participation.objects.filter(circle=circle_id, left_at=None)
        inside = inside.filter(company__in=here.values("company"))
        appointed = appointed.filter(Q(circle=circle_id) | Q(circle__children=circle_id))
    apart = appointed.exclude(user__in=inside.values("user"))
    return apart.order_by().values("user").distinct().count() >= CHECKERS


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
