"""Who answers proposals that carry a company's name, and who is told of them (T4, T12)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from forum.models.notification import Notification
from forum.moderation.telling import notify

RIGHT = "answer_proposals"


def stewards(company: Any) -> QuerySet[Membership]:
    """Who answers for a company; an OuterRef will do."""
    current = Membership.objects.current().filter(company=company, user__is_active=True)
    return current.filter(role=Membership.Role.STEWARD)


def office() -> QuerySet[User]:
    """The staff who were given the right to answer where a company has nobody left to.

    Given outright or by a group: being a superuser is no such gift, as nowhere in what is told.
    """
    right = {"codename": RIGHT, "content_type__app_label": "forum"}
    given = Q()
    for way in ("user_permissions", "groups__permissions"):
        given |= Q(**{f"{way}__{name}": value for name, value in right.items()})
    people = User.objects.filter(given, is_active=True, is_staff=True)
    return User.objects.filter(pk__in=people.order_by().values("pk"))


def tell_who_answers(proposal: Any) -> None:
    """Tell the company's stewards that something waits for them; where none is left, the office."""
    people: Iterable[UUID] = stewards(proposal.story.company_id).values_list("user", flat=True)
    told = list(people) or list(office().values_list("pk", flat=True))
    notify(told, Notification.Kind.PROPOSAL_WAITS, proposal.pk)


def tell_proposer(proposal: Any) -> None:
    """Tell who proposed it by name that it has been answered; a voice looks by its receipt."""
    if proposal.author_id:
        notify([proposal.author_id], Notification.Kind.PROPOSAL_ANSWERED, proposal.pk)
