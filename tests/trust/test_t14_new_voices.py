"""T14: three new voices a person and day, told to nobody; a moderator silences one or stops all."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.errors import NotYours
from accounts.models import Circle, User
from accounts.reader import Reader
from forum.errors import NoNewVoices, VoicesSpent
from forum.models import AuditEntry, Persona, Story, Thread, Waiting
from forum.moderation.errors import UntilNeeded
from forum.moderation.stopping import stop_voices
from tests.admin.conftest import sit_down
from tests.admin.pages import act
from tests.clients import API, assert_problem, bearing, signed_in
from tests.factories import make_anonymous, make_question, voice_of
from tests.forum.deciding import decide, reported

WEEK = timedelta(days=7)
pytestmark = pytest.mark.usefixtures("crowd")


@pytest.fixture(autouse=True)
def _counters(settings: Any, tmp_path: Any) -> None:
    """Counters of this test's own."""
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"


def whisper_in(thread: Thread, who: User) -> Waiting:
    said: Waiting = thread.comment(by=Reader.of(who), body="Hos oss med.", byline="anonymous")
    return said


def stop(place: Any, by: User, **said: Any) -> None:
    said = {"until": timezone.now() + WEEK, "reason": "abuse", **said}
    stop_voices(place, by=Reader.of(by), **said)


# --- three a day ------------------------------------------------------------------------------
def test_stories_and_answers_together_are_three_a_day(
    teller: User, circle: Circle, question: Thread, moderator: User
) -> None:
    make_anonymous(teller, circle)
    whisper_in(question, teller)
    whisper_in(question, teller)

    with pytest.raises(VoicesSpent):
        whisper_in(question, teller)
    with pytest.raises(VoicesSpent):
        make_anonymous(teller, circle)
    assert Persona.objects.count() == 3


def test_tomorrow_is_another_day(question: Thread, teller: User, time_machine: Any) -> None:
    time_machine.move_to("2026-11-18T10:00:00+00:00", tick=False)
    for _number in range(3):
        whisper_in(question, teller)
    time_machine.shift(timedelta(days=1))

    assert whisper_in(question, teller).persona.receipt_text


def test_everybody_has_three(question: Thread, teller: User, crowd: list[User]) -> None:
    for who in (teller, crowd[0]):
        for _number in range(3):
            whisper_in(question, who)

    assert Persona.objects.count() == 6


