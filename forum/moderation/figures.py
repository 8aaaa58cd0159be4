"""The desk's own figures, for whoever directs the programme: how much, how fast, how often wrong.

They tell of the desk's work and of nobody: no ids, no names of people, moderators or companies.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median, quantiles
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from forum.models import Appeal, Case, Decision, Report, Ruling
from forum.moderation.periods import counted, last_months, placed
from forum.moderation.words import ASKING

MONTHS = 12
# In a month with fewer decisions their reasons are not told apart: in crowds as small as ours
# somebody knows of one of them, and would learn what it was about from the only number left (T15).
ENOUGH = 5


class Age(models.IntegerChoices):
    """How long a case has waited; the value is the full days with which the band begins."""

    NEW = 0, _("less than a day")
    DAYS = 1, _("1–3 days")
    WEEK = 3, _("3–7 days")
    LONG = 7, _("more than 7 days")


@dataclass(frozen=True, slots=True)
class Hours:
    """How long it took until a case was decided; interpolated where two cases share the place."""

    median: float
    ninetieth: float

    @classmethod
    def of(cls, hours: Sequence[float]) -> "Hours | None":
        """The two percentiles; None of nothing."""
        if len(hours) > 1:
            return cls(median(hours), quantiles(hours, n=10, method="inclusive")[-1])
        return cls(hours[0], hours[0]) if hours else None


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or all months together; `reasons` is None where they are not told apart.

    A case that was opened anew counts as opened when that happened, and only then.
    """

    opened: int
    measures: Counter[str]
    reasons: Counter[str] | None
    hours: Hours | None
    lodged: int
    heard: int
    reversed: int

    @property
    def decided(self) -> int:
        """How many decisions were taken, each counted once on however many cases it falls."""
        return self.measures.total()

    @property
    def reversed_percent(self) -> float | None:
        """How many of a hundred appeals that were heard reversed the decision; None of none."""
        return 100 * self.reversed / self.heard if self.heard else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The desk's year by months, oldest first, and what is before it now."""

    months: dict[date, Period]
    total: Period
    waiting: Counter[int]
    held: Counter[str]
    asked: int


def figures(now: datetime) -> Figures:
    """The figures of the last twelve months, the running one included, by six queries."""
    starts = last_months(now, MONTHS)
    ledger = Ledger(now, starts)
    months = {start: ledger.over([place]) for place, start in enumerate(starts)}
    here = before_the_desk(now)
    return Figures(
        months=months,
        total=ledger.over(range(MONTHS)),
        waiting=tally((age, n) for state, age, _held, n in here if state == Case.State.OPEN),
        held=tally((held, n) for _state, _age, held, n in here if held),
        asked=sum(n for state, _age, _held, n in here if state == Case.State.ASKED),
    )


def before_the_desk(now: datetime) -> list[tuple[str, int, str, int]]:
    """How many cases are not decided, by state, age and what they are held for."""
    ages = [When(opened_at__gt=now - timedelta(days=age), then=Value(Age(before)))
            for before, age in zip(Age.values, Age.values[1:], strict=False)]  # fmt: skip
    age = models.Case(*ages, default=Value(Age.LONG), output_field=models.IntegerField())
    rows = Case.objects.exclude(state=Case.State.DECIDED).annotate(age=age).order_by()
    return list(rows.values_list("state", "age", "held_for").annotate(number=Count("pk")))


class Ledger:
    """What happened in a row of periods, counted by period."""

    def __init__(self, now: datetime, starts: list[date]) -> None:
        within = partial(placed, starts=starts, end=now)
        self.opened = counted(within(Case.objects.all(), "opened_at"))
        self.decided = counted(within(Decision.objects.all(), "decided_at"), "measure", "reason")
        self.lodged = counted(within(Appeal.objects.all(), "lodged_at"))
        self.heard = counted(within(Appeal.objects.all(), "heard_at"), "outcome")
        self.waits = waits(within(closing(), "decision__decided_at"))

    def over(self, places: Collection[int]) -> Period:
        """These periods together; months too small to tell reasons apart add none to a total.

        Otherwise the difference between the total and the other months would tell them.
        """
        decided = [(at, measure, reason, n) for (at, measure, reason), n in self.decided.items()]
        here = [one for one in decided if one[0] in places]
        large = {at for at, n in tally((at, n) for at, *_, n in here).items() if n >= ENOUGH}
        reasons = tally((reason, n) for at, _measure, reason, n in here if at in large)
        heard = tally((outcome, n) for (at, outcome), n in self.heard.items() if at in places)
        return Period(
            opened=sum(self.opened[(at,)] for at in places),
            measures=tally((measure, n) for _at, measure, _reason, n in here),
            reasons=reasons if large else None,
            hours=Hours.of([hours for at, hours in self.waits if at in places]),
            lodged=sum(self.lodged[(at,)] for at in places),
            heard=heard.total(),
            reversed=heard[Appeal.Outcome.REVERSED],
        )


def closing() -> models.QuerySet[Ruling]:
    """Rulings that ended a wait, with what shows since when somebody had waited.

    Since the first report that the ruling answers, or since the case was opened – unless it had
    been decided once already since then: whoever changes a decision ends nobody's wait.
    """
    rulings = Ruling.objects.exclude(decision__measure__in=ASKING)
    answered = Report.objects.filter(decision=OuterRef("decision"), case=OuterRef("case"))
    first = answered.order_by().values("case").annotate(first=Min("reported_at")).values("first")
    earlier = rulings.filter(
        case=OuterRef("case"),
        decision__decided_at__gte=OuterRef("case__opened_at"),
        decision__decided_at__lt=OuterRef("decision__decided_at"),
    )
    opened = models.Case(
        When(Exists(earlier), then=None),
        When(case__opened_at__lte=F("decision__decided_at"), then=F("case__opened_at")),
        output_field=models.DateTimeField(),
    )
    return rulings.annotate(opened=opened, reported=Subquery(first))


def waits(rulings: models.QuerySet[Any, Any]) -> list[tuple[int, float]]:
    """The period and the hours of each wait that ended."""
    found = []
    rows = rulings.values_list("place", "decision__decided_at", "opened", "reported")
    for place, decided, *begun in rows.iterator():
        since = min((moment for moment in begun if moment), default=None)
        if since is not None:
            found.append((place, (decided - since) / timedelta(hours=1)))
    return found


def tally[K](pairs: Iterable[tuple[K, int]]) -> Counter[K]:
    """The sum of the numbers of each key."""
    total = Counter[K]()
    for key, number in pairs:
        total[key] += number
    return total


def may_see_figures(user: User) -> bool:
    """Tell whether a person is shown the desk's figures: by right, and in no company.

    The right is Django's own `forum.view_decision`; it is given to whoever directs the programme.

    A moderator who belongs to a company does not see its cases (T4); the difference between the
    figures and the own queue would tell that there are some.
    """
    return user.has_perm("forum.view_decision") and not (
        Membership.objects.current().filter(user=user).exists()
    )
