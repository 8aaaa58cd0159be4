"""The reader: one query, every role right, and gone at the next request when the role ends."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Appointment, Circle, Company, Membership, User
from accounts.reader import NOBODY, Reader
from tests.factories import make_circle


@pytest.fixture
def cohort(circle: Circle, other_company: Company) -> Circle:
    """A cohort below the programme; the other company is in it."""
    return make_circle(other_company, kind="cohort", parent=circle)


ROLES = ["teller", "steward", "stranger", "coach", "moderator", "funder", "outsider"]


@pytest.mark.parametrize("role", ROLES)
def test_any_reader_is_resolved_by_one_query(
    role: str, request: Any, cohort: Circle, django_assert_num_queries: Any
) -> None:
    user = request.getfixturevalue(role)
    with django_assert_num_queries(1):
        Reader.of(user)


def test_nobody_costs_no_query_and_reads_as_nobody(
    db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert Reader.of(None) == NOBODY


def test_a_member_reads_in_company_and_circle_and_stewards_nothing(
    teller: User, company: Company, circle: Circle
) -> None:
    companies, circles = frozenset({company.pk}), frozenset({circle.pk})
    assert Reader.of(teller) == Reader(teller.pk, companies=companies, circles=circles)


def test_a_steward_is_a_member_who_stewards(
    steward: User, company: Company, circle: Circle
) -> None:
    reader = Reader.of(steward)
    assert reader.companies == reader.stewarding == {company.pk}
    assert reader.circles == {circle.pk}


def test_a_coach_reads_in_the_programme_and_its_cohorts(
    coach: User, circle: Circle, cohort: Circle
) -> None:
    expected = Reader(coach.pk, circles=frozenset({circle.pk, cohort.pk}))
    assert Reader.of(coach) == expected


def test_a_programmes_moderator_moderates_its_cohorts_too(
    moderator: User, circle: Circle, cohort: Circle
) -> None:
    both = frozenset({circle.pk, cohort.pk})
    assert Reader.of(moderator) == Reader(
        moderator.pk, circles=both, moderating=both, independent=both
    )


def test_a_cohorts_moderator_moderates_only_the_cohort(outsider: User, cohort: Circle) -> None:
    cohort.appoint(outsider, "moderator")
    reader = Reader.of(outsider)
    assert reader.moderating == reader.circles == {cohort.pk}


def test_an_observer_reads_nothing(funder: User) -> None:
    assert Reader.of(funder) == Reader(funder.pk)
    assert not Reader.of(funder).is_participant


def test_the_deactivated_read_as_nobody(steward: User) -> None:
    assert Reader.of(steward.deactivate()) == NOBODY


def test_an_ended_membership_takes_company_and_circles_away(teller: User) -> None:
    teller.memberships.get().end(by=Reader.of(teller))
    assert Reader.of(teller) == Reader(teller.pk)


def test_an_ended_participation_takes_the_circle_away(
    teller: User, company: Company, circle: Circle
) -> None:
    circle.dismiss(company)
    reader = Reader.of(teller)
    assert reader.companies == {company.pk}
    assert not reader.circles


def test_an_ended_appointment_takes_the_circle_away(moderator: User, cohort: Circle) -> None:
    Appointment.objects.get(user=moderator).end()
    assert Reader.of(moderator) == Reader(moderator.pk)


def test_another_companys_circle_is_not_ones_own(teller: User, cohort: Circle) -> None:
    assert cohort.pk not in Reader.of(teller).circles


def test_membership_of_two_companies_joins_their_circles(
    teller: User, other_company: Company, circle: Circle, cohort: Circle
) -> None:
    Membership.objects.create(user=teller, company=other_company, joined_at=timezone.now())
    reader = Reader.of(teller)
    assert other_company.pk in reader.companies
    assert reader.circles == {circle.pk, cohort.pk}
