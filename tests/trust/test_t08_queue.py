"""T8: the queue of whoever checks is renewed every morning; looking all day tells no minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import User
from accounts.reader import Reader
from forum.models import Story, Waiting
from forum.tasks import release_batch
from tests.admin.conftest import sit_down
from tests.admin.pages import act, act_on_page, listed, page, shown
from tests.clients import API
from tests.factories import voice_of

TUESDAY = datetime(2026, 11, 17, 14, 7, 33, tzinfo=ZoneInfo("Europe/Stockholm"))
MORNING = datetime(2026, 11, 18, 5, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def clock(time_machine: Any) -> Any:
    """It is a Tuesday afternoon."""
    time_machine.move_to(TUESDAY, tick=False)
    return time_machine


@pytest.fixture
def handed_in(clock: Any, whisper: Story) -> Story:
    """An anonymous story handed in this minute."""
    whisper.submit(by=voice_of(whisper))
    return whisper


@pytest.fixture
def answered(clock: Any, secret: Story, stranger: User) -> Waiting:
    """An anonymous answer sent this minute."""
    answer: Waiting = secret.thread.comment(
        by=Reader.of(stranger), body="I Avesta var det likadant.", byline="anonymous"
    )
    return answer


def moments(clock: Any) -> Iterator[bool]:
    """Go to one moment after the other, let the jobs run, and say whether morning has come."""
    for moment in (TUESDAY, TUESDAY + timedelta(hours=9), MORNING - timedelta(seconds=1), MORNING):
        clock.move_to(moment, tick=False)
        release_batch.call()
        yield moment >= MORNING


def test_a_story_is_seen_to_wait_from_the_morning(
    handed_in: Story, clock: Any, api: Any, moderator: User
) -> None:
    for is_morning in moments(clock):
        queue = api(moderator).get(f"{API}/stories/?state=in_review").json()["results"]
        one = api(moderator).get(f"{API}/stories/{handed_in.pk}/")
        yes = api(moderator).get(f"{API}/stories/{handed_in.pk}/identifiers/")

        assert bool(queue) is is_morning
        assert {one.status_code, yes.status_code} == ({200} if is_morning else {404})


def test_an_answer_is_seen_to_wait_from_the_morning(
    answered: Waiting, clock: Any, api: Any, moderator: User
) -> None:
    for is_morning in moments(clock):
        queue = api(moderator).get(f"{API}/waiting/").json()["results"]
        one = api(moderator).get(f"{API}/waiting/{answered.pk}/")

        assert bool(queue) is is_morning
        assert one.status_code == (200 if is_morning else 404)


def test_nor_does_the_admin_show_it_earlier(
    handed_in: Story, moderator: User, api: Any, clock: Any
) -> None:
    desk = sit_down(moderator)
    assert handed_in.title not in desk.get("/admin/").content.decode()
    assert handed_in.title not in listed(desk, Story)
    assert desk.get(page(handed_in, "change")).status_code == 302

    Story.objects.update(queue_on=None)

    assert handed_in.title in desk.get("/admin/").content.decode()
    assert handed_in.title in listed(desk, Story)


def test_what_was_handed_in_before_five_is_seen_the_same_morning(
    clock: Any, whisper: Story, api: Any, moderator: User
) -> None:
    clock.move_to(MORNING - timedelta(minutes=1), tick=False)
    whisper.submit(by=voice_of(whisper))
    clock.move_to(MORNING, tick=False)
    release_batch.call()

    assert api(moderator).get(f"{API}/stories/{whisper.pk}/").status_code == 200


def test_what_is_taken_back_leaves_the_queue_in_the_morning(
    answered: Waiting, clock: Any, api: Any, moderator: User
) -> None:
    clock.move_to(MORNING, tick=False)
    release_batch.call()
    answered.refresh_from_db()
    clock.move_to(MORNING + timedelta(hours=6), tick=False)
    answered.take_back(by=Reader(persona=answered.persona_id))
    release_batch.call()
    path = f"{API}/waiting/{answered.pk}/"

    assert not Waiting.objects.visible_to(Reader(persona=answered.persona_id)).exists()
    assert api(moderator).get(path).status_code == 200
    assert api(moderator).post(f"{path}approval/").status_code == 204
    clock.move_to(MORNING + timedelta(days=1), tick=False)
    release_batch.call()
    assert not Waiting.objects.exists()


# --- at the desk ---------------------------------------------------------------------------------
@pytest.fixture
def to_read(secret: Story, stranger: User) -> Waiting:
    """An anonymous answer in the queue."""
    answer: Waiting = secret.thread.comment(
        by=Reader.of(stranger), body="Den 14 mars 2022 i **Avesta**.", byline="anonymous"
    )
    Waiting.objects.update(queue_on=None)
    return answer


@pytest.fixture
def bench(moderator: User) -> Client:
    """The moderator's desk."""
    return sit_down(moderator)


def test_the_desk_leads_to_answers_to_read(bench: Client, to_read: Waiting) -> None:
    desk = bench.get("/admin/").content.decode()
    text = shown(bench, to_read)

    assert page(to_read, "change") in desk
    assert to_read.persona.label in listed(bench, Waiting)
    assert "<strong>Avesta</strong>" in text
    assert "exact day: <strong>14 mars 2022</strong>" in text.replace("Den 14", "14")


@pytest.mark.parametrize("way", [act, act_on_page])
def test_an_answer_is_let_out_or_sent_back_at_the_desk(
    way: Any, bench: Client, to_read: Waiting
) -> None:
    assert 'name="sentence"' in way(bench, "send_back", to_read)
    assert "Done for 1 item." in way(bench, "let_out", to_read)
    to_read.refresh_from_db()
    assert to_read.state == "scheduled"


def test_the_note_is_for_the_voice(bench: Client, to_read: Waiting) -> None:
    act(bench, "send_back", to_read, sentence="Skriv våren.")

    to_read.refresh_from_db()
    assert (to_read.state, to_read.note) == ("returned", "Skriv våren.")


def test_a_moderator_of_a_company_there_does_not_see_it(
    to_read: Waiting, stranger: User, circle: Any
) -> None:
    circle.appoint(stranger, "moderator")
    desk = sit_down(stranger)

    assert to_read.persona.label not in listed(desk, Waiting)
    assert desk.get(page(to_read, "change")).status_code == 302
    act(desk, "let_out", to_read)
    to_read.refresh_from_db()
    assert to_read.state == "in_review"