def test_going_on_with_a_receipt_begins_nothing(question: Thread, teller: User) -> None:
    receipts = [whisper_in(question, teller).persona.receipt_text for _number in range(3)]
    client = bearing(receipts[0])

    answers = [
        client.post(f"{API}/threads/{question.pk}/comments/", {"body": "Mer."}) for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [202, 202]


def test_what_fails_is_not_counted(circle: Circle, teller: User, moderator: User) -> None:
    for _number in range(5):
        with pytest.raises(TypeError):
            make_anonymous(teller, circle, topics=5)

    assert make_anonymous(teller, circle).receipt


def test_the_number_is_told_nowhere(question: Thread, teller: User) -> None:
    client, path = signed_in(teller), f"{API}/threads/{question.pk}/comments/"
    said = {"body": "Hos oss med.", "byline": "anonymous"}
    before = client.get(f"{API}/me/").json()
    answers = [client.post(path, said) for _number in range(4)]

    assert_problem(answers[3], 409, "voices_spent")
    assert not any("voice" in str(one.headers).lower() for one in answers)
    assert client.get(f"{API}/me/").json() == before


# --- one voice --------------------------------------------------------------------------------
def test_a_moderator_silences_one_voice(secret: Story, stranger: User, moderator: User) -> None:
    begun = whisper_in(secret.thread, stranger).persona
    client = bearing(begun.receipt_text)
    path = f"{API}/threads/{secret.thread.pk}/comments/"
    assert client.post(path, {"body": "Igen."}).status_code == 202

    decide("end_access", reported(begun, stranger), by=moderator)

    assert_problem(client.post(path, {"body": "Igen."}), 404, "not_found")
    assert bearing(begun.receipt_text)
    assert secret.thread.comment(by=voice_of(secret), body="Jag är kvar.")
    assert AuditEntry.objects.filter(actor=moderator.pk, verb__contains="end_access").exists()


def test_undoing_it_does_not_undo_a_narrowing(
    secret: Story, stranger: User, moderator: User
) -> None:
    voice = whisper_in(secret.thread, stranger).persona
    voice.be_silenced(True)
    Persona.objects.filter(pk=voice.pk).update(silent=True)
    voice.refresh_from_db()

    voice.be_silenced(False)

    path = f"{API}/threads/{secret.thread.pk}/comments/"
    assert_problem(bearing(voice.receipt_text).post(path, {"body": "Igen."}), 404, "not_found")


# --- all new ones, for a time -----------------------------------------------------------------
def test_where_they_are_stopped_no_new_voice_begins(
    secret: Story, stranger: User, moderator: User
) -> None:
    begun = whisper_in(secret.thread, stranger).persona
    stop(secret.thread, moderator)
    path = f"{API}/threads/{secret.thread.pk}/comments/"

    refused = signed_in(stranger).post(path, {"body": "Ny.", "byline": "anonymous"})

    assert_problem(refused, 409, "no_new_voices")
    assert bearing(begun.receipt_text).post(path, {"body": "Igen."}).status_code == 202
    assert signed_in(stranger).post(path, {"body": "Med namn."}).status_code == 201


def test_a_circle_stops_stories_and_every_thread_in_it(
    secret: Story, question: Thread, teller: User, circle: Circle, moderator: User
) -> None:
    stop(circle, moderator)

    for begin in (
        lambda: whisper_in(secret.thread, teller),
        lambda: whisper_in(question, teller),
        lambda: make_anonymous(teller, circle),
    ):
        with pytest.raises(NoNewVoices):
            begin()
    assert Persona.objects.count() == 1


def test_it_ends_by_itself_and_when_it_is_lifted(
    question: Thread, teller: User, moderator: User, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    stop(question, moderator)
    time_machine.shift(WEEK)
    assert whisper_in(question, teller)

    stop(question, moderator)
    stop(question, moderator, until=None)
    assert whisper_in(question, teller)


@pytest.mark.parametrize("days", [-1, 0, 32])
def test_it_needs_an_end_within_a_month(days: int, question: Thread, moderator: User) -> None:
    with pytest.raises(UntilNeeded):
        stop(question, moderator, until=timezone.now() + timedelta(days=days))
    question.refresh_from_db()
    assert question.voices_stopped_until is None


@pytest.mark.parametrize("where", ["thread", "circle"])
def test_only_who_moderates_there_stops_voices(
    where: str, question: Thread, circle: Circle, teller: User, coach: User
) -> None:
    place: Any = {"thread": question, "circle": circle}[where]
    for who in (teller, coach):
        with pytest.raises(NotYours):
            stop(place, who)
    place.refresh_from_db()
    assert place.voices_stopped_until is None
    assert not AuditEntry.objects.exists()


def test_the_log_says_who_stopped_them_and_why(
    question: Thread, circle: Circle, moderator: User
) -> None:
    stop(question, moderator)
    stop(circle, moderator, until=None)

    first, second = AuditEntry.objects.order_by("number")
    assert (first.verb, first.actor, first.item) == ("voices.stop", moderator.pk, question.pk)
    assert first.details["reason"] == "abuse"
    assert (second.verb, second.kind, second.item) == ("voices.let", "circle", circle.pk)


@pytest.mark.parametrize("where", ["thread", "circle"])
def test_a_moderator_does_it_at_the_desk(
    where: str, question: Thread, circle: Circle, moderator: User
) -> None:
    bench = sit_down(moderator)
    asked = act(bench, "stop_voices", question)
    assert 'name="until"' in asked
    day = (timezone.localdate() + WEEK).isoformat()

    act(bench, "stop_voices", question, where=where, reason="abuse", until=day, sentence="")

    place: Any = {"thread": question, "circle": circle}[where]
    place.refresh_from_db()
    assert place.voices_stopped_until > timezone.now() + timedelta(days=6)


def test_in_another_circle_they_begin_as_before(
    teller: User, stranger: User, circle: Circle, moderator: User, question: Thread
) -> None:
    stop(question, moderator)

    assert whisper_in(make_question(stranger, circle), teller)
