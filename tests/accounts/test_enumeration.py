"""Nobody learns from sign-in whether an address is known (reliability fact 9)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from accounts.mail import deliver
from accounts.models import Mail, User
from accounts.sign_in import NOBODY
from tests.accounts.doors import App, seen
from tests.factories import make_user

UNKNOWN = "okand.person@tillit.example"


def log_in(app: App, email: str) -> Any:
    return app.post("/auth/login", email=email, password="fel lösenord 17")


def request_code(app: App, email: str) -> Any:
    return app.post("/auth/code/request", email=email)


def wrong_code(app: App, email: str) -> Any:
    request_code(app, email)
    return app.post("/auth/code/confirm", code="BBBB-BBBB")


def resend_code(app: App, email: str) -> Any:
    request_code(app, email)
    return app.post("/auth/code/resend")


def request_reset(app: App, email: str) -> Any:
    return app.post("/auth/password/request", email=email)


def wrong_reset(app: App, email: str) -> Any:
    request_reset(app, email)
    return app.post("/auth/password/reset", key="BBBB-BBBB", password="nytt lösenord 17")


def look_at_wrong_reset(app: App, email: str) -> Any:
    request_reset(app, email)
    return app.look("/auth/password/reset", x_password_reset_key="BBBB-BBBB")


def look_often_at_wrong_reset(app: App, email: str) -> Any:
    request_reset(app, email)
    for _ in range(3):
        app.look("/auth/password/reset", x_password_reset_key="BBBB-BBBB")
    return app.look("/auth/password/reset", x_password_reset_key="BBBB-BBBB")


def often(act: Callable[[App, str], Any], path: str, **body: str) -> Callable[[App, str], Any]:
    def act_often(app: App, email: str) -> Any:
        act(app, email)
        for _ in range(2):
            app.post(path, **body)
        return app.post(path, **body)

    return act_often


ACTS = {
    "login": log_in,
    "login, often": often(log_in, "/auth/login", email="{email}", password="fel lösenord 17"),
    "code": request_code,
    "code, wrong": wrong_code,
    "code, wrong often": often(wrong_code, "/auth/code/confirm", code="BBBB-BBBB"),
    "code, again": resend_code,
    "reset": request_reset,
    "reset, wrong": wrong_reset,
    "reset, wrong often": often(
        wrong_reset, "/auth/password/reset", key="BBBB-BBBB", password="nytt lösenord 17"
    ),
    "reset, look": look_at_wrong_reset,
    "reset, look often": look_often_at_wrong_reset,
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", ["known", "deactivated", "without password"])
def test_known_and_unknown_addresses_get_the_same_answer(
    name: str, state: str, db: None, mailoutbox: Any
) -> None:
    known = make_user(is_active=state != "deactivated")
    if state == "without password":
        known.set_unusable_password()
        known.save()
    assert seen(ACTS[name](App(), known.email)) == seen(ACTS[name](App(), UNKNOWN))


def test_login_hashes_once_for_known_and_unknown(db: None, hashed: list[str]) -> None:
    known = make_user()
    hashed.clear()
    for email in (known.email, UNKNOWN):
        log_in(App(), email)
    assert hashed == ["fel lösenord 17"] * 2


@pytest.mark.parametrize("act", [request_code, request_reset])
def test_an_unknown_address_costs_a_mail_that_nobody_gets(
    act: Callable[[App, str], Any], db: None, mailoutbox: Any
) -> None:
    act(App(), UNKNOWN)
    written = Mail.objects.get()
    assert written.recipient == NOBODY
    deliver.func(str(written.pk))
    assert not Mail.objects.exists()
    assert mail.outbox == []
    assert not User.objects.filter(email=UNKNOWN).exists()
