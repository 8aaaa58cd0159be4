"""The desk's own figures: right, cheap, and silent about whom they concern (T15)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.models import Appeal, Case, Decision, Guidelines, Report, Rule, Ruling, Thread
from forum.moderation.figures import Age, Figures, Hours, figures
from tests.factories import make_user

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 10, 12, tzinfo=UTC)

type Decide = Callable[..., Decision]


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.fixture
def rule(db: None) -> Rule:
    texts = {"name_sv": "Namn", "name_en": "Names", "text_sv": "Inga.", "text_en": "None."}
    return Rule.objects.create(guidelines=Guidelines.objects.create(version=99), number=1, **texts)


@pytest.fixture
def desk(db: None) -> User:
    return make_user("Disa Disk")


def opened(question: Thread, at: datetime, **fields: Any) -> Case:
    """A case about something in a thread."""
    values = {"kind": "comment", "item": uuid4(), "thread": question, "opened_at": at}
    return Case.objects.create(**{**values, **fields})


@pytest.fixture
def decide(question: Thread, rule: Rule, desk: User) -> Decide:
    """Take a decision on a fresh case, opened some hours before."""

    def decided(at: datetime = OCTOBER, waited: float = 2, **fields: Any) -> Decision:
        case = fields.pop("case", None) or opened(question, at - hours(waited), state="decided")
        values = {"measure": "hide", "reason": "spam", "rule": rule, "decided_by": desk, **fields}
        decision = Decision.objects.create(decided_at=at, **values)
        Ruling.objects.create(decision=decision, case=case)
        return decision

    return decided


def of_month(found: Figures, month: int, year: int = 2026) -> Any:
    return found.months[date(year, month, 1)]


def test_the_year_ends_with_the_running_month(db: None) -> None:
    months = list(figures(NOW).months)

    assert (months[0], months[-1], len(months)) == (date(2025, 12, 1), date(2026, 11, 1), 12)


def test_decisions_stand_in_the_month_they_were_taken(decide: Decide) -> None:
    decide(datetime(2026, 9, 30, 21, 59, tzinfo=UTC))  # 23:59 in Sweden
    decide(datetime(2026, 9, 30, 22, 0, tzinfo=UTC), measure="warn")
    decide(datetime(2025, 11, 30, tzinfo=UTC))  # a year ago: too old

    found = figures(NOW)

    assert (of_month(found, 9).measures, of_month(found, 10).measures) == ({"hide": 1}, {"warn": 1})
    assert (found.total.decided, of_month(found, 10).opened) == (2, 0)
    assert of_month(found, 9).opened == 2


def test_one_decision_on_many_cases_is_one(decide: Decide, question: Thread) -> None:
    decision = decide()
    Ruling.objects.create(decision=decision, case=opened(question, OCTOBER - hours(8)))

    found = of_month(figures(NOW), 10)

    assert (found.decided, found.hours) == (1, Hours(5.0, 7.4))


def test_waits_are_counted_from_the_first_report_or_from_the_opening(
    decide: Decide, question: Thread
) -> None:
    for waited in (1, 3, 26):
        decide(waited=waited)
    reopened = opened(question, OCTOBER + hours(9))
    decision = decide(case=reopened)
    for ago in (40, 10):
        Report.objects.create(case=reopened, reported_at=OCTOBER - hours(ago), decision=decision)

    found = of_month(figures(NOW), 10).hours

    assert found.median == median([1, 3, 26, 40])
    assert found.ninetieth == pytest.approx(26 + 0.7 * 14)


def test_asking_ends_no_wait_and_changing_a_decision_neither(
    decide: Decide, question: Thread
) -> None:
    case = opened(question, OCTOBER - hours(10))
    decide(OCTOBER - hours(9), case=case, measure="ask")
    decide(OCTOBER - hours(4), case=case)
    decide(OCTOBER, case=case, measure="restore")

    found = of_month(figures(NOW), 10)

    assert (found.decided, found.hours) == (3, Hours(6.0, 6.0))


def test_reasons_are_told_of_months_with_enough_decisions(decide: Decide) -> None:
    for _number in range(5):
        decide(reason="abuse")
    for _number in range(4):
        decide(OCTOBER + timedelta(days=30), reason="untrue")

    found = figures(NOW)

    assert of_month(found, 10).reasons == {"abuse": 5}
    assert of_month(found, 11).reasons is None
    assert of_month(found, 11).measures == {"hide": 4}
    assert found.total.reasons == {"abuse": 5}  # not nine less five


def test_appeals_count_when_lodged_and_when_heard(decide: Decide, desk: User) -> None:
    heard = {"heard_by": desk, "heard_at": NOW - hours(1)}
    for outcome in ("stands", "reversed", "stands", "stands"):
        Appeal.objects.create(decision=decide(), lodged_at=OCTOBER, outcome=outcome, **heard)
    Appeal.objects.create(decision=decide(), lodged_at=OCTOBER)

    found = figures(NOW)

    assert (of_month(found, 10).lodged, of_month(found, 10).heard) == (5, 0)
    assert of_month(found, 10).reversed_percent is None
    assert (of_month(found, 11).heard, of_month(found, 11).reversed_percent) == (4, 25.0)


def test_what_waits_is_told_by_how_long(question: Thread) -> None:
    for age in (hours(23), hours(24), hours(71), hours(72), hours(24 * 7), hours(9999)):
        opened(question, NOW - age)
    opened(question, NOW - hours(1), held_for="links")
    opened(question, NOW - hours(1), state="asked")
    opened(question, NOW - hours(1), state="decided")

    found = figures(NOW)

    assert found.waiting == {Age.NEW: 2, Age.DAYS: 2, Age.WEEK: 1, Age.LONG: 2}
    assert (found.held, found.asked) == ({"links": 1}, 1)


@pytest.mark.parametrize("times", [0, 7])
def test_figures_cost_six_queries(decide: Decide, times: int) -> None:
    for _number in range(times):
        decide()
    with CaptureQueriesContext(connection) as caught:
        figures(NOW)

    assert len(caught) == 6
