"""Sealing everything anew with the newest key, so that an old key can be thrown away."""

import io
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.sign_in import MfaAdapter
from forum.models import Seal, Story
from tests.accounts.doors import SECRET, enrol

type Kept = list[tuple[object, object]]


@pytest.fixture(autouse=True)
def world(whisper: Story, teller: User) -> None:
    """A seal, and a person with an app and recovery codes."""
    enrol(teller)
    RecoveryCodes.activate(teller)


@pytest.fixture
def newest(settings: Any) -> str:
    """A key put before the one in use."""
    key = Fernet.generate_key().decode()
    settings.SEAL_KEYS = [key, *settings.SEAL_KEYS]
    return key


def rotate() -> str:
    out = io.StringIO()
    call_command("rotate_seals", stdout=out)
    return out.getvalue()


def stored() -> Kept:
    return [
        *Seal.objects.values_list("pk", "sealed"),
        *Authenticator.objects.values_list("pk", "data"),
    ]


def opened() -> list[object]:
    """What the keys of now open."""
    factors = [factor.data for factor in Authenticator.objects.order_by("type")]
    seal = Seal.objects.get().open()
    return [seal, *(MfaAdapter().decrypt(data.get("seed") or data["secret"]) for data in factors)]


def test_afterwards_the_old_key_can_go(newest: str, settings: Any) -> None:
    before = opened()

    said = rotate()

    settings.SEAL_KEYS = [newest]
    assert opened() == before
    assert SECRET in before
    assert "Sealed anew: 1 seals. Could not be opened: 0." in said
    assert "Sealed anew: 2 second factors. Could not be opened: 0." in said


def test_twice_is_fine(newest: str, settings: Any) -> None:
    before = opened()

    assert rotate() == rotate()

    settings.SEAL_KEYS = [newest]
    assert opened() == before


def test_a_seal_still_says_nothing_of_when_it_was_made(newest: str) -> None:
    rotate()

    assert Fernet(newest).extract_timestamp(bytes(Seal.objects.get().sealed)) == 0


def test_what_no_key_opens_stays_and_is_counted(settings: Any) -> None:
    before = stored()
    settings.SEAL_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(CommandError, match="3 could not be opened") as refused:
        rotate()

    assert refused.value.returncode == 1
    assert stored() == before


def test_killed_half_way_it_goes_on_from_there(newest: str, settings: Any) -> None:
    before = opened()
    Seal.objects.get().rotate()  # as far as it came

    rotate()

    settings.SEAL_KEYS = [newest]
    assert opened() == before


def test_more_than_one_batch(newest: str, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("forum.management.commands.rotate_seals.BATCH", 1)
    before = opened()

    assert "Sealed anew: 2 second factors" in rotate()

    settings.SEAL_KEYS = [newest]
    assert opened() == before
