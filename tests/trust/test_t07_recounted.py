"""T7: what is shown of an anonymous teller's company shrinks with the crowd, and never grows."""

from typing import Any

import pytest

from accounts.models import Circle, Participation, User
from accounts.reader import Reader
from forum.crowd import ENOUGH, crowd_of, is_large_enough
from forum.errors import CrowdTooSmall
from forum.models import Story
from forum.unnamed import recount_all
from tests.clients import API
from tests.factories import (
    make_circle,
    make_company,
    make_draft,
    make_member,
    publish_unnamed,
    voice_of,
)


def traits(story: Story) -> tuple[str, str, str]:
    story.persona.refresh_from_db()  # type: ignore[union-attr]
    voice: Any = story.persona
    return voice.sector, voice.size, voice.region


def test_what_a_crowd_shares_is_shown(api: Any, secret: Story, stranger: User) -> None:
    shown = api(stranger).get(f"{API}/stories/{secret.pk}/").json()["teller"]["traits"]

    assert tuple(shown.values()) == traits(secret)
    assert all(shown.values())  # seven companies alike


def test_a_company_that_leaves_takes_what_too_few_share_with_it(
    secret: Story, circle: Circle, crowd: list[User]
) -> None:
    for member in crowd[:2]:
        circle.dismiss(member.memberships.get().company)

    assert traits(secret) == ("", "", "")


def test_so_does_the_last_member_of_a_company(secret: Story, crowd: list[User]) -> None:
    for member in crowd[:2]:
        member.memberships.get().end(by=Reader.of(member))

    assert traits(secret) == ("", "", "")


def test_what_is_gone_does_not_come_back(secret: Story, circle: Circle, crowd: list[User]) -> None:
    companies = [member.memberships.get().company for member in crowd[:2]]
    for company in companies:
        circle.dismiss(company)
    for company in companies:
        circle.admit(company)

    assert traits(secret) == ("", "", "")


# --- turnover ---------------------------------------------------------------------------------
def join_now(circle: Circle) -> None:
    """A company, like the others in everything, joins today."""
    circle.admit(make_member(make_company()).memberships.get().company)


def replace(circle: Circle, one: User) -> None:
    """A company leaves and another joins."""
    circle.dismiss(one.memberships.get().company)
    join_now(circle)


def test_turnover_narrows_nobody_down(secret: Story, circle: Circle, crowd: list[User]) -> None:
    """Seven companies of which five are replaced one by one: nothing says which two stayed."""
    for one in crowd:
        replace(circle, one)
        recount_all()
        stayed = Participation.objects.filter(
            circle=circle, left_at=None, joined_at__lt=secret.told_at
        )
        shown = [name for name in traits(secret) if name]
        assert not shown or stayed.count() >= ENOUGH
    assert is_large_enough(crowd_of("circle", circle.pk))  # to whoever counts those of today
    assert traits(secret) == ("", "", "")


def test_a_company_that_leaves_and_comes_back_is_new(
    secret: Story, circle: Circle, crowd: list[User]
) -> None:
    for one in crowd[:2]:
        company = one.memberships.get().company
        circle.dismiss(company)
        circle.admit(company)

    assert traits(secret) == ("", "", "")


def test_those_who_join_later_make_nothing_worse(secret: Story, circle: Circle) -> None:
    before = traits(secret)
    for _number in range(3):
        join_now(circle)

    recount_all()

    assert traits(secret) == before != ("", "", "")


@pytest.mark.parametrize("audience", ["members", "public"])
def test_the_same_goes_for_what_is_told_to_all(
    audience: str, teller: User, circle: Circle, crowd: list[User], moderator: User
) -> None:
    story = make_draft(teller, byline="anonymous", audience=audience)
    publish_unnamed(story, moderator)
    assert traits(story) == ("metal_mineral", "small", "SE23")

    for one in crowd[:2]:
        replace(circle, one)

    assert traits(story) == ("", "", "")


def test_narrowing_counts_only_who_was_there_when_it_came_out(
    teller: User, crowd: list[User], moderator: User
) -> None:
    story = make_draft(teller, byline="anonymous", audience="members")
    publish_unnamed(story, moderator)
    newcomers = make_circle()
    for _number in range(ENOUGH):
        join_now(newcomers)

    with pytest.raises(CrowdTooSmall):
        story.edit(by=voice_of(story), audience="circle", circle_id=newcomers.pk)
    story.refresh_from_db()
    assert story.audience == "members"
