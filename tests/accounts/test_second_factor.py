"""Second factors: encrypted at rest, asked for, and good once."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet, InvalidToken
from django.core.cache import cache
from time_machine import Traveller

from accounts.sign_in import MfaAdapter
from tests.accounts.doors import SECRET, App, enrol, totp
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("mid_step")


def halfway(user: Any) -> App:
    """An app whose password was right and whose second factor is missing."""
    app = App()
    assert app.log_in(user).status_code == 401
    return app


def test_a_password_alone_does_not_sign_in_who_has_a_second_factor(db: None) -> None:
    user = make_user()
    enrol(user)
    assert not halfway(user).is_signed_in()


@pytest.mark.parametrize("flush", [False, True])
def test_a_code_is_good_once_even_when_the_cache_forgets(flush: bool, db: None) -> None:
    user = make_user()
    enrol(user)
    code = totp()
    assert halfway(user).post("/auth/2fa/authenticate", code=code).status_code == 200
    if flush:
        cache.clear()
    again = halfway(user)
    assert again.post("/auth/2fa/authenticate", code=code).status_code == 400
    assert not again.is_signed_in()


def test_the_next_steps_code_is_good_again(db: None, mid_step: Traveller) -> None:
    user = make_user()
    enrol(user)
    assert halfway(user).post("/auth/2fa/authenticate", code=totp()).status_code == 200
    mid_step.shift(30)
    assert halfway(user).post("/auth/2fa/authenticate", code=totp()).status_code == 200


@pytest.mark.parametrize("steps", [-1, 1])
def test_codes_of_neighbouring_steps_are_refused(steps: int, db: None) -> None:
    user = make_user()
    enrol(user)
    code = totp(time.time() + 30 * steps)
    assert halfway(user).post("/auth/2fa/authenticate", code=code).status_code == 400


def test_a_recovery_code_signs_in_once(db: None) -> None:
    user = make_user()
    enrol(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    assert halfway(user).post("/auth/2fa/authenticate", code=code).status_code == 200
    assert halfway(user).post("/auth/2fa/authenticate", code=code).status_code == 400


def test_secrets_are_encrypted_in_the_database(db: None) -> None:
    user = make_user()
    enrol(user)
    RecoveryCodes.activate(user)
    stored = dict(Authenticator.objects.values_list("type", "data"))
    assert SECRET not in str(stored)
    assert MfaAdapter().decrypt(stored["totp"]["secret"]) == SECRET
    assert stored["recovery_codes"]["seed"].startswith("gAAAA")


def test_an_earlier_key_still_opens_and_a_foreign_one_does_not(settings: Any) -> None:
    encrypted = MfaAdapter().encrypt("hemligt")
    settings.SECOND_FACTOR_KEYS = [Fernet.generate_key().decode(), *settings.SECOND_FACTOR_KEYS]
    assert MfaAdapter().decrypt(encrypted) == "hemligt"
    settings.SECOND_FACTOR_KEYS = settings.SECOND_FACTOR_KEYS[:1]
    with pytest.raises(InvalidToken):
        MfaAdapter().decrypt(encrypted)


def test_enrolling_asks_for_the_password_again_when_it_is_long_ago(db: None) -> None:
    user, app = make_user(), App()
    app.log_in(user)
    assert app.look("/account/authenticators/totp").status_code == 404
    assert Authenticator.objects.filter(user=user).count() == 0


def test_passkeys_belong_to_the_public_address(settings: Any) -> None:
    settings.PUBLIC_URL = "https://tillit.example"
    assert MfaAdapter().get_public_key_credential_rp_entity()["id"] == "tillit.example"
