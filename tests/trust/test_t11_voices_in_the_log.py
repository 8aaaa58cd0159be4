"""T8, T11: no log keeps the second, or the place between others' acts, of what a voice did."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.reader import Reader
from forum.batches import NOT_OUT, moment_of
from forum.models import Appeal, AuditEntry, Decision, Story, StoryEvent, Waiting
from forum.models.audit import AuditLater
from forum.moderation import auditing
from forum.releasing import release_batch
from forum.tasks import release_batch as scheduled
from tests.admin.conftest import sit_down
from tests.admin.pages import act, agree, listed, shown
from tests.clients import API, bearing
from tests.factories import batch_comes, let_out, make_decision, make_story, voice_of

TUESDAY = datetime(2026, 11, 17, 14, 7, 33, 250000, tzinfo=ZoneInfo("Europe/Stockholm"))
THURSDAY = datetime(2026, 11, 19, 5, tzinfo=ZoneInfo("Europe/Stockholm"))
WHY = "Kunden är inte nämnd."


@pytest.fixture
def clock(time_machine: Any) -> Any:
    """It is a Tuesday afternoon."""
    time_machine.move_to(TUESDAY, tick=False)
    return time_machine


@pytest.fixture
def decision(clock: Any, secret: Story, moderator: User) -> Decision:
    """A decision on the anonymous story."""
    return make_decision(secret, by=moderator)


def appeal(decision: Decision, story: Story) -> Appeal:
    return Appeal.lodge(decision, by=voice_of(story), sentence=WHY)


def test_an_appeal_by_a_voice_stands_in_the_log_with_the_batch(
    clock: Any, decision: Decision, secret: Story, stranger: User
) -> None:
    clock.shift(timedelta(minutes=11))
    appeal(decision, secret)
    make_story(stranger, audience="company")
    auditing.record("figures.look", by=stranger.pk)
    scheduled.call()
    assert not AuditEntry.objects.filter(verb="appeal.lodge").exists()

    clock.move_to(THURSDAY, tick=False)
    scheduled.call()
    scheduled.call()

    entry = AuditEntry.objects.get(verb="appeal.lodge")
    assert (entry.at, entry.actor, entry.item) == (moment_of(THURSDAY.date()), None, decision.pk)
    assert not AuditLater.objects.exists()
    auditing.verify()


def test_until_then_it_is_kept_without_number_or_time(decision: Decision, secret: Story) -> None:
    appeal(decision, secret)

    kept = AuditLater.objects.get()
    assert kept.pk.version == 4
    assert kept.due_on == THURSDAY.date()
    columns = {type(field) for field in AuditLater._meta.concrete_fields}
    assert not columns & {models.DateTimeField, models.AutoField, models.BigAutoField}


def test_entries_of_one_batch_stand_in_an_order_drawn_by_lot(db: None) -> None:
    orders = set()
    for _try in range(8):
        before = auditing.head().number
        for verb in ("a.a", "b.b", "c.c", "d.d"):
            auditing.record_later(verb)
        batch_comes()
        added = AuditEntry.objects.filter(number__gt=before).order_by("number")
        orders.add(tuple(added.values_list("verb", flat=True)))
    assert len(orders) > 1  # once in 24⁷ it fails by chance


def test_an_appeal_by_name_stands_in_the_log_at_once(
    story: Story, teller: User, moderator: User
) -> None:
    Appeal.lodge(make_decision(story, by=moderator), by=Reader.of(teller), sentence=WHY)

    assert AuditEntry.objects.filter(verb="appeal.lodge").exists()
    assert not AuditLater.objects.exists()


def test_a_voice_s_appeal_reaches_the_desk_with_the_batch(
    clock: Any, decision: Decision, secret: Story, peer: User
) -> None:
    lodged = appeal(decision, secret)
    desk = sit_down(peer)
    case = decision.rulings.get().case
    assert lodged.lodged_at == moment_of(THURSDAY.date())
    assert not Appeal.objects.visible_to(Reader.of(peer)).exists()
    assert WHY not in shown(desk, case)

    clock.move_to(THURSDAY, tick=False)

    assert Appeal.objects.visible_to(Reader.of(peer)).get() == lodged
    desk = sit_down(peer)
    assert WHY in shown(desk, case)
    assert f"{THURSDAY:%Y-%m-%d}" in listed(desk, Appeal)


def test_its_holder_sees_it_wait_at_once(decision: Decision, secret: Story) -> None:
    client = bearing(secret.receipt)
    client.post(f"{API}/decisions/{decision.pk}/appeal/", {"sentence": WHY})

    shown_back = client.get(f"{API}/decisions/{decision.pk}/").json()

    assert (shown_back["appeal"]["state"], shown_back["may_appeal"]) == ("waiting", False)


def test_reading_what_waits_stands_in_no_log_by_the_second(
    clock: Any, whisper: Story, secret: Story, stranger: User, moderator: User
) -> None:
    answer = secret.thread.comment(by=Reader.of(stranger), body="Hej.", byline="anonymous")
    Waiting.objects.update(queue_on=None)
    act(sit_down(moderator), "let_out", answer)

    assert not LogEntry.objects.filter(object_id=str(answer.pk)).exists()
    kept = AuditLater.objects.get()
    assert (kept.verb, kept.actor, kept.item) == ("answer.approve", moderator.pk, None)
    batch_comes()
    assert AuditEntry.objects.get(verb="answer.approve").at.hour in {22, 23}


def test_nor_does_checking_a_story(clock: Any, whisper: Story, moderator: User) -> None:
    whisper.submit(by=voice_of(whisper))
    Story.objects.update(queue_on=None)
    agree(sit_down(moderator), "let_out", whisper)

    whisper.refresh_from_db()
    assert whisper.state == "scheduled"
    assert not LogEntry.objects.filter(object_id=str(whisper.pk)).exists()
    assert {event.at for event in whisper.events.all()} == {NOT_OUT}
    batch_comes()
    whisper.refresh_from_db()
    assert {event.at for event in whisper.events.all()} == {whisper.told_at}


def test_every_moment_kept_of_the_anonymous_is_the_date_of_a_batch(
    clock: Any, secret: Story, stranger: User, moderator: User, peer: User
) -> None:
    """Walks the schema: every moment in a row that leads to a voice, whatever happened to it."""
    happen(secret, stranger, moderator)

    found = [
        (f"{row._meta.label_lower}.{field.name}", getattr(row, field.name))
        for row in unnamed_rows()
        for field in row._meta.concrete_fields
        if isinstance(field, models.DateTimeField) and getattr(row, field.name)
    ]
    exact = {name for name, at in found if at != NOT_OUT and not is_batch(at)}
    assert exact <= OF_MODERATORS
    moments = {"comment.told_at", "comment.hidden_at", "story.told_at", "storyevent.at"}
    assert {f"forum.{name}" for name in moments} <= {name for name, _at in found}


# Decisions are moderators' acts on what is out, and readers' reports are theirs: both named.
OF_MODERATORS = {"forum.case.opened_at", "forum.ruling.undone_at", "forum.case.claimed_until"}


def happen(story: Story, stranger: User, moderator: User) -> None:
    """Everything that can happen to a story and an answer, at odd minutes."""
    voice = voice_of(story)
    story.thread.comment(by=Reader.of(stranger), body="Hej.", byline="anonymous")
    story.thread.comment(by=voice, body="Hej själv.")
    let_out(moderator)
    story.edit(by=voice, lessons="Fråga först.")
    story.thread.lock(by=voice)
    batch_comes()
    answer, own = story.thread.comments.order_by("pk")
    for item in (story, answer):
        for measure in ("hide", "restore", "hide"):
            item.refresh_from_db()
            make_decision(item, by=moderator, measure=measure)
    own.refresh_from_db()
    own.remove(by=Reader(persona=own.persona_id))
    in_force = Decision.objects.filter(rulings__persona=voice.persona, rulings__undone_at=None)
    appeal(in_force.filter(measure="hide")[0], story)
    release_batch()


PATHS = {
    "persona": "persona",
    "story": "story__persona",
    "comment": "comment__persona",
    "thread": "thread__story__persona",
}


def unnamed_rows() -> Iterator[Any]:
    """All rows with a key of a voice, of something a voice told, or of where it was told."""
    for model in apps.get_app_config("forum").get_models():
        names = {field.name for field in model._meta.concrete_fields}
        for name in names & {*PATHS}:
            yield from model._base_manager.exclude(**{PATHS[name]: None})


def is_batch(at: datetime) -> bool:
    """Tell whether a moment is the midnight a Monday or Thursday begins with."""
    here = timezone.localtime(at)
    return here.weekday() in {0, 3} and (here.hour, here.minute, here.microsecond) == (0, 0, 0)


def test_events_of_a_story_s_check_carry_no_day_of_their_own(
    clock: Any, whisper: Story, moderator: User
) -> None:
    whisper.submit(by=voice_of(whisper))
    whisper.send_back(by=Reader.of(moderator), note="Byt årtalet.")

    assert {event.at for event in StoryEvent.objects.filter(story=whisper)} == {NOT_OUT}
