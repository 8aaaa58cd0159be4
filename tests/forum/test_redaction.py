"""Masked passages: the item holds none of them, and nothing is lost."""

from typing import Any

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.markdown import render
from forum.models import AuditEntry, Comment, Redaction, Revision, Story, Thread
from forum.moderation.masking import MARK
from tests.forum.masks import LEFT, TEXT, cover, remove, say, trusted
from tests.proofs import stored

pytestmark = pytest.mark.usefixtures("no_approval")


@pytest.fixture
def comment(story: Story, stranger: User) -> Comment:
    """A comment with a name in it, and in its earlier text."""
    return say(story, stranger)


@pytest.fixture
def told(story: Story, teller: User) -> Story:
    """A story with a name in many places."""
    story.edit(by=Reader.of(teller), lessons=TEXT, results=TEXT)
    story.edit(by=Reader.of(teller), title="Bo Ek och pressen", summary=TEXT, lessons=f"{TEXT} Ja.")
    return story


@pytest.fixture
def asked(question: Thread, stranger: User) -> Thread:
    """A question with a name in its title and text."""
    question.edit(by=Reader.of(stranger), title="Vem är Bo Ek?", body=TEXT)
    return question


def without_version(*items: Any) -> list[dict[str, Any]]:
    """The rows as the database has them, but for their versions."""
    rows = [type(item)._base_manager.filter(pk=item.pk).values().get() for item in items]
    return [{name: value for name, value in row.items() if name != "version"} for row in rows]


def test_a_comment_keeps_the_masked_text_and_the_html_of_it(
    comment: Comment, moderator: User
) -> None:
    version = comment.version

    cover(comment, "body", "Bo Ek", by=moderator)

    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.body, kept.body_html) == (LEFT, render(LEFT))
    assert (kept.version, kept.edited_at) == (version + 1, comment.edited_at)
    assert Redaction.source_of(kept, "body") == TEXT


def test_a_question_is_masked_in_title_and_text(asked: Thread, moderator: User) -> None:
    cover(asked, "title", "Bo Ek", by=moderator)
    cover(asked, "body", "Bo Ek", by=moderator)

    kept = Thread.objects.get(pk=asked.pk)
    assert (kept.title, kept.body, kept.body_html) == (f"Vem är {MARK}?", LEFT, render(LEFT))


def test_a_story_is_masked_section_by_section(told: Story, moderator: User) -> None:
    for field in ("title", "summary", "results"):
        cover(told, field, "Bo Ek", by=moderator)

    kept = Story.objects.get(pk=told.pk)
    assert (kept.title, kept.summary, kept.results) == (f"{MARK} och pressen", LEFT, LEFT)
    assert kept.sections_html["results"] == render(LEFT)
    assert "Bo Ek" in kept.sections_html["lessons"]
    assert "title" not in kept.sections_html


def test_an_expectation_that_stands_can_be_masked(
    story: Story, teller: User, moderator: User
) -> None:
    story.edit(by=Reader.of(teller), expectation=TEXT)
    story.freeze_expectation()

    cover(story, "expectation", "Bo Ek", by=moderator)

    assert Story.objects.get(pk=story.pk).expectation == LEFT


def test_earlier_texts_are_masked_as_well(comment: Comment, told: Story, moderator: User) -> None:
    cover(comment, "body", "Bo Ek", by=moderator)
    cover(told, "lessons", "Bo Ek", by=moderator)

    texts = [text for one in Revision.objects.all() for text in one.texts.values()]
    assert f"Först: {LEFT}" in texts
    assert LEFT in texts
    assert not any("Bo Ek" in text for text in texts)


def test_more_is_masked_by_places_in_the_whole_text(comment: Comment, moderator: User) -> None:
    cover(comment, "body", "Bo Ek", by=moderator)

    cover(comment, "body", "pressen", by=moderator)

    assert comment.body == LEFT.replace("pressen", MARK)
    row = Redaction.objects.get(item=comment.pk, field="body")
    assert row.source == TEXT
    assert [TEXT[a:b] for a, b in row.ranges] == ["Bo Ek", "pressen", "Bo Ek"]


def test_what_is_masked_already_changes_nothing(comment: Comment, moderator: User) -> None:
    cover(comment, "body", "Bo Ek", by=moderator)
    before = stored(Comment, Redaction, Revision, AuditEntry)

    cover(comment, "body", "Bo", by=moderator)

    assert stored(Comment, Redaction, Revision, AuditEntry) == before


