"""T4: an anonymous answer is read by an independent moderator before it comes out."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.errors import NotYours, Suspended
from accounts.models import Circle, Membership, User
from accounts.reader import Reader
from forum.errors import WrongState
from forum.models import Case, Comment, HeldWord, Story, Thread, Waiting
from tests.clients import API, assert_problem, bearing
from tests.factories import batch_comes, let_out, night

LIST = f"{API}/waiting/"


@pytest.fixture
def answer(secret: Story, stranger: User) -> Waiting:
    """An anonymous answer that a moderator has before them."""
    waiting: Waiting = secret.thread.comment(
        by=Reader.of(stranger), body="Hos Petra i Avesta var det likadant.", byline="anonymous"
    )
    receipt = waiting.persona.receipt_text
    night()
    waiting.refresh_from_db()
    vars(waiting)["receipt"] = receipt
    return waiting


def at(answer: Waiting, end: str = "") -> str:
    return f"{LIST}{answer.pk}/{end}"


def opened(answer: Waiting) -> Any:
    """What the receipt shows of the answer."""
    receipt = {"receipt": vars(answer)["receipt"]}
    return bearing(vars(answer)["receipt"]).post(f"{API}/receipts/", receipt).json()["waiting"]


def test_unread_it_does_not_come_out(answer: Waiting) -> None:
    assert batch_comes().answers == 0
    assert not Comment.objects.exists()


def test_a_moderator_reads_it_and_says_yes(api: Any, answer: Waiting, moderator: User) -> None:
    (listed,) = api(moderator).get(LIST).json()["results"]
    shown = api(moderator).get(at(answer)).json()

    assert listed == shown
    assert (shown["body"], shown["label"]) == (answer.body, answer.persona.label)
    assert (shown["state"], shown["comes_out_on"]) == ("in_review", None)
    assert api(moderator).post(at(answer, "approval/")).status_code == 204
    assert api(moderator).get(LIST).json()["results"] == []
    assert_problem(api(moderator).get(at(answer)), 404, "not_found")
    assert batch_comes().answers == 1


def test_one_that_is_sent_back_is_read_with_its_note_by_receipt(
    api: Any, answer: Waiting, moderator: User
) -> None:
    given = api(moderator).delete(at(answer, "approval/"), {"note": "Byt ut namnet."})

    assert given.status_code == 204
    (seen,) = opened(answer)
    assert (seen["state"], seen["note"]) == ("returned", "Byt ut namnet.")
    assert seen["comes_out_on"] is None
    assert batch_comes().answers == 0


def test_what_came_back_is_taken_away_and_sent_anew(
    answer: Waiting, moderator: User, secret: Story
) -> None:
    answer.send_back(by=Reader.of(moderator), note="Byt ut namnet.")
    client = bearing(vars(answer)["receipt"])

    assert client.delete(at(answer)).status_code == 204
    again = {"body": "Hos oss var det likadant."}
    sent = client.post(f"{API}/threads/{secret.thread.pk}/comments/", again).json()

    assert [one["id"] for one in opened(answer)] == [sent["id"]]
    assert let_out(moderator).answers == 1


def test_a_yes_is_given_once(answer: Waiting, moderator: User, peer: User) -> None:
    answer.approve(by=Reader.of(moderator))

    with pytest.raises(NotYours):
        answer.send_back(by=Reader.of(peer), note="Nej.")
    answer.refresh_from_db()
    assert (answer.state, answer.note) == ("scheduled", "")


def test_what_has_been_taken_back_can_no_longer_be_answered(
    answer: Waiting, moderator: User
) -> None:
    seen = Waiting.objects.get(pk=answer.pk)
    answer.take_back(by=Reader(persona=answer.persona_id), now=True)

    with pytest.raises(WrongState):
        seen.approve(by=Reader.of(moderator))


def test_neither_members_nor_moderators_of_a_company_there_know_of_it(
    api: Any, answer: Waiting, stranger: User, crowd: list[User], circle: Circle
) -> None:
    circle.appoint(crowd[0], "moderator")
    for who in (None, stranger, crowd[0], crowd[1]):
        client = api(who)
        for given in (client.get(at(answer)), client.post(at(answer, "approval/"))):
            assert given.status_code in ({404} if who else {401})
    assert api(crowd[0]).get(LIST).json()["results"] == []
    answer.refresh_from_db()
    assert answer.state == "in_review"


def test_another_voice_does_not_know_of_it(answer: Waiting, secret: Story) -> None:
    client = bearing(secret.receipt)

    assert_problem(client.get(at(answer)), 404, "not_found")
    assert_problem(client.delete(at(answer)), 404, "not_found")
    assert Waiting.objects.exists()


def test_a_moderator_who_joined_a_company_there_reads_it_no_more(
    answer: Waiting, moderator: User, company: Any
) -> None:
    Membership.objects.create(user=moderator, company=company)

    with pytest.raises(NotYours):
        answer.approve(by=Reader.of(moderator))


def test_a_suspended_moderator_decides_about_none(answer: Waiting, moderator: User) -> None:
    moderator.suspend(timezone.now() + timedelta(days=1))

    with pytest.raises(Suspended):
        answer.approve(by=Reader.of(moderator))
    answer.refresh_from_db()
    assert answer.state == "in_review"


def test_a_circle_may_waive_it(answer: Waiting, circle: Circle, moderator: User, api: Any) -> None:
    Circle.objects.filter(pk=circle.pk).update(answers_unread=True)

    assert api(moderator).get(LIST).json()["results"] == []
    assert batch_comes().answers == 1


def test_a_waiver_is_asked_for_when_the_batch_comes(
    secret: Story, stranger: User, circle: Circle
) -> None:
    Circle.objects.filter(pk=circle.pk).update(answers_unread=True)
    secret.thread.comment(by=Reader.of(stranger), body="Hej.", byline="anonymous")
    Circle.objects.filter(pk=circle.pk).update(answers_unread=False)

    assert batch_comes().answers == 0


@pytest.mark.parametrize("unread", [True, False])
def test_what_comes_out_unread_can_be_held_for_its_words_and_what_was_read_not(
    unread: bool, question: Thread, crowd: list[User], moderator: User, peer: User
) -> None:
    HeldWord.objects.create(word="skit")
    Circle.objects.update(hold_words=True, answers_unread=unread)
    question.comment(by=Reader.of(crowd[0]), body="Det blev skit.", byline="anonymous")

    let_out(moderator)

    assert Comment.objects.get().held_for == ("words" if unread else "")
    assert Case.objects.filter(held_for="words").exists() is unread


def test_where_nothing_anonymous_is_taken_any_more_it_goes_back_to_its_voice(
    answer: Waiting, circle: Circle, moderator: User
) -> None:
    answer.approve(by=Reader.of(moderator))
    Circle.objects.filter(pk=circle.pk).update(anonymity="stories")

    assert batch_comes().answers == 0

    answer.refresh_from_db()
    assert (answer.state, bool(answer.note)) == ("returned", True)
    assert not Comment.objects.exists()


def test_the_answer_to_an_answer_says_when_it_comes_and_what_each_more_gives_away(
    api: Any, secret: Story, stranger: User
) -> None:
    path = f"{API}/threads/{secret.thread.pk}/comments/"

    taken = api(stranger).post(path, {"body": "Hos oss med.", "byline": "anonymous"})

    body = taken.json()
    assert (taken.status_code, body["waiting"]) == (202, True)
    assert body["comes_out_on"] == Waiting.objects.get().batch_on.isoformat()
    assert "röst" in body["advice"][0]


def test_the_preview_of_an_anonymous_story_says_so_too(
    whisper: Story, story: Story, api: Any, teller: User
) -> None:
    unnamed = bearing(whisper.receipt).get(f"{API}/stories/{whisper.pk}/audience/").json()
    named = api(teller).get(f"{API}/stories/{story.pk}/audience/").json()

    assert "röst" in unnamed["advice"][0]
    assert named["advice"] == []
