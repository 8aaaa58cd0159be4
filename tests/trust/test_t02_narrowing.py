"""T2: narrowing takes effect at once everywhere, and so does leaving; widening asks the steward."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.reader import Reader
from forum.errors import NotAddressable, WrongState
from forum.models import Story
from tests.clients import API, assert_problem
from tests.trust.asking import READS, read
from tests.trust.world import World, put

OUT = {"story", "thread", "comments", "own comment", "file", "cycles", "attachments"}
TAGGED = ["story", "thread", "own comment"]


def leave_company(world: World) -> None:
    """The stranger's own membership ends."""
    user = world.cast["stranger"]
    assert user
    user.memberships.get().end(by=Reader.of(user))


def leave_circle(world: World) -> None:
    """The stranger's company leaves the circle."""
    user = world.cast["stranger"]
    assert user
    world.circle.dismiss(user.memberships.get().company)


def narrow(world: World) -> None:
    """The author takes the story back into the company."""
    world.story.edit(by=world.reader("teller"), audience="company")


def hide(world: World) -> None:
    """A moderator hides it."""
    world.story.hide(by=world.reader("moderator"), reason="Ett namn.")


def withdraw(world: World) -> None:
    """The steward withdraws it."""
    world.story.withdraw(by=world.reader("steward"))


EVENTS = [leave_company, leave_circle, narrow, hide, withdraw]


@pytest.mark.parametrize("event", EVENTS)
def test_it_is_gone_at_the_next_request(
    event: Callable[[World], None], world: World, asking: dict[str, APIClient]
) -> None:
    stranger = asking["stranger"]
    tags = {path: read(stranger, path, world.ids)["ETag"] for path in TAGGED}
    page = stranger.get(f"{API}/threads/{world.ids['thread']}/comments/?page_size=1").json()

    event(world)

    for path in READS:
        assert_problem(read(stranger, path, world.ids), 404, "not_found")
    for path, tag in tags.items():
        url = f"{API}/{READS[path].format(**world.ids)}"
        assert stranger.get(url, headers={"If-None-Match": tag}).status_code == 404
        assert stranger.get(url, headers={"If-None-Match": "*"}).status_code == 404
    assert_problem(stranger.get(page["next"]), 404, "not_found")
    for kind, item in (("stories", "story"), ("comments", "own")):
        answer = stranger.put(f"{API}/{kind}/{world.ids[item]}/reactions/learned/")
        assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize("event", EVENTS)
def test_a_cursor_handed_out_before_finds_it_no_more(
    event: Callable[[World], None], world: World, asking: dict[str, APIClient]
) -> None:
    second = Story.begin(by=world.reader("steward"), title="Senare", summary="Senare.")
    second.edit(by=world.reader("steward"), audience="circle", circle_id=world.circle.pk)
    second.submit(by=world.reader("steward"))
    page = asking["stranger"].get(f"{API}/stories/?page_size=1").json()

    event(world)

    rest = asking["stranger"].get(page["next"])
    assert [story["id"] for story in rest.json()["results"]] == []


def test_a_coach_whose_appointment_ends_reads_no_more(
    world: World, asking: dict[str, APIClient]
) -> None:
    user = world.cast["coach"]
    assert user
    assert read(asking["coach"], "file", world.ids).status_code == 200

    user.appointments.get().end()

    assert {read(asking["coach"], path, world.ids).status_code for path in READS} == {404}


def test_a_deactivated_person_is_out_with_the_token_still_in_hand(
    world: World, asking: dict[str, APIClient]
) -> None:
    user = world.cast["stranger"]
    assert user
    assert read(asking["stranger"], "story", world.ids).status_code == 200

    user.deactivate()

    assert {read(asking["stranger"], path, world.ids).status_code for path in READS} == {401}


@pytest.mark.parametrize("state", ["draft", "in_review", "scheduled", "published", "hidden"])
def test_an_author_who_left_the_company_reads_it_no_more(
    state: str, world: World, asking: dict[str, APIClient]
) -> None:
    put(world, "circle", state)
    user = world.cast["teller"]
    assert user
    assert read(asking["teller"], "story", world.ids).status_code == 200

    user.memberships.get().end(by=world.reader("steward"))

    assert {read(asking["teller"], path, world.ids).status_code for path in READS} == {404}


def test_an_author_who_left_the_company_keeps_nothing_of_the_teller(
    world: World, asking: dict[str, APIClient]
) -> None:
    world.story.edit(by=world.reader("teller"), audience="public")
    world.story.approve(by=world.reader("steward"))
    user = world.cast["teller"]
    assert user

    user.memberships.get().end(by=world.reader("steward"))

    shown = read(asking["teller"], "story", world.ids).json()
    assert (shown["yours"], shown["exact_reactions"], shown["review_note"]) == (False, None, None)
    assert read(asking["teller"], "revisions", world.ids).json()["results"] == []


def test_widening_waits_for_the_steward(world: World, asking: dict[str, APIClient]) -> None:
    world.story.edit(by=world.reader("teller"), audience="public")
    assert read(asking["nobody"], "story", world.ids).status_code == 404

    world.story.approve(by=world.reader("steward"))

    assert {read(asking["nobody"], path, world.ids).status_code for path in OUT} == {200}


def test_the_request_is_known_to_teller_and_steward_only(
    world: World, asking: dict[str, APIClient]
) -> None:
    world.story.edit(by=world.reader("teller"), audience="public")

    requested = {
        who: read(asking[who], "story", world.ids).json()["requested_audience"]
        for who in ("teller", "steward", "colleague", "stranger", "coach", "moderator")
    }

    assert {who for who, audience in requested.items() if audience} == {"teller", "steward"}


def test_sending_back_declines_the_wider_audience(world: World) -> None:
    world.story.edit(by=world.reader("teller"), audience="public")

    world.story.send_back(by=world.reader("steward"), note="Inte än.")

    assert (world.story.state, world.story.audience) == ("published", "circle")
    with pytest.raises(WrongState):
        world.story.approve(by=world.reader("steward"))
    assert world.story.audience == "circle"


def test_narrowing_withdraws_the_request_to_widen(world: World) -> None:
    world.story.edit(by=world.reader("teller"), audience="public")
    world.story.edit(by=world.reader("teller"), audience="company")

    with pytest.raises(WrongState):
        world.story.approve(by=world.reader("steward"))
    assert world.story.audience == "company"


def test_a_circle_left_meanwhile_is_not_widened_to(world: World) -> None:
    narrow(world)
    circle: Any = {"audience": "circle", "circle_id": world.circle.pk}
    world.story.edit(by=world.reader("teller"), **circle)
    world.circle.dismiss(world.company)

    with pytest.raises(NotAddressable):
        world.story.approve(by=world.reader("steward"))
    world.story.refresh_from_db()
    assert world.story.audience == "company"


def test_a_steward_widens_without_asking_anybody(world: World) -> None:
    story = Story.begin(by=world.reader("steward"), title="Vår", summary="Kort.")
    story.submit(by=world.reader("steward"))

    story.edit(by=world.reader("steward"), audience="members")

    assert (story.audience, story.requested_audience) == ("members", "")
