"""The crowd an anonymous teller disappears in (T7): how many could it be, and what may be said.

Whoever reads can work out everything below for every company of the circle, so it is not enough
that five others share what is shown: what is *withheld* tells as well. Were six of seven metal
companies small, "metal" without a size would name the seventh. So an attribute is told within a
group only if those it is not told of are none or themselves a crowd (the minimality attack: Wong,
Fu, Wang, Pei, VLDB 2007).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Circle, Company, Membership, Participation
from forum.models.audience import Audience

OTHERS = 5  # T7: companies besides the teller's that it could be
ENOUGH = OTHERS + 1  # the teller's own is in every crowd


@dataclass(frozen=True, slots=True)
class Traits:
    """What may be said of a company: coarse group, EU size class, NUTS 2 code; empty if unsaid."""

    sector: str = ""
    size: str = ""
    region: str = ""


TOLD_FIRST = ("sector", "size", "region")  # and dropped last (T7)

type Crowd = Sequence[tuple[UUID, Traits]]


# --- from the database -----------------------------------------------------------------------
def crowd_of(
    audience: str, circle_id: UUID | None, since: datetime | None = None
) -> list[tuple[UUID, Traits]]:
    """The companies that could be telling this audience, by one query, in the order of their ids.

    Those that take part in the circle now (for `members` and `public` in any) and have somebody
    who can sign in; nobody hides in a single company. Of what is out already only those could have
    told it that have taken part `since` it came out; whoever left and came back is new (T7).
    """
    if audience == Audience.COMPANY:
        return []
    taking_part = Participation.objects.filter(company=OuterRef("pk"), left_at=None)
    if since is not None:
        taking_part = taking_part.filter(joined_at__lte=since)
    if audience == Audience.CIRCLE:
        taking_part = taking_part.filter(circle=circle_id)
    people = Membership.objects.current().filter(company=OuterRef("pk"), user__is_active=True)
    companies = Company.objects.filter(Exists(taking_part), Exists(people)).order_by("pk")
    rows = companies.values_list("pk", "industry__group", "size", "county__nuts2")
    return [(pk, Traits(group or "", size, nuts2 or "")) for pk, group, size, nuts2 in rows]


def traits_of(company_id: UUID | None) -> Traits:
    """What a company is, whether it takes part anywhere or not."""
    columns = ("industry__group", "size", "county__nuts2")
    row = Company.objects.filter(pk__in=filter(None, [company_id])).values_list(*columns).first()
    return Traits(*(value or "" for value in row)) if row else Traits()


def large_circles() -> QuerySet[Circle]:
    """The circles in which somebody anonymous has a crowd around them now."""
    can_sign_in = Q(
        participations__left_at=None,
        participations__company__memberships__left_at=None,
        participations__company__memberships__user__is_active=True,
    )
    companies = Count("participations__company", filter=can_sign_in, distinct=True)
    return Circle.objects.alias(in_crowd=companies).filter(in_crowd__gte=ENOUGH)


# --- and thought about without it ------------------------------------------------------------
def is_large_enough(crowd: Crowd) -> bool:
    """Tell whether at least five others could have told it, whoever asks."""
    return len(crowd) >= ENOUGH


def still_shown(crowd: Crowd, traits: Traits) -> Traits:
    """What of `traits` may be said among this crowd: the same or less, never more.

    Region is dropped first, then size, then sector. What a company has not told is as good as
    dropped, and so is what would come after it. The teller's company need not be in the crowd any
    more: silence about one that has just left would name it (found by test_non_interference.py).
    """
    group = [one for _id, one in crowd]
    said: dict[str, str] = {}
    for name in TOLD_FIRST:
        value = getattr(traits, name)
        if value not in _tellable([getattr(one, name) for one in group]):
            break
        said[name] = value
        group = [one for one in group if getattr(one, name) == value]
    return Traits(**said)


def _tellable(values: list[str]) -> set[str]:
    """Those of a group's values that hide both who has them and who has not."""
    numbers = Counter(values)
    told = {value for value, number in numbers.items() if value and number >= ENOUGH}
    untold = len(values) - sum(numbers[value] for value in told)
    if told and 0 < untold < ENOUGH:  # too few to hide in silence: the smallest joins them
        told.remove(min(told, key=lambda value: (numbers[value], value)))
    return told
