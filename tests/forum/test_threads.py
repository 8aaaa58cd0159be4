"""Threads: questions, who may lock them, and what a locked one takes."""

from typing import Any

import pytest

from accounts.errors import NotYours
from accounts.models import Circle, User
from accounts.reader import Reader
from forum.errors import NotAddressable, NotParticipant, ThreadLocked, UnknownCompany
from forum.models import Comment, Story, Thread
from tests.factories import make_circle, make_company, make_question

OTHERS = ["colleague", "steward", "coach", "funder", "outsider"]


@pytest.mark.parametrize("who", ["stranger", "moderator"])
def test_who_asked_and_who_moderates_may_lock(who: str, question: Thread, request: Any) -> None:
    by = Reader.of(request.getfixturevalue(who))
    question.lock(by=by)
    assert (question.locked_at is not None, question.locked_by_id) == (True, by.user_id)

    question.unlock(by=by)
    assert question.locked_at is None


@pytest.mark.parametrize("who", [*OTHERS, "teller"])
def test_nobody_else_locks_a_question(who: str, question: Thread, request: Any) -> None:
    with pytest.raises(NotYours):
        question.lock(by=Reader.of(request.getfixturevalue(who)))
    question.refresh_from_db()
    assert question.locked_at is None


@pytest.mark.parametrize("who", ["teller", "moderator"])
def test_who_told_and_who_moderates_may_lock_a_storys_thread(
    who: str, story: Story, request: Any
) -> None:
    story.thread.lock(by=Reader.of(request.getfixturevalue(who)))
    story.thread.refresh_from_db()
    assert story.thread.locked_at


@pytest.mark.parametrize("who", [*OTHERS, "stranger"])
def test_nobody_else_locks_a_storys_thread(who: str, story: Story, request: Any) -> None:
    with pytest.raises(NotYours):
        story.thread.lock(by=Reader.of(request.getfixturevalue(who)))
    story.thread.refresh_from_db()
    assert story.thread.locked_at is None


def test_a_locked_thread_refuses_comments(
    question: Thread, stranger: User, teller: User, moderator: User
) -> None:
    first = question.comment(by=Reader.of(teller), body="I tid.")
    question.lock(by=Reader.of(stranger))

    for late in (teller, stranger, moderator):
        for parent in (None, first):
            with pytest.raises(ThreadLocked):
                question.comment(by=Reader.of(late), body="För sent.", parent=parent)

    assert list(question.comments.all()) == [first]


def test_locking_twice_keeps_who_and_when(
    question: Thread, stranger: User, moderator: User
) -> None:
    question.lock(by=Reader.of(stranger))
    at, version = question.locked_at, question.version

    question.lock(by=Reader.of(moderator))

    question.refresh_from_db()
    assert (question.locked_at, question.locked_by, question.version) == (at, stranger, version)


@pytest.mark.parametrize("who", ["funder"])
def test_those_who_read_nothing_ask_nothing(who: str, circle: Circle, request: Any) -> None:
    with pytest.raises(NotParticipant):
        make_question(request.getfixturevalue(who), circle)
    assert not Thread.objects.exists()


def test_nobody_asks_in_a_circle_they_do_not_read_in(teller: User) -> None:
    with pytest.raises(NotAddressable):
        make_question(teller, make_circle(make_company()))
    assert not Thread.objects.exists()


def test_nobody_asks_for_another_company(teller: User, circle: Circle) -> None:
    with pytest.raises(UnknownCompany):
        make_question(teller, circle, company_id=make_company().pk)
    assert not Thread.objects.exists()


def test_a_coach_without_company_asks_as_a_person(coach: User, circle: Circle) -> None:
    question = make_question(coach, circle)
    assert (question.author, question.company) == (coach, None)


@pytest.mark.parametrize("who", [*OTHERS, "moderator"])
def test_only_who_asked_changes_the_question(who: str, question: Thread, request: Any) -> None:
    with pytest.raises(NotYours):
        question.edit(by=Reader.of(request.getfixturevalue(who)), title="Ny")
    question.refresh_from_db()
    assert question.title == "Hur mäter ni ställtid?"


def test_a_changed_question_is_rendered_anew(question: Thread, stranger: User) -> None:
    question.edit(by=Reader.of(stranger), body="**Vem** mäter?")
    assert question.body_html == "<p><strong>Vem</strong> mäter?</p>\n"
    assert question.version == 2


def test_a_thread_counts_what_stands_in_it(question: Thread, teller: User, stranger: User) -> None:
    first = question.comment(by=Reader.of(teller), body="Ett.")
    question.comment(by=Reader.of(stranger), body="Två.", parent=first)
    first.remove(by=Reader.of(teller))

    question.refresh_from_db()
    assert question.comment_count == Comment.objects.standing().count() == 1
