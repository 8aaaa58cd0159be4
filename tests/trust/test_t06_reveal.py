"""T6: before the strip two people together may learn who it was; afterwards nobody can."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mail, User
from accounts.reader import Reader
from forum.errors import NothingToReveal, NotYours, RevealOver, SameCustodian
from forum.models import Persona, Reveal, Seal, Story
from forum.tasks import strip_seals
from tests.factories import make_user, voice_of
from tests.proofs import stored

RIGHT = "reveal_teller"


def make_custodian(name: str = "", **fields: Any) -> User:
    """Somebody who was given the right by their group."""
    user = make_user(name, is_staff=True, **fields)
    group, _made = Group.objects.get_or_create(name="Väktare")
    group.permissions.add(Permission.objects.get(codename=RIGHT))
    user.groups.add(group)
    return user


@pytest.fixture
def custodian(db: None) -> User:
    return make_custodian("Vera Väktare")


@pytest.fixture
def second(db: None) -> User:
    return make_custodian("Viktor Väktare")


@pytest.fixture
def voice(secret: Story) -> Persona:
    """The teller's voice, fourteen days from its strip."""
    assert secret.persona
    return secret.persona


@pytest.fixture
def asked(voice: Persona, custodian: User) -> Reveal:
    return Reveal.ask(voice, custodian, "danger", "Ett hot mot en namngiven person.")


def assert_unanswered(reveal: Reveal) -> None:
    reveal.refresh_from_db()
    assert (reveal.answer, reveal.answered_by, reveal.answered_at) == ("", None, None)
    assert not Mail.objects.exists()


def test_two_people_together_learn_who_it_was_once(
    asked: Reveal, second: User, teller: User
) -> None:
    known = asked.confirm(by=second)

    assert known == (teller.display_name, teller.email, "Åkerströms Mekaniska AB")
    with pytest.raises(RevealOver):
        asked.confirm(by=make_custodian())


def test_the_record_says_who_asked_and_why_and_never_who_it_was(
    asked: Reveal, second: User, teller: User, voice: Persona
) -> None:
    asked.confirm(by=second)

    asked.refresh_from_db()
    assert (asked.persona, asked.kind, asked.reason) == (voice.pk, "story", "danger")
    assert asked.answered_by == second
    assert asked.answered_at
    assert not asked.is_open
    row = str(Reveal.objects.values().get())
    for key in (teller.pk.hex, str(teller.pk), teller.email, teller.display_name, "Åkerströms"):
        assert key not in row


def test_nothing_else_remembers_it(asked: Reveal, second: User) -> None:
    records = {"forum.Reveal", "forum.AuditEntry", "forum.AuditHead"}
    elsewhere = [model for model in apps.get_models() if model._meta.label not in records]
    before = stored(*elsewhere)

    asked.confirm(by=second)

    Mail.objects.all().delete()  # as the worker does once a server has taken it
    assert stored(*elsewhere) == before


def test_nobody_agrees_with_themselves(asked: Reveal, custodian: User) -> None:
    custodian.is_superuser = True
    custodian.save()

    with pytest.raises(SameCustodian):
        asked.confirm(by=custodian)

    assert_unanswered(asked)


def test_the_database_wants_two_as_well(asked: Reveal, custodian: User) -> None:
    for alone in (custodian, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reveal.objects.update(answer="confirmed", answered_by=alone)

    assert_unanswered(asked)


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True, "is_staff": True}])
def test_without_the_right_nobody_takes_part(
    asked: Reveal, voice: Persona, fields: dict[str, Any]
) -> None:
    somebody = make_user(**fields)

    for act in (asked.confirm, asked.decline):
        with pytest.raises(NotYours):
            act(by=somebody)
    with pytest.raises(NotYours):
        Reveal.ask(voice, somebody, "danger", "Jag undrar.")

    assert_unanswered(asked)
    assert Reveal.objects.count() == 1


def test_the_inactive_have_no_right(asked: Reveal, second: User, voice: Persona) -> None:
    User.objects.get(pk=second.pk).deactivate()  # in another process: `second` does not know

    with pytest.raises(NotYours):
        asked.confirm(by=second)
    with pytest.raises(NotYours):
        Reveal.ask(voice, second, "danger", "Jag undrar.")

    assert_unanswered(asked)


def test_who_lost_the_right_asks_in_vain(asked: Reveal, custodian: User, second: User) -> None:
    custodian.groups.clear()

    with pytest.raises(RevealOver):
        asked.confirm(by=second)

    assert_unanswered(asked)


def test_a_request_runs_out_after_a_day(asked: Reveal, second: User, time_machine: Any) -> None:
    time_machine.move_to(asked.asked_at + timedelta(hours=24), tick=False)

    with pytest.raises(RevealOver):
        asked.confirm(by=second)

    assert_unanswered(asked)
    assert not asked.is_open


def test_a_declined_request_stays_declined(asked: Reveal, second: User) -> None:
    asked.decline(by=second)

    with pytest.raises(RevealOver):
        asked.confirm(by=make_custodian())
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("declined", second)
    assert not Mail.objects.exists()


def test_who_asked_may_take_it_back(asked: Reveal, custodian: User) -> None:
    asked.decline(by=custodian)

    assert Reveal.objects.get().answer == "declined"


def test_after_the_strip_there_is_nothing_to_reveal(
    voice: Persona, custodian: User, second: User, time_machine: Any
) -> None:
    strip = timezone.make_aware(datetime.combine(Seal.objects.get().until, time()))
    time_machine.move_to(strip - timedelta(minutes=1), tick=False)
    asked = Reveal.ask(voice, custodian, "crime", "Ett beslut av tingsrätten.")
    time_machine.move_to(strip, tick=False)

    with pytest.raises(NothingToReveal):  # its day has come, whether the task has run or not
        asked.confirm(by=second)
    strip_seals.call()
    with pytest.raises(NothingToReveal):
        asked.confirm(by=second)
    with pytest.raises(NothingToReveal):
        Reveal.ask(voice, custodian, "crime", "Ett beslut av tingsrätten.")

    assert not Seal.objects.exists()
    assert_unanswered(asked)


def test_a_withdrawn_story_reveals_nobody(asked: Reveal, second: User, secret: Story) -> None:
    secret.withdraw(by=voice_of(secret))

    with pytest.raises(NothingToReveal):
        asked.confirm(by=second)

    assert_unanswered(asked)


def test_with_the_key_gone_there_is_nothing_to_reveal(
    asked: Reveal, second: User, settings: Any
) -> None:
    settings.SEAL_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(NothingToReveal):
        asked.confirm(by=second)

    assert_unanswered(asked)


def test_the_voice_of_an_answer_is_revealed_the_same_way(
    story: Story, custodian: User, second: User, stranger: User, crowd: Any
) -> None:
    waiting = story.thread.comment(by=Reader.of(stranger), body="Hos oss med.", byline="anonymous")

    asked = Reveal.ask(waiting.persona, custodian, "abuse", "Texten hotar någon.")

    assert asked.kind == "comment"
    assert asked.confirm(by=second).name == stranger.display_name
