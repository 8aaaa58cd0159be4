"""T6, T4: a circle chooses what can be anonymous in it, and needs two who could read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Circle, Membership, User
from accounts.reader import Reader
from forum.errors import NoIndependentModerator, NothingAnonymousHere
from forum.models import Story, Thread, Waiting
from forum.unnamed import checkers_suffice
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_anonymous, make_circle, make_company, make_user, voice_of

ANSWER = {"body": "Hos oss med.", "byline": "anonymous"}


def choose(circle: Circle, what: str) -> None:
    """Let the circle choose."""
    Circle.objects.filter(pk=circle.pk).update(anonymity=what)


def answer(thread: Thread, who: User) -> Any:
    return signed_in(who).post(f"{API}/threads/{thread.pk}/comments/", ANSWER)


def test_where_nothing_is_anonymous_no_story_and_no_answer_is_taken(
    whisper: Story, question: Thread, crowd: list[User], circle: Circle
) -> None:
    choose(circle, "nothing")

    with pytest.raises(NothingAnonymousHere):
        whisper.submit(by=voice_of(whisper))
    assert_problem(answer(question, crowd[0]), 409, "nothing_anonymous_here")
    whisper.refresh_from_db()
    assert whisper.state == "draft"
    assert not Waiting.objects.exists()


def test_where_stories_are_anonymous_one_answers_by_name(
    whisper: Story, question: Thread, crowd: list[User], circle: Circle
) -> None:
    choose(circle, "stories")

    assert_problem(answer(question, crowd[0]), 409, "answers_by_name_here")
    whisper.submit(by=voice_of(whisper))
    assert whisper.state == "in_review"
    assert not Waiting.objects.exists()


def test_where_both_are_both_are_taken(secret: Story, crowd: list[User], circle: Circle) -> None:
    assert circle.anonymity == "stories_and_answers"
    assert answer(secret.thread, crowd[0]).status_code == 202


def test_a_choice_made_meanwhile_sends_a_checked_story_back(
    whisper: Story, moderator: User, circle: Circle
) -> None:
    whisper.submit(by=voice_of(whisper))
    whisper.approve(by=Reader.of(moderator))
    choose(circle, "nothing")

    Story.objects.get(pk=whisper.pk).publish()

    whisper.refresh_from_db()
    assert (whisper.state, bool(whisper.review_note)) == ("draft", True)


def test_the_circle_says_what_it_takes(api: Any, whisper: Story, teller: User, peer: User) -> None:
    circle = whisper.circle
    assert circle
    read = lambda: api(teller).get(f"{API}/circles/{circle.slug}/").json()  # noqa: E731
    told = ("anonymity", "answers_unread", "anonymous_now")

    assert [read()[name] for name in told] == ["stories_and_answers", False, "stories_and_answers"]
    peer.appointments.get().end()
    assert [read()[name] for name in told] == ["stories_and_answers", False, "nothing"]
    (listed,) = api(teller).get(f"{API}/circles/").json()["results"]
    assert listed["anonymity"] == "stories_and_answers"


# --- two who could read it -----------------------------------------------------------------------
@pytest.fixture
def alone(teller: User, circle: Circle, crowd: list[User], peer: User) -> Circle:
    """A circle with a crowd, and one moderator of no company in it."""
    peer.appointments.get().end()
    return circle


def handed_in(teller: User, circle: Circle) -> None:
    """Begin an anonymous story and hand it in."""
    story = make_anonymous(teller, circle)
    story.submit(by=voice_of(story))


def test_with_one_moderator_nothing_anonymous_is_taken(
    alone: Circle, teller: User, question: Thread, crowd: list[User]
) -> None:
    assert_problem(answer(question, crowd[0]), 409, "no_independent_moderator")
    with pytest.raises(NoIndependentModerator):
        handed_in(teller, alone)
    assert not Waiting.objects.exists()


def test_even_where_answers_come_out_unread(
    alone: Circle, question: Thread, crowd: list[User]
) -> None:
    Circle.objects.update(answers_unread=True)

    assert_problem(answer(question, crowd[0]), 409, "no_independent_moderator")


@pytest.mark.parametrize("lost", ["ended", "deactivated", "suspended", "joined"])
def test_both_must_be_there_able_and_of_no_company_there(
    lost: str, circle: Circle, crowd: list[User], peer: User, company: Any
) -> None:
    assert checkers_suffice("circle", circle.pk)

    if lost == "ended":
        peer.appointments.get().end()
    elif lost == "deactivated":
        peer.deactivate()
    elif lost == "suspended":
        peer.suspend(timezone.now() + timedelta(days=1))
    else:
        Membership.objects.create(user=peer, company=company)

    assert not checkers_suffice("circle", circle.pk)


def test_one_person_appointed_in_circle_and_programme_is_one(
    alone: Circle, moderator: User
) -> None:
    programme = make_circle()
    Circle.objects.filter(pk=alone.pk).update(kind="cohort", parent=programme)
    programme.appoint(moderator, "moderator")
    assert not checkers_suffice("circle", alone.pk)

    programme.appoint(make_user(), "moderator")

    assert checkers_suffice("circle", alone.pk)


@pytest.mark.parametrize("audience", ["members", "public"])
def test_for_what_is_told_to_all_they_belong_to_no_company_whatever(
    audience: str, circle: Circle, crowd: list[User], peer: User
) -> None:
    assert checkers_suffice(audience, None)

    Membership.objects.create(user=peer, company=make_company("Långt borta AB"))

    assert checkers_suffice("circle", circle.pk)
    assert not checkers_suffice(audience, None)
