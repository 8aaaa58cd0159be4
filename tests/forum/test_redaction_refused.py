"""Passages removed for good, and the refusals that keep a mask on the words it was meant for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.errors import NotYours
from accounts.models import User
from accounts.reader import Reader
from forum.errors import DomainError, PassageNotFound, StaleText
from forum.markdown import render
from forum.models import AuditEntry, Comment, Redaction, Revision, Story
from forum.moderation.masking import MARK
from tests.forum.masks import LEFT, TEXT, cover, remove, say, trusted
from tests.proofs import stored


@pytest.fixture
def comment(story: Story, stranger: User) -> Comment:
    """A comment with a name in it, and in its earlier text."""
    return say(story, stranger)


def test_removal_leaves_marks_and_no_source(comment: Comment, moderator: User) -> None:
    remove(comment, "body", "Bo Ek", by=trusted(moderator))

    assert (comment.body, comment.body_html) == (LEFT, render(LEFT))
    assert comment.revisions.get().texts == {"body": f"Först: {LEFT}"}
    assert not Redaction.objects.exists()


def test_other_masks_stay_over_what_is_removed_and_can_be_put_back(
    comment: Comment, moderator: User
) -> None:
    cover(comment, "body", "vid pressen", "Bo Ek sa", by=moderator)

    remove(comment, "body", "Bo Ek", by=trusted(moderator))

    assert comment.body == f"Det var **{MARK}** som stod {MARK}, och {MARK}{MARK} ifrån."
    Redaction.unmask(comment, by=moderator.pk)
    assert comment.body == LEFT
    assert comment.revisions.get().texts == {"body": f"Först: {LEFT}"}


def test_one_place_is_named_and_every_place_is_removed(comment: Comment, moderator: User) -> None:
    place = TEXT.rindex("Bo Ek")

    right = trusted(moderator).pk
    ranges = [(place, place + 5)]
    Redaction.remove_for_good(comment, "body", ranges, by=right, version=comment.version)

    assert Comment.objects.get(pk=comment.pk).body == LEFT


def test_removal_takes_a_right_of_its_own(comment: Comment, moderator: User) -> None:
    before = stored(Comment, Redaction, Revision, AuditEntry)

    with pytest.raises(NotYours):
        remove(comment, "body", "Bo Ek", by=moderator)

    assert stored(Comment, Redaction, Revision, AuditEntry) == before


@pytest.mark.parametrize("verb", [Redaction.mask, Redaction.remove_for_good])
def test_ranges_of_another_text_are_refused(
    verb: Any, comment: Comment, stranger: User, moderator: User
) -> None:
    read = comment.version
    comment.edit(by=Reader.of(stranger), body="Något annat, och lika långt som det förra.")
    before = stored(Comment, Redaction, Revision, AuditEntry)

    with pytest.raises(StaleText):
        verb(comment, "body", [(0, 5)], by=trusted(moderator).pk, version=read)

    assert stored(Comment, Redaction, Revision, AuditEntry) == before


@pytest.mark.parametrize("verb", [Redaction.mask, Redaction.remove_for_good])
def test_a_range_that_holds_nothing_is_refused(
    verb: Any, comment: Comment, moderator: User
) -> None:
    before = stored(Comment, Redaction, Revision, AuditEntry)

    with pytest.raises(PassageNotFound):
        verb(comment, "body", [(500, 510)], by=trusted(moderator).pk, version=comment.version)

    assert stored(Comment, Redaction, Revision, AuditEntry) == before


def test_a_comment_taken_away_meanwhile_is_refused(
    comment: Comment, stranger: User, moderator: User
) -> None:
    read = Comment.objects.get(pk=comment.pk)
    comment.remove(by=Reader.of(stranger))

    with pytest.raises(StaleText):
        Redaction.mask(read, "body", [(0, 5)], by=moderator.pk, version=read.version)

    assert not Redaction.objects.exists()


def test_only_texts_are_masked(comment: Comment, moderator: User) -> None:
    with pytest.raises(ValueError, match="path"):
        Redaction.mask(comment, "path", [(0, 1)], by=moderator.pk, version=comment.version)

    assert not Redaction.objects.exists()


def answer(verb: Callable[[Comment], None], comment: Comment, start: Barrier) -> str:
    """What becomes of a verb in a thread of its own, on the comment as it was just read."""
    mine = Comment.objects.get(pk=comment.pk)
    start.wait()
    try:
        verb(mine)
    except DomainError as refused:
        return refused.code
    finally:
        connection.close()
    return "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_of_an_edit_and_a_mask_at_once_nothing_is_mixed(
    turn: int, comment: Comment, stranger: User, moderator: User
) -> None:
    def edit(mine: Comment) -> None:
        mine.edit(by=Reader.of(stranger), body="En kollega.")

    def mask(mine: Comment) -> None:
        Redaction.mask(mine, "body", [(8, 17)], by=moderator.pk, version=comment.version)

    start = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        edited, masked = pool.map(lambda verb: answer(verb, comment, start), [edit, mask])

    assert edited == "done"
    assert masked in {"done", "text_changed"}
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.body, kept.body_html) == ("En kollega.", render("En kollega."))
    assert not Redaction.objects.exists()
    assert AuditEntry.objects.exists() == (masked == "done")
