"""Deciding from the pages of what is told: the same verb, its refusals and its record (T11)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import AuditEntry, Case, Comment, Decision, Story, Thread
from tests.admin.conftest import sit_down
from tests.admin.pages import WHY, act, decide, listed, page, shown
from tests.factories import make_crowd, make_draft, make_story, night

NOT_YOURS = "somebody else&#x27;s to change"
NOT_OUT = "The story&#x27;s state does not allow this."
type Act = Callable[..., str]


def test_deciding_asks_for_reason_rule_and_sentence_first(
    bench: Client, story: Story, choose: Act
) -> None:
    asked = choose(bench, "decide", story)
    for name in ("measure", "reason", "rule", "sentence"):
        assert f'name="{name}"' in asked
    assert str(story.pk) in asked
    story.refresh_from_db()
    assert story.hidden_at is None
    assert not Decision.objects.exists()


def test_a_moderator_hides_and_restores_a_story(
    bench: Client, moderator: User, stranger: User, story: Story, choose: Act
) -> None:
    assert "Decided about 1 item." in decide(bench, "hide", story, choose)
    assert not Story.objects.visible_to(Reader.of(stranger)).exists()
    assert WHY in shown(bench, story)
    assert "Decided about 1 item." in decide(bench, "restore", story, choose)
    assert Story.objects.visible_to(Reader.of(stranger)).exists()
    taken = Decision.objects.filter(decided_by=moderator).order_by("decided_at")
    assert list(taken.values_list("measure", "sentence")) == [("hide", WHY), ("restore", WHY)]


def test_what_was_hidden_before_there_were_decisions_is_restored(
    bench: Client, moderator: User, story: Story
) -> None:
    story.hide(by=Reader.of(moderator), reason=WHY)
    decide(bench, "restore", story)
    story.refresh_from_db()
    assert story.hidden_at is None


def test_what_is_told_to_all_can_be_hidden_and_restored(
    bench: Client, teller: User, steward: User
) -> None:
    story = make_story(teller, steward=steward, audience="members")
    decide(bench, "hide", story)
    assert story.title in listed(bench, Story)
    decide(bench, "restore", story)
    story.refresh_from_db()
    assert story.hidden_at is None


def test_reading_in_a_circle_is_not_moderating_it(side: Client, story: Story, choose: Act) -> None:
    assert NOT_YOURS in decide(side, "hide", story, choose)
    story.refresh_from_db()
    assert story.hidden_at is None
    assert not Case.objects.exists()
    assert not AuditEntry.objects.exists()
    assert not LogEntry.objects.exists()


def test_nobody_decides_about_their_own_company(story: Story, circle: Circle, choose: Act) -> None:
    colleague = story.company.memberships.first().user  # type: ignore[union-attr]
    circle.appoint(colleague, "moderator")
    assert NOT_YOURS in decide(sit_down(colleague), "hide", story, choose)
    assert not Case.objects.exists()


def test_every_right_decides_nothing_without_an_appointment(chief: Client, story: Story) -> None:
    decide(chief, "hide", story)
    answer = chief.post(page(story, "change"), {"CHANGE_FORM-action": "decide", "measure": "hide"})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert story.hidden_at is None
    assert not Case.objects.exists()


def test_a_moderator_locks_a_thread_and_takes_it_back(
    bench: Client, question: Thread, choose: Act
) -> None:
    decide(bench, "lock", question, choose)
    question.refresh_from_db()
    assert question.locked_at is not None
    decide(bench, "restore", question, choose)
    question.refresh_from_db()
    assert question.locked_at is None


def test_a_moderator_hides_and_restores_a_comment(
    bench: Client, side: Client, question: Thread, teller: User, choose: Act
) -> None:
    comment: Comment = question.comment(by=Reader.of(teller), body="Fråga oss.")
    assert NOT_YOURS in decide(side, "hide", comment, choose)
    assert Comment.objects.standing().count() == 1
    decide(bench, "hide", comment, choose)
    assert not Comment.objects.standing().exists()
    decide(bench, "restore", comment, choose)
    assert Comment.objects.standing().count() == 1


def test_twenty_comments_are_decided_about_as_one(
    bench: Client, question: Thread, teller: User
) -> None:
    by = Reader.of(teller)
    spam = [question.comment(by=by, body=f"Köp {number}!") for number in range(20)]
    told = decide(bench, "hide", spam[0], _selected_action=[str(one.pk) for one in spam])
    assert "Decided about 20 items." in told
    assert Decision.objects.get().rulings.count() == 20
    assert not Comment.objects.standing().exists()


def test_one_that_is_not_theirs_and_no_case_is_opened(
    bench: Client, question: Thread, moderator: User, teller: User
) -> None:
    said = [question.comment(by=Reader.of(who), body="Svar.") for who in (teller, moderator)]
    chosen: Any = [str(one.pk) for one in said]
    assert NOT_YOURS in act(bench, "decide", said[0], _selected_action=chosen)
    assert not Case.objects.exists()


def test_a_story_that_is_not_out_is_not_decided_about(
    bench: Client, whisper: Story, choose: Act
) -> None:
    whisper.submit(by=Reader(persona=whisper.persona_id))
    night()
    for verb in ("decide", "decide_voice"):
        assert 'name="measure"' not in choose(bench, verb, whisper)
    assert NOT_OUT in choose(bench, "decide", whisper)
    assert not Case.objects.exists()


def test_the_voice_behind_a_story_is_suspended(bench: Client, secret: Story, choose: Act) -> None:
    day = timezone.localdate() + timedelta(days=7)
    until = {"verb": "decide_voice", "until": day.isoformat()}
    assert "Decided about 1 item." in decide(bench, "suspend", secret, choose, **until)
    assert secret.persona
    secret.persona.refresh_from_db()
    assert secret.persona.suspended_until
    assert Case.objects.get().item == secret.persona_id


def test_who_speaks_by_name_has_no_voice_to_decide_about(
    bench: Client, story: Story, choose: Act
) -> None:
    assert "nothing here to decide about" in choose(bench, "decide_voice", story)
    assert not Case.objects.exists()


def test_an_anonymous_story_is_for_moderators_of_no_company_there(
    secret: Story, circle: Circle
) -> None:
    (taking_part,) = make_crowd(circle, 1)
    circle.appoint(taking_part, "moderator")
    desk = sit_down(taking_part)
    for verb in ("decide", "decide_voice"):
        assert NOT_YOURS in act(desk, verb, secret)
    assert not Case.objects.exists()


@pytest.mark.parametrize("chosen", ["1", "\x00", "' or 1=1"])
def test_an_id_that_is_none_is_a_bad_request(bench: Client, story: Story, chosen: str) -> None:
    data = {"action": "decide", "_selected_action": chosen}
    assert bench.post(page(Story, "changelist"), data).status_code == 400


def test_words_cannot_be_changed(bench: Client, story: Story) -> None:
    data = {"title": "Något annat", "_save": "Save"}
    assert bench.post(page(story, "change"), data).status_code == 403
    assert bench.get(page(Story, "add")).status_code == 403
    story.refresh_from_db()
    assert story.title == "Tavlan som tystnade"


def test_what_only_the_company_reads_has_no_moderator(teller: User, moderator: User) -> None:
    inside = make_draft(teller)
    inside.submit(by=Reader.of(teller))
    assert "no moderator does" in act(sit_down(teller), "decide", inside)
    assert not Case.objects.exists()
