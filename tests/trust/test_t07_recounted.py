"""T7: what is shown of an anonymous teller's company shrinks with the crowd, and never grows."""

from typing import Any

import pytest

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.errors import CrowdTooSmall
from forum.models import Story
from tests.clients import API
from tests.factories import make_circle, voice_of


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


def test_an_anonymous_story_is_not_narrowed_to_a_handful(
    secret: Story, company: Any, moderator: User
) -> None:
    small = make_circle(company)

    with pytest.raises(CrowdTooSmall):
        secret.edit(by=voice_of(secret), audience="circle", circle_id=small.pk)
    secret.refresh_from_db()
    assert secret.circle_id != small.pk
