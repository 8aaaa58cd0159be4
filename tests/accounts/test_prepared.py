"""A prepared query answers what Django would, for every value of its shape."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from accounts.models import Company, Membership, User
from accounts.prepared import NotPreparable, Prepared
from accounts.reader import NOBODY, Reader
from forum.models import Story
from tests.factories import make_circle, make_company, make_member, make_story

PEOPLE = User.objects.order_by("display_name", "pk").values_list("pk", "display_name", "joined_at")


def stories(reader: Reader) -> Any:
    return Story.objects.visible_to(reader).order_by("title", "pk").values_list("pk", "told_at")


def test_everybody_is_answered_as_by_django(
    story: Story, teller: User, stranger: User, outsider: User, moderator: User
) -> None:
    prepared = Prepared(stories)
    readers = [NOBODY, *map(Reader.of, (teller, stranger, outsider, moderator, teller))]

    for reader in readers:
        assert prepared.rows(reader=reader) == list(stories(reader))


def test_the_second_asking_fills_in_fresh_values(teller: User, stranger: User) -> None:
    by_name = Prepared(lambda name, at: PEOPLE.filter(display_name=name, joined_at__lt=at))
    soon, before = datetime.now(UTC) + timedelta(days=1), datetime(2000, 1, 1, tzinfo=UTC)

    found = [
        by_name.rows(name=name, at=at)
        for name, at in ((teller.display_name, soon), (stranger.display_name, soon), ("", before))
    ]

    people = (teller, stranger)
    assert found[:2] == [[(one.pk, one.display_name, one.joined_at)] for one in people]
    assert found[2] == []


def test_more_companies_are_another_shape(db: None) -> None:
    first = make_company("Första AB")
    several = make_member(first)
    make_circle(first, make_company("Andra AB"))
    seen = Prepared(lambda reader: Company.objects.visible_to(reader).values_list("name"))

    for reader in (Reader.of(several), NOBODY, Reader(user_id=several.pk)):
        assert set(seen.rows(reader=reader)) == set(
            Company.objects.visible_to(reader).values_list("name")
        )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0, 1)])
def test_two_companies_read_what_both_read_whoever_asked_before(
    db: None, order: tuple[int, ...]
) -> None:
    companies = [make_company(f"Verkstad {letter} AB") for letter in "ABC"]
    told = [make_story(make_member(company), title=company.name) for company in companies]
    people = [make_member(companies[0]) for _hats in companies]
    for hats, person in enumerate(people):
        for company in companies[1 : hats + 1]:
            Membership.objects.create(user=person, company=company)
    prepared = Prepared(stories)

    for hats in order:
        found = prepared.rows(reader=Reader.of(people[hats]))
        assert [pk for pk, _told_at in found] == [story.pk for story in told[: hats + 1]]


def test_what_can_match_nothing_asks_nothing(db: None) -> None:
    none = Prepared(lambda reader: PEOPLE.filter(pk__in=reader.companies))

    with CaptureQueriesContext(connection) as caught:
        found = none.rows(reader=NOBODY)

    assert (found, list(caught)) == ([], [])


def test_a_limit_is_part_of_the_query(teller: User, stranger: User, coach: User) -> None:
    some = Prepared(lambda limit: PEOPLE.all()[:limit])

    assert [len(some.rows(limit)) for limit in (1, 2, 1)] == [1, 2, 1]


def test_a_rule_may_not_compute_with_a_value(teller: User) -> None:
    later = Prepared(lambda at: PEOPLE.filter(joined_at__gt=at - timedelta(days=1)))

    with pytest.raises(NotPreparable):
        later.rows(at=datetime.now(UTC))


def test_a_rule_may_not_look_at_a_value(teller: User) -> None:
    telling = Prepared(lambda name: PEOPLE.filter(Q(email=name) | Q(display_name=name[-3:])))

    with pytest.raises(NotPreparable):
        telling.rows(name="Tea Teller")


def test_a_value_of_another_kind_is_refused(db: None) -> None:
    with pytest.raises(NotPreparable):
        Prepared(lambda number: PEOPLE.filter(title=number)).rows(number=3)


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_inside_a_transaction_only() -> None:
    held = Prepared(lambda pk: PEOPLE.order_by().select_for_update().filter(pk=pk))
    with transaction.atomic():
        assert held.rows(pk=uuid4()) == []

    with pytest.raises(TransactionManagementError):
        held.rows(pk=uuid4())
