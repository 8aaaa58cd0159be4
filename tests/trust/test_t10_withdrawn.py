"""T10: withdrawn is gone – looked for in every row of every table and in every stored file."""

from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from accounts.models import User
from accounts.reader import Reader
from forum.models import Comment, Reaction, Revision, Story
from tests.clients import API, assert_problem
from tests.trust.world import CANARY, World


def everything() -> dict[str, str]:
    """Every row of every table, as text."""
    return {
        model._meta.label: repr(list(model._base_manager.values())) for model in apps.get_models()
    }


def stored_files() -> list[str]:
    """The names of all stored files."""
    folders, files = default_storage.listdir("")
    inner = [f"{one}/{name}" for one in folders for name in default_storage.listdir(one)[1]]
    return [*files, *inner]


def tables_with(word: str) -> set[str]:
    """The tables a word is found in."""
    return {label for label, text in everything().items() if word in text}


def test_no_word_of_it_is_left_in_any_table(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    planted = tables_with(CANARY)
    assert planted >= {
        "forum.Story", "forum.Cycle", "forum.Measurement", "forum.FollowUp",
        "forum.Attachment", "forum.Revision", "forum.Comment",
    }  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        world.story.withdraw(by=world.reader("teller"))

    assert tables_with(CANARY) == set()


def test_its_file_goes_once_the_transaction_holds(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    names = [one.file.name for one in world.story.attachments.all()]
    assert set(names) <= set(stored_files())

    with django_capture_on_commit_callbacks(execute=True) as waiting:
        world.story.withdraw(by=world.reader("teller"))
        assert set(names) <= set(stored_files())

    assert len(waiting) == len(names) == 1
    assert not set(names) & set(stored_files())


def test_what_hangs_on_it_is_gone(world: World) -> None:
    world.story.withdraw(by=world.reader("steward"))

    left = Story.objects.get(pk=world.story.pk)
    assert left.state == "withdrawn"
    assert (left.outcome, left.failure_type, left.review_note) == ("", "", "")
    assert not left.topics.exists()
    assert not left.inspired_by.exists()
    assert not Revision.objects.exists()
    assert not Reaction.objects.filter(story=left).exists()
    assert left.reaction_counts == {}


def test_others_comments_stay_stored_and_unseen(world: World, asking: Any) -> None:
    world.story.withdraw(by=world.reader("teller"))

    reply = Comment.objects.get(pk=world.ids["reply"])
    assert reply.body == "En fråga."
    for who in ("teller", "stranger", "moderator"):
        answer = asking[who].get(f"{API}/comments/{reply.pk}/")
        assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize("who", ["colleague", "stranger", "coach", "moderator"])
def test_nobody_else_can_withdraw(who: str, world: World, asking: Any) -> None:
    answer = asking[who].post(f"{API}/stories/{world.story.pk}/withdrawal/")

    assert_problem(answer, 403, "not_yours")
    assert "forum.Story" in tables_with(CANARY)


def test_a_draft_thrown_away_is_gone_too(world: World, asking: Any) -> None:
    teller = asking["teller"]
    draft = teller.post(f"{API}/stories/", {"title": "papegojan"}, headers={"Idempotency-Key": "k"})
    here = f"{API}/stories/{draft.json()['id']}/"
    assert "forum.Story" in tables_with("papegojan")

    answer = teller.delete(here, headers={"If-Match": draft["ETag"]})

    assert answer.status_code == 204
    assert tables_with("papegojan") == set()


# --- comments ---------------------------------------------------------------------------------
def said(story: Story, by: User, body: str, **below: Any) -> Comment:
    """A comment, edited once so that it has a revision, with a reaction."""
    comment: Comment = story.thread.comment(by=Reader.of(by), body=body, **below)
    comment.edit(by=Reader.of(by), body=f"{body} igen")
    comment.react(by=Reader.of(by), kind="learned")
    return comment


def test_a_comment_without_replies_leaves_nothing(story: Story, stranger: User) -> None:
    comment = said(story, stranger, "papegojan")

    comment.remove(by=Reader.of(stranger))

    assert not Comment.objects.exists()
    assert tables_with("papegojan") == set()
    story.thread.refresh_from_db()
    assert story.thread.comment_count == 0


def test_a_comment_with_replies_leaves_an_empty_marker(
    api: Any, story: Story, stranger: User, teller: User
) -> None:
    comment = said(story, stranger, "papegojan")
    said(story, teller, "Svar", parent=comment)

    comment.remove(by=Reader.of(stranger))

    shown = api(stranger).get(f"{API}/comments/{comment.pk}/").json()
    assert (shown["standing"], shown["body"], shown["teller"]) == ("removed", None, None)
    assert (shown["yours"], shown["reactions"], shown["edited_at"]) == (False, {}, None)
    assert tables_with("papegojan") == set()
    assert str(stranger.pk) not in repr(list(Comment.objects.filter(pk=comment.pk).values()))


def test_markers_without_replies_go_with_the_last_one(
    story: Story, stranger: User, teller: User
) -> None:
    top = said(story, stranger, "Överst")
    middle = said(story, teller, "Mitten", parent=top)
    last = said(story, stranger, "Sist", parent=middle)
    top.remove(by=Reader.of(stranger))
    middle.remove(by=Reader.of(teller))
    assert Comment.objects.count() == 3

    last.remove(by=Reader.of(stranger))

    assert not Comment.objects.exists()
