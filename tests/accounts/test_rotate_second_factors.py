"""Encrypting second factors anew with the newest key, so that an old key can be thrown away."""

import io
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from accounts.management.commands.rotate_second_factors import rotate as rotate_one
from accounts.models import User
from accounts.sign_in import MfaAdapter
from tests.accounts.doors import SECRET, enrol

type Kept = list[tuple[object, object]]


@pytest.fixture(autouse=True)
def world(teller: User) -> None:
    """A person with an app and recovery codes."""
    enrol(teller)
    RecoveryCodes.activate(teller)


@pytest.fixture
def newest(settings: Any) -> str:
    """A key put before the one in use."""
    key = Fernet.generate_key().decode()
    settings.SECOND_FACTOR_KEYS = [key, *settings.SECOND_FACTOR_KEYS]
    return key


def rotate() -> str:
    out = io.StringIO()
    call_command("rotate_second_factors", stdout=out)
    return out.getvalue()


def stored() -> Kept:
    return [*Authenticator.objects.values_list("pk", "data")]


def opened() -> list[object]:
    """What the keys of now open."""
    factors = [factor.data for factor in Authenticator.objects.order_by("type")]
    return [MfaAdapter().decrypt(data.get("seed") or data["secret"]) for data in factors]


def test_afterwards_the_old_key_can_go(newest: str, settings: Any) -> None:
    before = opened()

    said = rotate()

    settings.SECOND_FACTOR_KEYS = [newest]
    assert opened() == before
    assert SECRET in before
    assert "Encrypted anew: 2. Could not be opened: 0." in said


def test_twice_is_fine(newest: str, settings: Any) -> None:
    before = opened()

    assert rotate() == rotate()

    settings.SECOND_FACTOR_KEYS = [newest]
    assert opened() == before


def test_what_no_key_opens_stays_and_is_counted(settings: Any) -> None:
    before = stored()
    settings.SECOND_FACTOR_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(CommandError, match="2 could not be opened") as refused:
        rotate()

    assert refused.value.returncode == 1
    assert stored() == before


def test_killed_half_way_it_goes_on_from_there(newest: str, settings: Any) -> None:
    before = opened()
    rotate_one(Authenticator.objects.order_by("pk")[0])  # as far as it came

    rotate()

    settings.SECOND_FACTOR_KEYS = [newest]
    assert opened() == before


def test_more_than_one_batch(newest: str, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("accounts.management.commands.rotate_second_factors.BATCH", 1)
    before = opened()

    assert "Encrypted anew: 2." in rotate()

    settings.SECOND_FACTOR_KEYS = [newest]
    assert opened() == before
