"""T4: the anonymous are checked by a moderator of no company among the readers, by no steward."""

from typing import Any

import pytest

from accounts.models import Circle, Membership, User
from accounts.reader import Reader
from forum.errors import CrowdTooSmall, NoIndependentModerator
from forum.models import Story
from tests.clients import API, approve, assert_problem, bearing
from tests.factories import make_anonymous, make_crowd, make_draft, make_user, night, voice_of


@pytest.fixture
def waiting(whisper: Story) -> Story:
    """The anonymous story, waiting to be checked."""
    whisper.submit(by=voice_of(whisper))
    night()
    whisper.refresh_from_db()
    return whisper


@pytest.fixture
def insider(circle: Circle, stranger: User) -> User:
    """A moderator of the circle whose own company takes part in it."""
    circle.appoint(stranger, "moderator")
    return stranger


def path(story: Story, end: str = "") -> str:
    return f"{API}/stories/{story.pk}/{end}"


def test_the_moderator_sees_the_words_and_nobody_behind_them(
    api: Any, waiting: Story, moderator: User
) -> None:
    listed = api(moderator).get(f"{API}/stories/?state=in_review").json()["results"]
    shown = api(moderator).get(path(waiting)).json()

    assert [one["id"] for one in listed] == [str(waiting.pk)]
    assert (shown["teller"]["company"], shown["teller"]["title"]) == (None, None)
    assert waiting.persona
    assert shown["teller"]["name"] == waiting.persona.label


def test_neither_steward_colleague_nor_inside_moderator_knows_that_it_exists(
    api: Any, waiting: Story, steward: User, colleague: User, insider: User
) -> None:
    for who in (steward, colleague, insider):
        assert_problem(api(who).get(path(waiting)), 404, "not_found")
        assert_problem(approve(api(who), path(waiting)), 404, "not_found")
        assert api(who).get(f"{API}/stories/?state=in_review").json()["results"] == []
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_a_yes_lets_it_wait_for_its_batch(api: Any, waiting: Story, moderator: User) -> None:
    answer = approve(api(moderator), path(waiting))

    assert answer.json()["state"] == "scheduled"
    assert_problem(api(moderator).get(path(waiting)), 404, "not_found")


def test_a_not_yet_reaches_the_bearer_of_the_receipt(
    api: Any, waiting: Story, moderator: User
) -> None:
    api(moderator).delete(path(waiting, "approval/"), {"note": "Byt ut årtalet."})

    shown = bearing(waiting.receipt).get(path(waiting)).json()
    assert (shown["state"], shown["review_note"]) == ("draft", "Byt ut årtalet.")


def test_without_such_a_moderator_nothing_anonymous_is_taken(
    teller: User, circle: Circle, insider: User
) -> None:
    make_crowd(circle)

    with pytest.raises(NoIndependentModerator):
        make_anonymous(teller, circle)
    assert not Story.objects.exists()


def test_it_is_asked_again_when_the_story_is_handed_in(
    whisper: Story, moderator: User, insider: User
) -> None:
    """Of the two who could check it one has gone since."""
    moderator.appointments.get().end()

    with pytest.raises(NoIndependentModerator):
        whisper.submit(by=voice_of(whisper))
    whisper.refresh_from_db()
    assert whisper.state == "draft"


def test_a_moderator_who_joins_a_company_of_the_circle_is_no_longer_independent(
    circle: Circle, moderator: User, stranger: User
) -> None:
    assert Reader.of(moderator).independent == {circle.pk}
    Membership.objects.create(user=moderator, company=stranger.memberships.get().company)

    assert Reader.of(moderator).independent == set()
    assert Reader.of(moderator).moderating == {circle.pk}


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("audience", ["members", "public"])
def test_what_goes_to_all_is_checked_by_a_moderator_of_no_company(
    audience: str, api: Any, teller: User, moderator: User, insider: User
) -> None:
    story = make_draft(teller, byline="anonymous", audience=audience)
    story.submit(by=voice_of(story))
    night()

    assert api(moderator).get(path(story)).status_code == 200
    assert_problem(api(insider).get(path(story)), 404, "not_found")
    assert_problem(api(make_user()).get(path(story)), 404, "not_found")


def test_a_crowd_that_shrank_since_the_first_word_is_too_small_to_hand_in(
    whisper: Story, circle: Circle, crowd: list[User]
) -> None:
    for member in crowd[:2]:
        circle.dismiss(member.memberships.get().company)

    with pytest.raises(CrowdTooSmall):
        whisper.submit(by=voice_of(whisper))
    whisper.refresh_from_db()
    assert whisper.state == "draft"


def test_a_circle_that_shrank_meanwhile_sends_it_back(
    waiting: Story, circle: Circle, crowd: list[User], moderator: User
) -> None:
    waiting.approve(by=Reader.of(moderator))
    for member in crowd[:3]:
        circle.dismiss(member.memberships.get().company)

    waiting.publish()

    assert waiting.state == "draft"
    assert "companies" in waiting.review_note or "företag" in waiting.review_note
