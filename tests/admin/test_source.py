"""Whoever decides sees every character that was written, whatever a page shows of it."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.reader import Reader
from forum.models import Case, Comment, Story, Thread
from tests.admin.pages import act, shown

DEEP = "Tack.\n\n- - - - - - - - - - - - Det här ser ingen."
HIDDEN = "Ja.\u200b\n\n[x]: https://a.example 'Lyssna'\n<b>fet</b>"


def commented(story: Story, by: User, body: str) -> Comment:
    comment: Comment = story.thread.comment(by=Reader.of(by), body=body)
    return comment


@pytest.mark.parametrize("body", [DEEP, HIDDEN])
def test_the_case_and_the_comment_show_the_source(
    bench: Client, story: Story, stranger: User, body: str
) -> None:
    comment = commented(story, stranger, body)
    escaped = {DEEP: "- - - - - - Det här ser ingen.", HIDDEN: "Ja.[U+200B]"}[body]

    for page in (Case.about(comment), comment):
        text = shown(bench, page)
        assert "as it was written" in text.lower()
        assert escaped in text
        assert "<b>fet</b>" not in text


def test_what_nests_too_deep_is_on_the_page_as_readers_see_it(
    bench: Client, story: Story, stranger: User
) -> None:
    comment = commented(story, stranger, DEEP)

    assert "Det här ser ingen." in comment.body_html
    assert shown(bench, Case.about(comment)).count("Det här ser ingen.") >= 2


def test_a_decision_is_taken_with_the_source_in_view(
    bench: Client, story: Story, stranger: User
) -> None:
    case = Case.about(commented(story, stranger, HIDDEN))

    text = act(bench, "decide", case)

    assert "Ja.[U+200B]" in text
    assert "<details open>" in text


def test_questions_and_stories_show_their_source(
    bench: Client, story: Story, question: Thread
) -> None:
    Thread.objects.filter(pk=question.pk).update(body=HIDDEN)
    Story.objects.filter(pk=story.pk).update(results=HIDDEN)

    for item in (question, story):
        assert "Ja.[U+200B]" in shown(bench, item)
        assert "Ja.[U+200B]" in shown(bench, Case.about(item))


def test_the_words_of_a_hidden_comment_stay_with_its_moderators(
    desk, story: Story, stranger: User, moderator: User, coach: User
) -> None:
    comment = commented(story, stranger, HIDDEN)
    comment.hide(by=Reader.of(moderator))

    for who, sees in ((moderator, True), (coach, False)):
        who.user_permissions.set([])
        assert ("[U+200B]" in shown(desk(who), comment)) == sees


def test_short_texts_of_a_story_are_spelled_out_too(bench: Client, story: Story) -> None:
    Story.objects.filter(pk=story.pk).update(summary="Kort\u200b om det.")

    assert "Kort[U+200B] om det." in shown(bench, Case.about(story))