@pytest.mark.parametrize("name", ["comment", "told", "asked"])
def test_putting_back_leaves_everything_as_it_was(
    name: str, request: pytest.FixtureRequest, moderator: User
) -> None:
    item: Any = request.getfixturevalue(name)
    fields = {"comment": ["body"], "told": ["title", "lessons"], "asked": ["title", "body"]}[name]
    before, version = (without_version(item, *Revision.objects.all()), item.version)
    for field in fields:
        cover(item, field, "Bo", by=moderator)
        cover(item, field, "Ek", by=moderator)
    assert without_version(item, *Revision.objects.all()) != before

    Redaction.unmask(item, by=moderator.pk)

    assert without_version(item, *Revision.objects.all()) == before
    assert type(item)._base_manager.get(pk=item.pk).version > version
    assert not Redaction.objects.exists()


def test_putting_back_what_is_not_masked_changes_nothing(comment: Comment, moderator: User) -> None:
    before = stored(Comment, AuditEntry)

    Redaction.unmask(comment, by=moderator.pk)

    assert stored(Comment, AuditEntry) == before


def test_each_act_is_in_the_log_with_its_ranges(comment: Comment, moderator: User) -> None:
    cover(comment, "body", "pressen", by=moderator)
    cover(comment, "body", "**Bo Ek**", by=moderator)
    remove(comment, "body", "ifrån", by=trusted(moderator))
    Redaction.unmask(comment, by=moderator.pk)

    log = AuditEntry.objects.order_by("number")
    both = [[8, 17], [31, 38]]
    assert [(one.verb, one.details["old"], one.details["new"]) for one in log] == [
        ("redaction.mask", [], [[31, 38]]),
        ("redaction.mask", [[31, 38]], both),
        ("redaction.remove", [[53, 58]], both),
        ("redaction.unmask", both, []),
    ]
    assert {(one.actor, one.kind, one.item, one.details["field"]) for one in log} == {
        (moderator.pk, "comment", comment.pk, "body")
    }


def test_a_long_title_with_marks_fits_and_comes_back(
    story: Story, teller: User, moderator: User
) -> None:
    title = "B " * 59 + "Ek"
    story.edit(by=Reader.of(teller), title=title)

    cover(story, "title", "B", by=moderator)

    assert len(story.title) == 120
    Redaction.unmask(story, by=moderator.pk)
    assert Story.objects.get(pk=story.pk).title == title


# --- the author writes anew -------------------------------------------------------------------
def test_a_new_text_replaces_the_mask_and_what_was_under_it(
    comment: Comment, stranger: User, moderator: User
) -> None:
    cover(comment, "body", "Bo Ek", by=moderator)

    comment.edit(by=Reader.of(stranger), body="En kollega sa ifrån.")

    assert not Redaction.objects.exists()
    assert comment.body_html == render("En kollega sa ifrån.")
    assert not any("Bo Ek" in one.texts["body"] for one in comment.revisions.all())


def test_only_the_masks_of_the_texts_written_go(
    told: Story, asked: Thread, teller: User, stranger: User, moderator: User
) -> None:
    for item, fields in ((told, ("title", "lessons", "results")), (asked, ("title", "body"))):
        for field in fields:
            cover(item, field, "Bo Ek", by=moderator)

    told.edit(by=Reader.of(teller), lessons="Fråga först.", title=told.title)
    asked.edit(by=Reader.of(stranger), title="Vem är hon?")

    left = {row.field for row in Redaction.objects.all() if ":" not in row.field}
    assert left == {"title", "results", "body"}
    assert not Redaction.objects.filter(item=told.pk, field__endswith=":lessons").exists()
    assert Thread.objects.get(pk=asked.pk).body_html == render(LEFT)


def test_a_title_changed_on_memory_brings_no_masked_text_back(
    asked: Thread, stranger: User, moderator: User
) -> None:
    memory = Thread.objects.get(pk=asked.pk)
    cover(asked, "body", "Bo Ek", by=moderator)

    memory.edit(by=Reader.of(stranger), title="Vem är det?")

    kept = Thread.objects.get(pk=asked.pk)
    assert (kept.body, kept.body_html) == (LEFT, render(LEFT))


def test_restoring_puts_no_passage_back(comment: Comment, told: Story, moderator: User) -> None:
    cover(comment, "body", "Bo Ek", by=moderator)
    cover(told, "title", "Bo Ek", by=moderator)
    by = Reader.of(moderator)

    for item, why in ((comment, {}), (told, {"reason": "Ett namn."})):
        item.hide(by=by, **why)
        item.restore(by=by, **why)

    assert Comment.objects.get(pk=comment.pk).body == LEFT
    assert Story.objects.get(pk=told.pk).title == f"{MARK} och pressen"
