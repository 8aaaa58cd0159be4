"""T8: the anonymous come out by date, Mondays and Thursdays, in an order drawn by lot."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Circle, User
from accounts.reader import Reader
from forum import releasing
from forum.batches import NOT_OUT, moment_of
from forum.models import Comment, Story, Thread, Waiting
from forum.releasing import release_batch
from forum.tasks import publish_due
from forum.tasks import release_batch as scheduled
from tests.factories import (
    batch_comes,
    let_out,
    make_anonymous,
    make_decision,
    make_member,
    night,
    voice_of,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEDNESDAY = datetime(2026, 11, 18, 14, 7, 33, tzinfo=STOCKHOLM)
MONDAY = datetime(2026, 11, 23, 5, tzinfo=STOCKHOLM)
DAY = timedelta(days=1)


def anonymously(thread: Thread, who: User | Reader, body: str = "Så var det.", **more: Any) -> Any:
    """An anonymous answer, by somebody signed in or by receipt."""
    by = who if isinstance(who, Reader) else Reader.of(who)
    return thread.comment(by=by, body=body, byline="anonymous", **more)


@pytest.fixture
def on_wednesday(time_machine: Any) -> Any:
    """The clock stands on a Wednesday afternoon."""
    time_machine.move_to(WEDNESDAY, tick=False)
    return time_machine


@pytest.fixture
def ready(
    on_wednesday: Any, whisper: Story, stranger: User, circle: Circle, moderator: User
) -> list[Story]:
    """Two anonymous stories that have been checked on a Wednesday."""
    stories = [whisper, make_anonymous(stranger, circle)]
    for story in stories:
        story.submit(by=voice_of(story))
        story.approve(by=Reader.of(moderator))
    return stories


def states() -> set[str]:
    """Where all stories stand."""
    return {story.state for story in Story.objects.all()}


@pytest.mark.parametrize(
    "before", [timedelta(), DAY, 4 * DAY, MONDAY - WEDNESDAY - timedelta(seconds=1)]
)
def test_no_job_lets_a_story_out_before_its_monday(
    ready: list[Story], on_wednesday: Any, before: timedelta
) -> None:
    on_wednesday.move_to(WEDNESDAY + before, tick=False)
    for _time in range(3):
        scheduled.call()

    assert states() == {"scheduled"}
    assert {story.told_at for story in Story.objects.all()} == {NOT_OUT}


def test_on_monday_they_come_out_together_and_bear_its_date(
    ready: list[Story], on_wednesday: Any
) -> None:
    on_wednesday.move_to(MONDAY, tick=False)

    assert release_batch().stories == 2
    assert release_batch().stories == 0

    dates = {(s.told_at, s.published_at, s.thread.told_at) for s in Story.objects.all()}
    assert dates == {(moment_of(MONDAY.date()),) * 3}


@pytest.mark.parametrize("late", [timedelta(hours=9), DAY, 2 * DAY])
def test_a_monday_that_was_missed_is_made_up_for_with_its_date(
    ready: list[Story], on_wednesday: Any, late: timedelta
) -> None:
    on_wednesday.move_to(MONDAY + late, tick=False)

    scheduled.call()

    assert {story.told_at for story in Story.objects.all()} == {moment_of(MONDAY.date())}


def test_what_is_checked_after_monday_waits_for_the_next_one(
    whisper: Story, moderator: User, on_wednesday: Any
) -> None:
    on_wednesday.move_to(MONDAY + timedelta(hours=4), tick=False)
    whisper.submit(by=voice_of(whisper))
    whisper.approve(by=Reader.of(moderator))
    on_wednesday.shift(3 * DAY)
    scheduled.call()
    assert states() == {"scheduled"}

    on_wednesday.move_to(MONDAY + 7 * DAY, tick=False)
    scheduled.call()

    assert states() == {"published"}


def test_a_day_asked_for_is_the_earliest_and_not_kept(
    whisper: Story, moderator: User, on_wednesday: Any
) -> None:
    whisper.edit(by=voice_of(whisper), publish_on=(MONDAY + DAY).date())
    whisper.submit(by=voice_of(whisper))
    whisper.approve(by=Reader.of(moderator))
    on_wednesday.move_to(MONDAY + 2 * DAY, tick=False)
    scheduled.call()
    assert states() == {"scheduled"}

    on_wednesday.move_to(MONDAY + 7 * DAY, tick=False)
    scheduled.call()

    whisper.refresh_from_db()
    assert (whisper.state, whisper.publish_on, whisper.batch_on) == ("published", None, None)


def test_the_daily_publisher_leaves_the_anonymous_to_their_batch(ready: list[Story]) -> None:
    Story.objects.update(publish_on="2026-01-01")

    publish_due.call()

    assert states() == {"scheduled"}


def test_a_lonely_voice_waits_for_nobody(secret: Story, stranger: User, moderator: User) -> None:
    anonymously(secret.thread, stranger)

    assert let_out(moderator).answers == 1


def test_answers_wait_unseen_and_come_out_together(
    secret: Story, stranger: User, crowd: list[User], moderator: User
) -> None:
    for who in (stranger, crowd[0]):
        anonymously(secret.thread, who)
    assert not Comment.objects.exists()
    secret.thread.refresh_from_db()
    assert secret.thread.comment_count == 0

    assert let_out(moderator).answers == 2

    assert not Waiting.objects.exists()
    comments = Comment.objects.all()
    assert {(c.author_id, c.company_id, c.byline) for c in comments} == {(None, None, "anonymous")}
    assert len({c.told_at for c in comments}) == 1
    secret.thread.refresh_from_db()
    assert secret.thread.comment_count == 2


def test_an_answer_s_batch_is_fixed_as_a_date_when_it_is_sent(
    on_wednesday: Any, question: Thread, crowd: list[User], peer: User, moderator: User
) -> None:
    Thread.objects.update(told_at=WEDNESDAY - 9 * DAY)
    first = anonymously(question, crowd[0])
    question.comment(by=Reader.of(crowd[1]), body="Med namn, i dag.")
    second = anonymously(question, crowd[2])

    assert first.batch_on == (WEDNESDAY + DAY).date()
    assert second.batch_on == MONDAY.date()


@pytest.fixture
def quiet(on_wednesday: Any, question: Thread, crowd: list[User], moderator: User) -> Comment:
    """A comment in a thread in which nobody has said anything for nine days."""
    said: Comment = question.comment(by=Reader.of(crowd[0]), body="Hur gick det?")
    for rows in (Thread.objects, Comment.objects):
        rows.update(told_at=WEDNESDAY - 9 * DAY)
    return said


def test_a_text_is_as_new_as_its_last_change(quiet: Comment, peer: User, crowd: list[User]) -> None:
    assert anonymously(quiet.thread, crowd[1]).batch_on == (WEDNESDAY + DAY).date()

    quiet.edit(by=Reader.of(crowd[0]), body="Hur gick det, du som sitter där?")

    assert anonymously(quiet.thread, crowd[1]).batch_on == MONDAY.date()


def test_a_text_is_as_new_as_the_day_a_moderator_let_it_out(
    quiet: Comment, peer: User, crowd: list[User], moderator: User
) -> None:
    make_decision(quiet, by=moderator)
    assert anonymously(quiet.thread, crowd[1]).batch_on == (WEDNESDAY + DAY).date()

    quiet.refresh_from_db()
    make_decision(quiet, by=moderator, measure="restore")

    assert anonymously(quiet.thread, crowd[1]).batch_on == MONDAY.date()


def test_the_order_of_a_batch_is_drawn_by_lot(
    secret: Story, crowd: list[User], moderator: User
) -> None:
    orders = set()
    for _try in range(12):
        for number, one in enumerate(crowd[:4]):
            who = make_member(one.memberships.get().company)  # three voices a day are the most
            anonymously(secret.thread, who, f"Svar {number}.")
        let_out(moderator)
        said = Comment.objects.order_by("path").values_list("body", flat=True)
        orders.add(tuple(said)[-4:])
    assert len(orders) > 1  # once in 24¹¹ it fails by chance


def test_a_voice_s_answers_keep_their_own_order_in_a_batch(
    secret: Story, crowd: list[User], moderator: User
) -> None:
    voice = voice_of(secret)
    for number in range(6):
        anonymously(secret.thread, voice, f"{number}")
        anonymously(secret.thread, crowd[number % 4], "Hos oss med.")
    let_out(moderator)

    said = Comment.objects.filter(persona=voice.persona).order_by("path")
    assert list(said.values_list("body", flat=True)) == [str(number) for number in range(6)]


def test_a_second_answer_never_comes_before_the_first(
    secret: Story, stranger: User, moderator: User
) -> None:
    voice = Reader(persona=anonymously(secret.thread, stranger, "Ett").persona_id)
    later = anonymously(secret.thread, voice, "Två")
    night()
    later.approve(by=Reader.of(moderator))
    assert batch_comes().answers == 0

    first = Waiting.objects.get(body="Ett")
    first.approve(by=Reader.of(moderator))
    assert release_batch().answers == 0  # the batch both could have been in has been

    assert batch_comes().answers == 2
    said = Comment.objects.order_by("path").values_list("body", flat=True)
    assert list(said) == ["Ett", "Två"]


def test_what_waits_behind_an_answer_sent_back_waits_for_a_batch_of_its_own(
    secret: Story, stranger: User, moderator: User
) -> None:
    voice = Reader(persona=anonymously(secret.thread, stranger, "Ett").persona_id)
    later = anonymously(secret.thread, voice, "Två")
    night()
    later.approve(by=Reader.of(moderator))
    batch_comes()

    Waiting.objects.get(body="Ett").send_back(by=Reader.of(moderator), note="Nej.")

    assert release_batch().answers == 0
    assert batch_comes().answers == 1


def test_what_is_checked_too_late_comes_with_the_next_batch(
    on_wednesday: Any, question: Thread, crowd: list[User], moderator: User, peer: User
) -> None:
    answer = anonymously(question, crowd[0])
    due = answer.batch_on
    on_wednesday.move_to(moment_of(due) + timedelta(hours=9), tick=False)
    scheduled.call()
    answer.refresh_from_db()
    answer.approve(by=Reader.of(moderator))
    scheduled.call()
    assert not Comment.objects.exists()

    on_wednesday.move_to(moment_of(answer.batch_on) + timedelta(hours=5), tick=False)
    scheduled.call()

    assert answer.batch_on > due
    assert Comment.objects.get().told_at == moment_of(answer.batch_on)


def test_an_answer_to_what_has_gone_comes_out_at_the_top(
    secret: Story, stranger: User, crowd: list[User], moderator: User
) -> None:
    above = secret.thread.comment(by=Reader.of(stranger), body="Hur gick det?")
    for who in crowd[:2]:
        anonymously(secret.thread, who, "Inte bra.", parent=above)
    above.remove(by=Reader.of(stranger))

    let_out(moderator)

    assert {comment.parent_id for comment in Comment.objects.all()} == {None}


def test_a_withdrawn_story_takes_the_waiting_answers_with_it(secret: Story, stranger: User) -> None:
    anonymously(secret.thread, stranger)

    secret.withdraw(by=voice_of(secret), now=True)

    assert not Waiting.objects.exists()


def test_a_full_thread_keeps_its_answers_waiting_and_no_others(
    secret: Story, question: Thread, crowd: list[User], moderator: User
) -> None:
    anonymously(secret.thread, crowd[0])
    anonymously(question, crowd[1])
    Thread.objects.filter(pk=secret.thread.pk).update(branches=10**5 - 1)

    assert let_out(moderator).answers == 1

    assert question.comments.count() == 1
    waiting = Waiting.objects.get()
    assert waiting.thread_id == secret.thread.pk
    assert moment_of(waiting.batch_on) > timezone.now()


def test_lots_keep_the_order_of_each_voice() -> None:
    drawn = releasing.in_lots([["a1", "a2", "a3"], ["b1", "b2"], ["c1"]])

    assert sorted(drawn) == ["a1", "a2", "a3", "b1", "b2", "c1"]
    for voice in "ab":
        own = [one for one in drawn if one.startswith(voice)]
        assert own == sorted(own)
