"""Moderation from the admin: the forum's own verbs, their refusals and their record (T11)."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.reader import Reader
from forum.models import Comment, Story, Thread
from tests.admin.pages import act, act_on_page, listed, page, shown
from tests.factories import make_story

WHY = "Namnger en kund som inte har sagt ja."
NOT_YOURS = "somebody else&#x27;s to change"
type Act = Callable[..., str]


@pytest.fixture(params=[act, act_on_page], ids=["in the list", "on the page"])
def choose(request: pytest.FixtureRequest) -> Act:
    way: Act = request.param
    return way


def test_hiding_asks_for_the_reason_first(bench: Client, story: Story, choose: Act) -> None:
    asked = choose(bench, "hide", story)
    assert 'name="reason"' in asked
    assert str(story.pk) in asked
    story.refresh_from_db()
    assert story.hidden_at is None


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x00b"])
def test_hiding_without_a_proper_reason_hides_nothing(
    bench: Client, story: Story, reason: str
) -> None:
    assert 'class="errorlist"' in act(bench, "hide", story, reason=reason)
    story.refresh_from_db()
    assert story.hidden_at is None


def test_a_moderator_hides_and_restores_a_story(
    bench: Client, moderator: User, stranger: User, story: Story, choose: Act
) -> None:
    assert "Done for 1 item." in choose(bench, "hide", story, reason=WHY)
    assert not Story.objects.visible_to(Reader.of(stranger)).exists()
    assert WHY in shown(bench, story)
    assert "Done for 1 item." in choose(bench, "restore", story, reason="Kunden sade ja.")
    assert Story.objects.visible_to(Reader.of(stranger)).exists()
    verbs = story.events.filter(by=moderator).values_list("verb", "note")
    assert list(verbs) == [("hide", WHY), ("restore", "Kunden sade ja.")]


def test_what_is_told_to_all_can_be_hidden_and_restored(
    bench: Client, teller: User, steward: User
) -> None:
    story = make_story(teller, steward=steward, audience="members")
    act(bench, "hide", story, reason=WHY)
    assert story.title in listed(bench, Story)
    act(bench, "restore", story, reason="Kunden sade ja.")
    story.refresh_from_db()
    assert story.hidden_at is None


def test_reading_in_a_circle_is_not_moderating_it(side: Client, story: Story, choose: Act) -> None:
    assert NOT_YOURS in choose(side, "hide", story, reason=WHY)
    story.refresh_from_db()
    assert story.hidden_at is None
    assert not story.events.filter(verb="hide").exists()
    assert not LogEntry.objects.exists()


def test_every_right_decides_nothing_without_an_appointment(chief: Client, story: Story) -> None:
    act(chief, "hide", story, reason=WHY)
    answer = chief.post(page(story, "change"), {"CHANGE_FORM-action": "hide", "reason": WHY})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert story.hidden_at is None


def test_a_moderator_locks_and_unlocks_a_thread(
    bench: Client, question: Thread, choose: Act
) -> None:
    choose(bench, "lock", question)
    question.refresh_from_db()
    assert question.locked_at is not None
    choose(bench, "unlock", question)
    question.refresh_from_db()
    assert question.locked_at is None


def test_a_coach_does_not_lock_the_questions_of_others(
    side: Client, question: Thread, choose: Act
) -> None:
    assert NOT_YOURS in choose(side, "lock", question)
    question.refresh_from_db()
    assert question.locked_at is None


def test_a_moderator_hides_and_restores_a_comment(
    bench: Client, side: Client, question: Thread, coach: User, choose: Act
) -> None:
    comment: Comment = question.comment(by=Reader.of(coach), body="Fråga oss.")
    assert NOT_YOURS in choose(side, "hide", comment)
    assert Comment.objects.standing().count() == 1
    choose(bench, "hide", comment)
    assert not Comment.objects.standing().exists()
    choose(bench, "restore", comment)
    assert Comment.objects.standing().count() == 1


@pytest.mark.parametrize("chosen", ["1", "\x00", "' or 1=1"])
def test_an_id_that_is_none_is_a_bad_request(bench: Client, story: Story, chosen: str) -> None:
    data = {"action": "hide", "_selected_action": chosen}
    assert bench.post(page(Story, "changelist"), data).status_code == 400


def test_words_cannot_be_changed(bench: Client, story: Story) -> None:
    data = {"title": "Något annat", "_save": "Save"}
    assert bench.post(page(story, "change"), data).status_code == 403
    assert bench.get(page(Story, "add")).status_code == 403
    story.refresh_from_db()
    assert story.title == "Tavlan som tystnade"
