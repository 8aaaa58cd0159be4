"""The public numbers of moderation, as they are counted from rows: what, when, about whom."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Company, User
from forum.models import Appeal, Case, Decision, Guidelines, Report, Rule, Ruling, Thread
from forum.moderation.statistics import Cell, Quarter, statistics, told
from forum.moderation.words import Measure, Reason
from tests.factories import make_company, make_user

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AUGUST = datetime(2026, 8, 10, 12, tzinfo=UTC)

type Decide = Callable[..., Decision]


@pytest.fixture
def companies(db: None) -> list[Company]:
    return [make_company() for _number in range(6)]


def case_of(question: Thread, company: Company | None) -> Case:
    about: dict[str, Any] = {"kind": "comment", "thread": question, "item": uuid4()}
    return Case.objects.create(company=company, unnamed=company is None, **about)


@pytest.fixture
def decide(question: Thread, moderator: User) -> Decide:
    """Take one decision on a fresh case of each company; None stands for the anonymous."""
    texts = {"name_sv": "Namn", "name_en": "Names", "text_sv": "Inga.", "text_en": "None."}
    version = Guidelines.objects.create(version=99)
    rule = Rule.objects.create(guidelines=version, number=1, **texts)

    def decided(*companies: Company | None, author: User | None = None, **fields: Any) -> Decision:
        values = {"measure": "hide", "reason": "spam", "decided_at": AUGUST, **fields}
        decision = Decision.objects.create(rule=rule, decided_by=moderator, **values)
        for company in companies:
            case = case_of(question, company)
            Ruling.objects.create(decision=decision, case=case, author=author)
        return decision

    return decided


def third(found: list[Quarter]) -> Quarter:
    assert found[0].quarter == "2026-Q3"
    return found[0]


def test_twelve_closed_quarters_are_told_newest_first(db: None) -> None:
    names = [one.quarter for one in statistics(NOW)]

    assert (names[0], names[1], names[-1], len(names)) == ("2026-Q3", "2026-Q2", "2023-Q4", 12)


@pytest.mark.parametrize(
    ("moment", "told_in"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), "2026-Q2"),  # 23:59 in Sweden
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "2026-Q3"),
        (datetime(2026, 9, 30, 21, 59, tzinfo=UTC), "2026-Q3"),
        (datetime(2026, 9, 30, 22, 0, tzinfo=UTC), None),
    ],
)
def test_the_running_quarter_is_not_told(
    decide: Decide, companies: list[Company], moment: datetime, told_in: str | None
) -> None:
    for company in companies[:5]:
        decide(company, decided_at=moment)

    assert {one.quarter for one in statistics(NOW) if one.decisions["hide"]} == {told_in} - {None}


def test_every_measure_and_reason_stands_in_every_quarter(db: None) -> None:
    for one in statistics(NOW):
        assert one.decisions == dict.fromkeys(Measure.values)
        assert one.reasons == dict.fromkeys(Reason.values)
        assert (one.reports, one.appeals, one.reversed) == (None, None, None)


def test_one_decision_on_many_cases_is_one(decide: Decide, companies: list[Company]) -> None:
    decide(*companies, None)
    assert third(statistics(NOW)).decisions["hide"] is None  # and not nought

    for _number in range(6):
        decide(*companies, None)
    assert third(statistics(NOW)).decisions["hide"] == 5


def test_reports_count_by_the_company_of_their_case(
    question: Thread, companies: list[Company]
) -> None:
    for company in [*companies[:4], companies[0], None]:
        Report.objects.create(case=case_of(question, company), reported_at=AUGUST)
    before = third(statistics(NOW)).reports
    Report.objects.create(case=case_of(question, companies[4]), reported_at=AUGUST)

    assert (before, third(statistics(NOW)).reports) == (None, 5)


def appeal(decision: Decision, author: User | None, outcome: str, by: User) -> None:
    Appeal.objects.create(
        decision=decision, author=author, outcome=outcome, heard_by=by, heard_at=AUGUST
    )


def test_an_appeal_concerns_the_company_of_whoever_appeals(
    decide: Decide, companies: list[Company], moderator: User
) -> None:
    one = make_user()
    for _number in range(10):  # all of one person, against decisions that fell on everybody
        decision = decide(companies[0], author=one)
        for other in companies[1:]:
            Ruling.objects.create(decision=decision, case=case_of(question_of(decision), other))
        appeal(decision, one, "reversed", moderator)
    assert third(statistics(NOW)).appeals is None

    for company in companies[1:]:
        appeal(decide(company, author=one), one, "reversed", moderator)
    assert (third(statistics(NOW)).appeals, third(statistics(NOW)).reversed) == (15, 15)


def question_of(decision: Decision) -> Thread:
    found = decision.rulings.get(author__isnull=False).case.thread
    assert found is not None
    return found


def test_what_stands_is_no_difference_of_two_numbers(
    decide: Decide, companies: list[Company], moderator: User
) -> None:
    for company in companies:
        author = make_user()
        appeal(decide(company, author=author), author, "reversed", moderator)
    assert third(statistics(NOW)).reversed == 5

    for _number in range(9):
        author = make_user()
        appeal(decide(companies[0], author=author), author, "stands", moderator)
    assert (third(statistics(NOW)).appeals, third(statistics(NOW)).reversed) == (15, None)


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_are_those_of_a_count_by_hand(
    decide: Decide, companies: list[Company], seed: int
) -> None:
    random, taken = Random(seed), []
    for _number in range(60):
        concerned = random.sample([*companies, None], random.choice([1, 1, 1, 3]))
        fields = {
            "measure": random.choice(["hide", "mask", "warn"]),
            "reason": random.choice(["spam", "abuse"]),
        }
        at = AUGUST - timedelta(days=random.choice([0, 92]))
        decide(*concerned, decided_at=at, **fields)
        taken.append((at, fields["measure"], {one.pk for one in concerned if one}))

    for found, at in zip(statistics(NOW), (AUGUST, AUGUST - timedelta(days=92)), strict=False):
        here = [(measure, ids) for when, measure, ids in taken if when == at]
        cells = {name: Cell() for name in Measure.values}
        for measure, ids in here:
            cells[measure] += Cell(1, frozenset(ids))
        assert found.decisions == told(cells)


@pytest.mark.parametrize("times", [0, 6])
def test_statistics_cost_six_queries(decide: Decide, companies: list[Company], times: int) -> None:
    for company in companies[:times]:
        decide(company)
    with CaptureQueriesContext(connection) as caught:
        statistics(NOW)

    assert len(caught) == 6
