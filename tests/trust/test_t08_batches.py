"""T8: the anonymous come out together, in an order drawn by lot, and alone only after waiting."""

from typing import Any

import pytest

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Comment, Story, Thread, Waiting
from forum.releasing import PATIENCE, release_answers, release_stories
from forum.tasks import publish_due
from tests.factories import make_anonymous, voice_of


@pytest.fixture
def ready(whisper: Story, stranger: User, circle: Circle, moderator: User) -> list[Story]:
    """Two anonymous stories that have been checked."""
    stories = [whisper, make_anonymous(stranger, circle)]
    for story in stories:
        story.submit(by=voice_of(story))
        story.approve(by=Reader.of(moderator))
    return stories


def test_what_has_been_checked_comes_out_together(ready: list[Story]) -> None:
    assert release_stories() == 2
    told = {(story.state, story.told_at) for story in Story.objects.all()}
    assert len(told) == 1
    assert next(iter(told))[0] == "published"


def test_a_lonely_story_waits_for_company_but_not_for_ever(ready: list[Story]) -> None:
    ready[1].recall(by=voice_of(ready[1]))

    assert [release_stories() for _round in range(PATIENCE + 1)] == [0] * PATIENCE + [1]


def test_a_day_asked_for_is_the_earliest(ready: list[Story]) -> None:
    Story.objects.filter(pk=ready[0].pk).update(publish_on="2999-01-01")

    assert [release_stories() for _round in range(PATIENCE + 1)][-1] == 1
    ready[0].refresh_from_db()
    assert ready[0].state == "scheduled"


def test_the_daily_publisher_leaves_the_anonymous_to_their_batch(ready: list[Story]) -> None:
    Story.objects.update(publish_on="2026-01-01")
    publish_due.call()

    assert {story.state for story in Story.objects.all()} == {"scheduled"}


def test_answers_wait_unseen_and_come_out_together(
    secret: Story, stranger: User, crowd: list[User], api: Any
) -> None:
    for who in (stranger, crowd[0]):
        secret.thread.comment(by=Reader.of(who), body="Så var det hos oss.", byline="anonymous")
    assert not Comment.objects.exists()
    secret.thread.refresh_from_db()
    assert secret.thread.comment_count == 0

    assert release_answers() == 2

    assert not Waiting.objects.exists()
    comments = Comment.objects.all()
    assert {(c.author_id, c.company_id, c.byline) for c in comments} == {(None, None, "anonymous")}
    assert len({c.told_at for c in comments}) == 1
    secret.thread.refresh_from_db()
    assert secret.thread.comment_count == 2


def test_the_order_of_a_batch_is_drawn_by_lot(secret: Story, crowd: list[User]) -> None:
    orders = set()
    for _try in range(12):
        for number, who in enumerate(crowd[:4]):
            secret.thread.comment(by=Reader.of(who), body=f"Svar {number}.", byline="anonymous")
        release_answers()
        said = Comment.objects.order_by("path").values_list("body", flat=True)
        orders.add(tuple(said)[-4:])
    assert len(orders) > 1  # once in 24¹¹ it fails by chance


def test_an_answer_to_what_has_gone_comes_out_at_the_top(
    secret: Story, stranger: User, crowd: list[User]
) -> None:
    above = secret.thread.comment(by=Reader.of(stranger), body="Hur gick det?")
    for who in crowd[:2]:
        secret.thread.comment(by=Reader.of(who), body="Inte bra.", byline="anonymous", parent=above)
    above.remove(by=Reader.of(stranger))

    release_answers()

    assert {comment.parent_id for comment in Comment.objects.all()} == {None}


def test_a_withdrawn_story_takes_the_waiting_answers_with_it(secret: Story, stranger: User) -> None:
    secret.thread.comment(by=Reader.of(stranger), body="Hej.", byline="anonymous")

    secret.withdraw(by=voice_of(secret))

    assert not Waiting.objects.exists()


def test_a_full_thread_keeps_its_answers_waiting_and_no_others(
    secret: Story, question: Thread, crowd: list[User]
) -> None:
    secret.thread.comment(by=Reader.of(crowd[0]), body="Hos oss med.", byline="anonymous")
    question.comment(by=Reader.of(crowd[1]), body="Med klocka.", byline="anonymous")
    Thread.objects.filter(pk=secret.thread.pk).update(branches=10**5 - 1)

    assert release_answers() == 1

    assert question.comments.count() == 1
    assert Waiting.objects.get().thread_id == secret.thread.pk
