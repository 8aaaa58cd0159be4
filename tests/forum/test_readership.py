"""The readership is found by the rule that lets people read, and by two queries."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F, Q

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Story
from forum.readership import Readership, UnreadableRule, matches, readership
from tests.factories import make_circle, make_company, make_draft, make_member

CAST = ["teller", "colleague", "steward", "stranger", "outsider", "coach", "moderator", "funder"]
THING = Story(title="Tavlan", author_id=uuid4(), state="published", audience="circle")

# Conditions, and whether the database finds by them what is published to a circle (never null
# where a negation stands, as in every rule of ours, or said to be).
READ = {
    "equal": (Q(state="published"), True),
    "unequal": (Q(state="draft"), False),
    "null": (Q(hidden_at=None), True),
    "not null": (Q(author=None), False),
    "among": (Q(audience__in=["circle", "public"]), True),
    "among none": (Q(audience__in=frozenset()), False),
    "null is among nothing": (Q(company__in=[None, uuid4()]), False),
    "another's": (Q(author=uuid4()), False),
    "one's own, as text": (Q(author=str(THING.author_id)), True),
    "both": (Q(state="published") & Q(audience="company"), False),
    "either": (Q(state="draft") | Q(audience="circle"), True),
    "not": (~Q(state="draft"), True),
    "not both": (~(Q(state="published") & Q(audience="company")), True),
    "null is not that": (~Q(company=uuid4()), True),
    "null is not among them": (~Q(company__in=[uuid4()]), True),
}
UNREAD = {
    "another lookup": Q(title__startswith="T"),
    "another table": Q(company__name="Verkstad"),
    "a query": Q(circle__in=Circle.objects.all()),
    "a column": Q(title=F("summary")),
    "one or the other": Q(state="draft") ^ Q(state="published"),
    "a relation back": Q(cycles=None),
    "nothing": Q(),
    "behind what has decided": Q(state="draft") & Q(title__contains="T"),
}


@pytest.fixture
def cast(request: Any, company: Company, circle: Circle) -> dict[str, User]:
    """Everybody who could ask."""
    return {who: request.getfixturevalue(who) for who in CAST}


@pytest.mark.parametrize("case", READ)
def test_a_condition_is_read_as_the_database_reads_it(case: str) -> None:
    rule, found = READ[case]
    assert matches(rule, THING) is found


@pytest.mark.parametrize("case", ["null is not that", "null is not among them", "not null", "not"])
def test_the_database_agrees_about_what_is_null(case: str, story: Story) -> None:
    Story.objects.filter(pk=story.pk).update(company=None)
    rule, found = READ[case]
    assert Story.objects.filter(rule).exists() is found


@pytest.mark.parametrize("case", UNREAD)
def test_a_condition_that_cannot_be_read_is_refused(case: str) -> None:
    with pytest.raises(UnreadableRule):
        matches(UNREAD[case], THING)


def test_everybody_at_once_are_resolved_as_each_alone(cast: dict[str, User]) -> None:
    cast["colleague"].deactivate()
    cast["stranger"].memberships.get().end(by=Reader.of(cast["stranger"]))

    found = {reader.user_id: reader for reader in Reader.of_everybody()}

    expected = {user.pk: Reader.of(user) for who, user in cast.items() if who != "colleague"}
    assert found == expected


def told_of(cast: dict[str, User], found: Readership) -> dict[str, set[str]]:
    """The readership by the names of the cast."""
    names = {user.pk: who for who, user in cast.items()}
    groups = {"people": found.people, "moderators": found.moderators, "appointed": found.appointed}
    return {name: {names[pk] for pk in group} for name, group in groups.items()}


def test_a_circles_readers_are_its_companies_and_those_appointed(
    cast: dict[str, User], company: Company, other_company: Company, circle: Circle
) -> None:
    found = readership(make_draft(cast["teller"], audience="circle", circle_id=circle.pk))

    inside = {"teller", "colleague", "steward", "stranger", "coach", "moderator"}
    expected = {"people": inside, "moderators": {"moderator"}, "appointed": {"coach"}}
    assert told_of(cast, found) == expected
    assert found.companies == {company.pk, other_company.pk}
    assert not found.everyone


def test_a_companys_readers_are_its_members(cast: dict[str, User], company: Company) -> None:
    found = readership(make_draft(cast["teller"], audience="company"))

    expected = {"people": {"teller", "colleague", "steward"}, "moderators": set()}
    assert told_of(cast, found) == expected | {"appointed": set()}
    assert found.companies == {company.pk}


def test_the_public_is_everyone(cast: dict[str, User]) -> None:
    found = readership(make_draft(cast["teller"], audience="public"))

    assert found.everyone
    assert told_of(cast, found)["people"] == set(CAST)


def test_the_participants_are_whoever_belongs_somewhere(cast: dict[str, User]) -> None:
    found = readership(make_draft(cast["teller"], audience="members"))

    assert not found.everyone
    assert told_of(cast, found)["people"] == set(CAST) - {"funder"}


def test_a_hidden_story_is_taken_as_it_would_stand_again(
    story: Story, stranger: User, moderator: User
) -> None:
    story.hide(by=Reader.of(moderator), reason="Vänta.")

    assert stranger.pk in readership(story).people
    assert story.hidden_at


@pytest.mark.parametrize("companies", [1, 12])
def test_it_takes_two_queries_however_many_there_are(
    companies: int, teller: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    for one in [make_company() for _ in range(companies)]:
        make_member(one)
        make_circle(one)
    draft = make_draft(teller, audience="members")

    with django_assert_num_queries(2):
        readership(draft)
