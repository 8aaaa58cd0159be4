"""Files in the admin: found with their story, and decided about from a page of their own."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.reader import Reader
from forum.models import Attachment, Case, Story
from tests.admin.pages import act, decide, listed, page, shown


@pytest.fixture
def plan(story: Story) -> Attachment:
    """A drawing with a customer's name on it."""
    name = "Ritning Kanariekunden.png"
    return Attachment.objects.create(
        story=story, position=1, name=name, content_type="image/png", size=9, file="aa/a"
    )


def test_the_way_to_a_file_is_on_the_page_of_its_story(
    bench: Client, story: Story, plan: Attachment
) -> None:
    assert page(plan, "change") in shown(bench, story)
    assert page(story, "change") in shown(bench, plan)
    assert "Tea Teller, Åkerströms Mekaniska AB" in listed(bench, Attachment, q="kanarie")


def test_a_file_is_hidden_and_restored(
    bench: Client, plan: Attachment, stranger: User, story: Story
) -> None:
    readers = Attachment.objects.visible_to(Reader.of(stranger))
    assert "Decided about 1 item." in decide(bench, "hide", plan)
    assert not readers.exists()
    assert page(plan, "change") in shown(bench, story)
    decide(bench, "restore", plan)
    assert readers.get() == plan


def test_a_hidden_file_is_for_moderators_alone(
    bench: Client, side: Client, plan: Attachment, story: Story
) -> None:
    assert "Kanariekunden" in shown(side, story)
    decide(bench, "hide", plan)
    for text in (shown(side, story), listed(side, Attachment)):
        assert "Kanariekunden" not in text
        assert str(plan.pk) not in text
    assert "doesn’t exist" in shown(side, plan)


def test_who_only_reads_decides_nothing_about_a_file(side: Client, plan: Attachment) -> None:
    assert "somebody else&#x27;s to change" in act(side, "decide", plan)
    assert not Case.objects.exists()


def test_every_right_shows_no_file_without_a_circle(chief: Client, plan: Attachment) -> None:
    assert "Kanariekunden" not in listed(chief, Attachment)
    assert "doesn’t exist" in shown(chief, plan)
