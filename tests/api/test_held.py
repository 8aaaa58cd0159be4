"""Held for a moderator: there for whoever wrote it, and for nobody else not even a gap."""

from typing import Any

import pytest

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Case, Comment, HeldWord, Story, Thread
from tests.api.moderating import decide
from tests.clients import API, assert_problem, bearing, signed_in
from tests.factories import make_draft, voice_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding(circle: Circle) -> Circle:
    """The circle looks at what newcomers tell first."""
    circle.hold_newcomers = True
    circle.save()
    return circle


def seen(client: Any, *paths: str) -> list[tuple[bytes, str]]:
    """Bodies and versions."""
    answers = [client.get(f"{API}/{path}") for path in paths]
    return [(answer.content, answer.get("ETag", "")) for answer in answers]


def test_a_held_comment_is_there_for_its_author_and_nobody_else(
    question: Thread, holding: Circle, teller: User, colleague: User, stranger: User
) -> None:
    places = (f"threads/{question.pk}/", f"threads/{question.pk}/comments/", "threads/")
    others = [signed_in(user) for user in (colleague, stranger)]
    before = [seen(one, *places) for one in others]

    answer = signed_in(teller).post(f"{API}/{places[1]}", {"body": "Vi tar tid."})

    assert answer.json()["standing"] == "held"
    assert answer.json()["body"] == "Vi tar tid."
    (own,) = signed_in(teller).get(f"{API}/{places[1]}").json()["results"]
    assert own["standing"] == "held"
    assert [seen(one, *places) for one in others] == before
    for one in others:
        assert_problem(one.get(f"{API}/comments/{own['id']}/"), 404, "not_found")


def test_moderators_meet_what_is_held_at_their_desk_alone(
    question: Thread, holding: Circle, teller: User, moderator: User
) -> None:
    question.comment(by=Reader.of(teller), body="Vi tar tid.")

    shown = signed_in(moderator).get(f"{API}/threads/{question.pk}/comments/").json()["results"]

    assert shown == []
    assert Case.objects.visible_to(Reader.of(moderator)).waiting().count() == 1


def test_what_is_let_out_stands_for_everybody(
    question: Thread, holding: Circle, teller: User, stranger: User, moderator: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Vi tar tid.")

    decide(moderator, comment, measure="none")

    address = f"{API}/threads/{question.pk}/"
    (shown,) = signed_in(stranger).get(f"{address}comments/").json()["results"]
    assert (shown["standing"], shown["body"]) == ("shown", "Vi tar tid.")
    assert signed_in(stranger).get(address).json()["comments"] == 1


def test_what_is_kept_back_is_hidden_to_its_author_and_absent_to_others(
    question: Thread, holding: Circle, teller: User, stranger: User, moderator: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Vi tar tid.")

    decide(moderator, comment, measure="hide")

    address = f"{API}/threads/{question.pk}/comments/"
    (own,) = signed_in(teller).get(address).json()["results"]
    assert (own["standing"], own["body"]) == ("hidden", "Vi tar tid.")
    assert signed_in(stranger).get(address).json()["results"] == []


def test_nobody_answers_what_is_held(
    question: Thread, holding: Circle, teller: User, stranger: User
) -> None:
    held = question.comment(by=Reader.of(teller), body="Vi tar tid.")
    reply = {"body": "Hur då?", "parent": str(held.pk)}

    answer = signed_in(stranger).post(f"{API}/threads/{question.pk}/comments/", reply)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "absent"
    assert Comment.objects.count() == 1


def test_a_held_question_is_there_for_whoever_asks_it_and_nobody_else(
    holding: Circle, teller: User, stranger: User
) -> None:
    before = seen(signed_in(stranger), "threads/", "circles/")
    asked = {"title": "Hur mäter ni?", "body": "Med klocka?", "circle": holding.slug}

    own = signed_in(teller).post(f"{API}/threads/", asked).json()

    assert (own["held"], own["body"]) == (True, "Med klocka?")
    assert [one["held"] for one in signed_in(teller).get(f"{API}/threads/").json()["results"]]
    assert seen(signed_in(stranger), "threads/", "circles/") == before
    assert_problem(signed_in(stranger).get(f"{API}/threads/{own['id']}/"), 404, "not_found")


def test_a_held_story_is_there_for_its_teller_and_nobody_else(
    holding: Circle, teller: User, steward: User, stranger: User, coach: User
) -> None:
    before = [seen(signed_in(one), "stories/", "threads/") for one in (stranger, coach)]
    story = make_draft(teller, audience="circle", circle_id=holding.pk)
    story.submit(by=Reader.of(teller))
    story.approve(by=Reader.of(steward))

    own = signed_in(teller).get(f"{API}/stories/{story.pk}/").json()

    assert own["held"] is True
    assert [seen(signed_in(one), "stories/", "threads/") for one in (stranger, coach)] == before
    assert_problem(signed_in(stranger).get(f"{API}/stories/{story.pk}/"), 404, "not_found")


def test_a_held_anonymous_answer_is_there_for_its_voice(
    secret: Story, circle: Circle, stranger: User
) -> None:
    """What a circle lets out unread can still be held for a word."""
    Circle.objects.filter(pk=circle.pk).update(answers_unread=True, hold_words=True)
    HeldWord.objects.create(word="svar")
    secret.thread.comment(by=voice_of(secret), body="Ett svar.").release()
    client, thread = bearing(secret.receipt), f"{API}/threads/{secret.thread.pk}/comments/"

    own = client.get(f"{API}/comments/{Comment.objects.get().pk}/").json()

    assert (own["standing"], own["body"]) == ("held", "Ett svar.")
    assert signed_in(stranger).get(thread).json()["results"] == []


def test_a_change_that_would_be_held_is_a_clear_refusal(
    question: Thread, circle: Circle, teller: User
) -> None:
    Circle.objects.update(hold_words=True)
    HeldWord.objects.create(word="skit")
    comment = question.comment(by=Reader.of(teller), body="Vi tar tid.")
    client, address = signed_in(teller), f"{API}/comments/{comment.pk}/"

    answer = client.patch(address, {"body": "Vilken skit."}, headers={"If-Match": "*"})

    assert_problem(answer, 409, "would_be_held")
    assert answer.json()["detail"].startswith("Här kommer ett ord eller en länk till")
    assert client.get(address).json()["body"] == "Vi tar tid."
