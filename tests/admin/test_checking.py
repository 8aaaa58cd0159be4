"""Checking anonymous stories for what could tell who tells them, before others read them (T4)."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Circle
from forum.models import Story
from tests.admin.conftest import sit_down
from tests.admin.pages import act, agree, listed, page, shown, versions_in
from tests.factories import make_crowd, night, voice_of

NOTE = "Skriv våren i stället för dagen."
type Act = Callable[..., str]


@pytest.fixture
def waiting(whisper: Story) -> Story:
    """An anonymous story in review that says a little much."""
    by = voice_of(whisper)
    whisper.edit(by=by, lessons="Vi började den 14 mars 2022 i Avesta.")
    whisper.submit(by=by)
    night()
    return whisper


def test_a_moderator_finds_what_waits_to_be_checked(bench: Client, waiting: Story) -> None:
    assert waiting.title in listed(bench, Story, state__exact="in_review")


def test_what_could_identify_someone_is_shown_while_it_waits(bench: Client, waiting: Story) -> None:
    text = shown(bench, waiting)
    assert "Lessons – exact day: <strong>den 14 mars 2022</strong> → våren 2022" in text
    assert "<strong>Avesta</strong>" in text


def test_findings_are_not_shown_once_it_is_out(bench: Client, secret: Story, story: Story) -> None:
    for item in (secret, story):
        assert "Could identify someone" not in shown(bench, item)


def test_a_checked_story_is_let_out(bench: Client, waiting: Story, choose: Act) -> None:
    ended_on = agree(bench, "let_out", waiting, choose)
    assert "Done for 1 item." in ended_on
    assert "doesn’t exist" not in ended_on
    waiting.refresh_from_db()
    assert waiting.state == "scheduled"


def test_sending_back_asks_for_a_note_first(bench: Client, waiting: Story, choose: Act) -> None:
    for note in ({}, {"sentence": " "}, {"sentence": "x" * 1001}):
        assert 'name="sentence"' in choose(bench, "send_back", waiting, **note)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_a_story_is_sent_back_with_a_note(bench: Client, waiting: Story, choose: Act) -> None:
    assert "Done for 1 item." in choose(bench, "send_back", waiting, sentence=NOTE)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.review_note) == ("draft", NOTE)


def test_the_yes_is_to_the_version_that_was_shown(
    bench: Client, waiting: Story, choose: Act
) -> None:
    read = versions_in(choose(bench, "let_out", waiting))
    waiting.recall(by=voice_of(waiting), now=True)
    waiting.edit(by=voice_of(waiting), lessons="Något helt annat.")
    waiting.submit(by=voice_of(waiting))
    night()

    ended_on = choose(bench, "let_out", waiting, version=read)

    assert "This has changed since you read it." in ended_on
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


@pytest.mark.parametrize("verb", ["let_out", "send_back"])
def test_who_takes_part_does_not_even_see_it(circle: Circle, waiting: Story, verb: str) -> None:
    (taking_part,) = make_crowd(circle, 1)
    circle.appoint(taking_part, "moderator")
    desk = sit_down(taking_part)
    assert waiting.title not in listed(desk, Story)
    act(desk, verb, waiting, sentence=NOTE)
    assert desk.get(page(waiting, "change")).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


@pytest.mark.parametrize("verb", ["let_out", "send_back"])
def test_what_is_out_is_not_sent_anywhere(bench: Client, story: Story, verb: str) -> None:
    more = {"version": f"{story.pk}:{story.version}"} if verb == "let_out" else {"sentence": NOTE}
    assert 'class="error"' in act(bench, verb, story, **more)
    story.refresh_from_db()
    assert (story.state, story.review_note) == ("published", "")
