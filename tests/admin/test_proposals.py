"""Changes that wait for a yes, at the desk of whoever answers them: difference, yes, not yet."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.reader import Reader
from forum.models import Cycle, Proposal, Story
from tests.admin.conftest import sit_down
from tests.admin.pages import act, agree, listed, page, shown, versions_in
from tests.factories import make_user

NOTE = "Säg det snällare."
LIE = "Chefen ljög den 14 mars 2022."
type Act = Callable[..., str]


@pytest.fixture
def waiting(story: Story, teller: User) -> Proposal:
    """Another text for a section."""
    Story.objects.filter(pk=story.pk).update(results="Vi mätte i maj.")
    proposal: Proposal | None = story.edit(by=Reader.of(teller), results=f"Vi mätte i juni. {LIE}")
    assert proposal
    return proposal


@pytest.fixture
def office(waiting: Proposal, steward: User) -> Client:
    """The desk of the office, which answers since the company's steward is gone."""
    steward.deactivate()
    user = make_user("Olle Office")
    user.user_permissions.add(Permission.objects.get(codename="answer_proposals"))
    return sit_down(user)


def test_a_steward_at_the_desk_finds_what_waits(waiting: Proposal, steward: User) -> None:
    desk = sit_down(steward)
    assert waiting.story.title in listed(desk, Proposal)
    text = desk.get(reverse("admin:index")).content.decode()
    assert "Changes that wait for your yes" in text
    assert page(waiting, "change") in text


def test_the_difference_and_what_identifies_are_shown(waiting: Proposal, steward: User) -> None:
    text = shown(sit_down(steward), waiting)
    assert "Vi mätte i <del>maj</del><ins>juni." in text
    assert "<strong>den 14 mars 2022</strong>" in text
    assert "Tea Teller, Åkerströms Mekaniska AB" in text


def test_a_new_part_is_shown_whole(story: Story, teller: User, steward: User) -> None:
    proposal = Cycle.add(story, by=Reader.of(teller), title="Ett varv", plan="<b>Varje</b> dag.")
    text = shown(sit_down(steward), proposal)
    assert "<ins>&lt;b&gt;Varje&lt;/b&gt; dag.</ins>" in text
    assert "something more: cycle" in text


def test_a_yes_lets_it_out(waiting: Proposal, steward: User, choose: Act) -> None:
    ended_on = agree(sit_down(steward), "say_yes", waiting, choose)
    assert "Done for 1 item." in ended_on
    waiting.story.refresh_from_db()
    assert waiting.story.results.endswith(LIE)


def test_a_yes_to_what_changed_meanwhile_is_none(
    waiting: Proposal, teller: User, steward: User, choose: Act
) -> None:
    desk = sit_down(steward)
    read = versions_in(choose(desk, "say_yes", waiting))
    waiting.story.edit(by=Reader.of(teller), results="Något annat.")

    ended_on = choose(desk, "say_yes", waiting, version=read)

    assert "This has changed since you read it." in ended_on
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_it_is_sent_back_with_a_note(waiting: Proposal, steward: User, choose: Act) -> None:
    desk = sit_down(steward)
    assert 'name="sentence"' in choose(desk, "send_back", waiting)
    assert "Done for 1 item." in choose(desk, "send_back", waiting, sentence=NOTE)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.note) == ("returned", NOTE)


def test_nobody_else_finds_anything(
    waiting: Proposal, bench: Client, chief: Client, side: Client, teller: User
) -> None:
    for client in (bench, chief, side, sit_down(teller)):
        assert waiting.story.title not in listed(client, Proposal)
        assert client.get(page(waiting, "change")).status_code == 302
        act(client, "say_yes", waiting, version=f"{waiting.pk}:{waiting.seen_as}")
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_the_office_answers_where_no_steward_is_left(office: Client, waiting: Proposal) -> None:
    assert page(waiting, "change") in office.get(reverse("admin:index")).content.decode()
    assert "<ins>juni." in shown(office, waiting)
    assert "Done for 1 item." in agree(office, "say_yes", waiting)
    waiting.refresh_from_db()
    assert waiting.state == "accepted"
