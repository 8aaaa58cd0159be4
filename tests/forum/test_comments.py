"""Comments: nested as deep as is of use, their own author's, and gone when taken away."""

from typing import Any

import pytest

from accounts.errors import NotYours
from accounts.models import User
from accounts.reader import Reader
from forum.errors import CommentGone, KindNotForThis, NotParticipant, ThreadFull, TooDeep
from forum.models import Comment, Story, Thread
from forum.models.nesting import MAX_DEPTH, WIDTH


@pytest.fixture
def comment(question: Thread, teller: User) -> Comment:
    """The teller's answer to the question."""
    answer: Comment = question.comment(by=Reader.of(teller), body="Med klocka.")
    return answer


def test_replies_nest_so_deep_and_no_deeper(question: Thread, teller: User) -> None:
    last = None
    for _ in range(MAX_DEPTH):
        last = question.comment(by=Reader.of(teller), body="Och så?", parent=last)
    assert last
    assert last.depth == MAX_DEPTH - 1

    with pytest.raises(TooDeep):
        question.comment(by=Reader.of(teller), body="Djupare.", parent=last)
    question.refresh_from_db()
    assert (question.comments.count(), question.comment_count) == (MAX_DEPTH, MAX_DEPTH)


def test_the_path_is_the_reading_order(question: Thread, teller: User) -> None:
    by = Reader.of(teller)
    first = question.comment(by=by, body="1")
    second = question.comment(by=by, body="2")
    question.comment(by=by, body="1.1", parent=first)
    question.comment(by=by, body="2.1", parent=second)
    question.comment(by=by, body="1.2", parent=first)
    told = question.comments.order_by("path").values_list("body", flat=True)
    assert list(told) == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_place_once_taken_is_not_given_again(question: Thread, teller: User) -> None:
    by = Reader.of(teller)
    first = question.comment(by=by, body="1")
    path = first.path
    first.remove(by=by)
    assert question.comment(by=by, body="2").path > path


def test_a_comment_takes_only_so_many_direct_replies(comment: Comment, teller: User) -> None:
    Comment.objects.filter(pk=comment.pk).update(branches=10**WIDTH - 1)
    with pytest.raises(ThreadFull):
        comment.thread.comment(by=Reader.of(teller), body="En till.", parent=comment)
    assert not comment.replies.exists()


def test_what_was_taken_away_takes_no_reply_and_no_reaction(
    comment: Comment, question: Thread, teller: User, stranger: User
) -> None:
    question.comment(by=Reader.of(stranger), body="Svar.", parent=comment)
    comment.remove(by=Reader.of(teller))

    with pytest.raises(CommentGone):
        question.comment(by=Reader.of(stranger), body="Till?", parent=comment)
    with pytest.raises(CommentGone):
        comment.react(by=Reader.of(stranger), kind="learned")
    with pytest.raises(CommentGone):
        comment.edit(by=Reader.of(teller), body="Åter.")

    assert (comment.replies.count(), comment.reactions.count()) == (1, 0)


def test_a_comment_of_another_thread_is_no_parent(
    comment: Comment, story: Story, stranger: User
) -> None:
    with pytest.raises(CommentGone):
        story.thread.comment(by=Reader.of(stranger), body="Fel.", parent=comment)
    assert not story.thread.comments.exists()


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "coach", "moderator"])
@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_a_comment_is_its_authors(who: str, verb: str, comment: Comment, request: Any) -> None:
    texts = {"body": "Mitt."} if verb == "edit" else {}
    with pytest.raises(NotYours):
        getattr(comment, verb)(by=Reader.of(request.getfixturevalue(who)), **texts)
    comment.refresh_from_db()
    assert (comment.body, comment.removed_at) == ("Med klocka.", None)


def test_an_edit_keeps_the_text_before(comment: Comment, teller: User) -> None:
    comment.edit(by=Reader.of(teller), body="Med kamera.")
    assert [one.texts for one in comment.revisions.all()] == [{"body": "Med klocka."}]
    assert comment.edited_at


def test_a_moderator_hides_and_restores(comment: Comment, moderator: User) -> None:
    comment.hide(by=Reader.of(moderator))
    comment.thread.refresh_from_db()
    assert (comment.hidden_at is not None, comment.thread.comment_count) == (True, 0)

    comment.restore(by=Reader.of(moderator))
    comment.thread.refresh_from_db()
    assert (comment.hidden_at, comment.thread.comment_count) == (None, 1)


def test_hiding_twice_counts_once(comment: Comment, moderator: User) -> None:
    for _ in range(2):
        comment.hide(by=Reader.of(moderator))
    comment.thread.refresh_from_db()
    assert comment.thread.comment_count == 0


@pytest.mark.parametrize("who", ["teller", "stranger", "steward", "coach"])
def test_nobody_else_hides(who: str, comment: Comment, request: Any) -> None:
    with pytest.raises(NotYours):
        comment.hide(by=Reader.of(request.getfixturevalue(who)))
    comment.refresh_from_db()
    assert comment.hidden_at is None


def test_those_who_take_no_part_say_nothing(question: Thread, funder: User) -> None:
    with pytest.raises(NotParticipant):
        question.comment(by=Reader.of(funder), body="Jag då?")
    assert not question.comments.exists()


def test_some_reactions_are_for_stories_only(comment: Comment, stranger: User) -> None:
    with pytest.raises(KindNotForThis):
        comment.react(by=Reader.of(stranger), kind="brave")
    assert not comment.reactions.exists()


def test_taking_back_what_was_not_given_is_fine(comment: Comment, stranger: User) -> None:
    comment.unreact(by=Reader.of(stranger), kind="learned")
    assert comment.reaction_counts == {}
