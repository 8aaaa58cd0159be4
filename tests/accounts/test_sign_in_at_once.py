"""Guesses at the same moment: a code is tried three times and taken once, on either database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection

from accounts.models import User
from tests.accounts.doors import App, enrol, mailed_code, totp
from tests.accounts.passkey import Passkey
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 12
WRONG = "BBBB-BBBB"


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield pool


@pytest.fixture
def at_once(pool: ThreadPoolExecutor) -> Callable[..., list[int]]:
    """Send twelve requests of one session at the same moment, and again; their statuses."""

    def send(app: App, request: Callable[[App, int], Any], rounds: int = 1) -> list[int]:
        gate = Barrier(AT_ONCE)

        def attempt(n: int) -> int:
            one = App()
            one.token = app.token
            gate.wait()
            try:
                return int(request(one, n).status_code)
            finally:
                connection.close()

        return list(pool.map(attempt, range(AT_ONCE * rounds)))

    return send


def asked_for(path: str, user: User) -> App:
    app = App()
    app.post(f"/auth/{path}/request", email=user.email)
    return app


def test_of_48_looks_at_a_reset_three_are_judged(at_once: Any, mailoutbox: Any) -> None:
    """Measured: twelve were, and a right code is answered differently."""
    app = asked_for("password", make_user())

    answers = at_once(app, lambda one, _: look(one, WRONG), rounds=4)

    assert sorted(answers) == [400] * 3 + [409] * 45
    assert look(app, mailed_code()).status_code == 409


def look(app: App, key: str) -> Any:
    return app.look("/auth/password/reset", x_password_reset_key=key)


@pytest.mark.parametrize(
    ("asked", "path", "field"),
    [
        ("code", "/auth/code/confirm", "code"),
        ("password", "/auth/password/reset", "key"),
    ],
)
def test_of_48_posted_codes_three_are_judged(
    asked: str, path: str, field: str, at_once: Any, mailoutbox: Any
) -> None:
    app = asked_for(asked, make_user())
    given = {field: WRONG, "password": "nytt lösenord 17"}

    answers = at_once(app, lambda one, _: one.post(path, **given), rounds=4)

    assert sorted(answers) == [400] * 3 + [409] * 45


def test_a_reset_code_is_taken_once(at_once: Any, mailoutbox: Any) -> None:
    """Measured: four of the passwords sent at the same moment were set, one after the other."""
    user = make_user()
    app = asked_for("password", user)
    code = mailed_code()

    def reset(one: App, n: int) -> Any:
        return one.post("/auth/password/reset", key=code, password=f"nytt lösenord {n:04}")

    answers = at_once(app, reset)

    assert sorted(answers) == [401] + [409] * (AT_ONCE - 1)
    taken = answers.index(401)
    assert App().log_in(user, f"nytt lösenord {taken:04}").status_code == 200


def test_a_login_code_is_taken_once(at_once: Any, mailoutbox: Any) -> None:
    app = asked_for("code", make_user())
    code = mailed_code()

    answers = at_once(app, lambda one, _: one.post("/auth/code/confirm", code=code))

    assert answers.count(200) == 1


def test_a_second_factor_is_taken_once_in_a_session_too(at_once: Any, mid_step: None) -> None:
    user, app = make_user(), App()
    enrol(user)
    app.log_in(user)
    answers = at_once(app, lambda one, _: one.post("/auth/2fa/authenticate", code=totp()))
    assert answers.count(200) == 1


def test_a_recovery_code_is_taken_once_over_all_sessions(at_once: Any) -> None:
    user = make_user()
    enrol(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    def authenticate(one: App, _: int) -> Any:
        one.token = None
        one.log_in(user)
        return one.post("/auth/2fa/authenticate", code=code)

    assert at_once(App(), authenticate).count(200) == 1


def test_a_passkeys_answer_is_taken_once(at_once: Any) -> None:
    passkey, app = Passkey(make_user()), App()
    passkey.register()
    options = app.look("/auth/webauthn/login").json()["data"]["request_options"]
    answer = passkey.answer(options)

    answers = at_once(app, lambda one, _: one.post("/auth/webauthn/login", credential=answer))

    assert answers.count(200) == 1


def test_a_look_beside_does_not_bring_a_taken_code_back(at_once: Any, mailoutbox: Any) -> None:
    """Both write the session; the later must not write what it read before the other's end."""
    app = asked_for("password", make_user())
    code = mailed_code()

    def reset_or_look(one: App, n: int) -> Any:
        if n % 2:
            return one.look("/auth/webauthn/login")
        return one.post("/auth/password/reset", key=code, password=f"nytt lösenord {n:04}")

    at_once(app, reset_or_look)

    assert look(app, code).status_code in {409, 410}
