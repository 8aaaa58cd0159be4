"""Staff read what they could read anyway; no right shows more (T1, leaks.md 33)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Comment, Story, Thread
from tests.admin.pages import listed, page, shown
from tests.factories import make_draft, make_question, make_story


@pytest.fixture
def comment(story: Story, stranger: User) -> Comment:
    comment: Comment = story.thread.comment(by=Reader.of(stranger), body="Skruvmejseln kanarie.")
    return comment


@pytest.mark.usefixtures("no_approval")
def test_a_moderator_finds_and_reads_a_story(bench: Client, story: Story, teller: User) -> None:
    story.edit(by=Reader.of(teller), results="Det gick **snett**.")
    assert story.title in listed(bench, Story, q="tystnade")
    text = shown(bench, story)
    assert "<strong>snett</strong>" in text
    assert f"one circle, {story.circle}" in text
    assert "Tea Teller, Åkerströms Mekaniska AB" in text


def test_a_moderator_reads_threads_and_comments(
    bench: Client, question: Thread, comment: Comment
) -> None:
    assert question.title in listed(bench, Thread, q="ställtid")
    assert "Vi tar tid med klocka." in shown(bench, question)
    assert "Skruvmejseln" in listed(bench, Comment, q="kanarie", thread=str(comment.thread_id))
    assert "Skruvmejseln" in shown(bench, comment)


def test_every_right_reads_nothing_without_a_circle(
    chief: Client, story: Story, comment: Comment, question: Thread
) -> None:
    for model in (Story, Thread, Comment):
        for query in ({}, {"q": "a"}, {"circle": str(story.circle_id)}):
            text = listed(chief, model, **query)
            assert str(story.circle) not in text
            assert "tystnade" not in text
            assert "ställtid" not in text
            assert "kanarie" not in text
    for item in (story, story.thread, comment, question):
        assert "doesn’t exist" in shown(chief, item)
        assert chief.get(page(item, "history"), follow=True).redirect_chain


def test_autocompletion_finds_nothing_more_than_the_list(
    chief: Client, bench: Client, story: Story
) -> None:
    ask = {"app_label": "forum", "model_name": "thread", "field_name": "story", "term": "tystnade"}
    address = reverse("admin:autocomplete")
    assert chief.get(address, ask).json()["results"] == []
    assert [found["id"] for found in bench.get(address, ask).json()["results"]] == [str(story.pk)]


def test_drafts_are_on_nobodys_list(
    desk: Callable[[User], Client], teller: User, circle: Circle
) -> None:
    draft = make_draft(teller)
    own = desk(teller)
    assert draft.title not in listed(own, Story)
    assert "doesn’t exist" in shown(own, draft)


def test_a_story_told_to_its_own_company_stays_there(
    bench: Client, teller: User, story: Story
) -> None:
    inside = make_story(teller, title="Bara för oss")
    assert inside.title not in listed(bench, Story, q="oss")
    assert inside.title not in listed(bench, Thread)


def test_who_speaks_behind_a_companys_name_stays_there(
    bench: Client, steward: User, circle: Circle, company: Company
) -> None:
    asked = make_question(steward, circle, byline="company")
    told = make_story(steward, byline="company", audience="circle", circle_id=circle.pk)
    pages = [shown(bench, asked), shown(bench, told), listed(bench, Story), listed(bench, Thread)]
    for text in pages:
        assert company.name in text
        assert steward.display_name not in text
        assert str(steward.pk) not in text


@pytest.mark.parametrize(
    "lookup",
    ["author", "author__email__startswith", "company", "body__contains", "thread__story", "hidden"],
)
@pytest.mark.parametrize("model", [Story, Thread, Comment])
def test_only_the_filters_on_the_page_can_be_asked(
    bench: Client, model: type[Story], lookup: str
) -> None:
    assert bench.get(page(model, "changelist"), {lookup: "a"}).status_code == 400


def test_hidden_words_are_for_the_circles_moderators(
    bench: Client, side: Client, comment: Comment, moderator: User
) -> None:
    comment.hide(by=Reader.of(moderator))
    assert "Skruvmejseln" in shown(bench, comment)
    assert "Skruvmejseln" not in shown(side, comment)
    for client in (bench, side):
        assert "Skruvmejseln" not in listed(client, Comment)
        assert str(comment.pk) not in listed(client, Comment, q="Skruvmejseln")


def test_links_of_one_page_lead_to_the_others(bench: Client, comment: Comment) -> None:
    thread, story = comment.thread, comment.thread.story
    assert story is not None
    assert page(thread, "change") in shown(bench, comment)
    assert page(story, "change") in shown(bench, thread)
    assert page(thread, "change") in shown(bench, story)
    assert f"{page(Comment, 'changelist')}?thread={thread.pk}" in shown(bench, thread)
