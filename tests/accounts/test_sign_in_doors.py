"""Every door of sign-in, from the URL configuration: known, counted, and shut to other methods."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from api.limits import doors
from tests.accounts.doors import PASSWORD, App, enrol, seen
from tests.clients import assert_problem
from tests.factories import make_user
from tests.project.test_routes import routes

DOORS = {
    address.replace("<int:pk>", "1"): pattern
    for address, pattern in routes(get_resolver().url_patterns)
    if address.startswith(doors.PATHS)
}
HEADLESS = [address for address in DOORS if address.startswith(doors.HEADLESS)]
GROUPS = [doors.CLOSED, doors.FREE, doors.ASKING, doors.JUDGING]
EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
KEYS = dict.fromkeys(doors.KEY_HEADERS, "BBBB-BBBB")
ODD: list[Any] = [
    None,
    {},
    {"email": ["x"], "password": {"a": 1}, "code": 5, "key": [], "credential": 5, "name": None},
    {"email": "x@y.se", "password": "p", "code": "1", "key": "1", "credential": {"id": "x"}},
]


def named(group: frozenset[str]) -> list[str]:
    return [address for address, pattern in DOORS.items() if pattern.name in group]


def methods(address: str) -> list[str]:
    """By which methods allauth's view answers."""
    view = getattr(DOORS[address].callback, "view_class", None)
    return [one for one in EVERY_METHOD if one not in {"HEAD", "OPTIONS"} and has(view, one)]


def has(view: type | None, method: str) -> bool:
    return hasattr(view, method.lower())


def send(client: Client, method: str, address: str, body: Any, **headers: str) -> Any:
    content = b"" if body is None else json.dumps(body).encode()
    return client.generic(method, address, content, "application/json", headers=headers)


def test_every_door_is_known_by_name() -> None:
    """A door that a new version of allauth brings must be judged by a person before it opens."""
    names = {pattern.name for pattern in DOORS.values()}
    assert names == frozenset().union(*GROUPS)
    assert sum(map(len, GROUPS)) == len(names)


@pytest.mark.parametrize("address", HEADLESS)
def test_a_method_that_is_none_of_the_doors_judges_nothing(address: str, db: None) -> None:
    """Measured: a password by DELETE was judged uncounted, and told to be right by 405."""
    user, client = make_user(), Client()
    right = {"email": user.email, "password": PASSWORD, "key": "BBBB-BBBB", "code": "BBBB-BBBB"}
    for method in set(EVERY_METHOD) - set(methods(address)):
        answers = [
            send(client, method, address, right | {"password": password}, **KEYS)
            for password in (PASSWORD, "fel lösenord 17")
        ]
        assert seen(answers[0]) == seen(answers[1])
        assert answers[0].status_code in {404, 405}
        if answers[0].status_code == 405:
            assert answers[0]["Allow"] == ", ".join(m for m in methods(address))


@pytest.mark.parametrize("address", named(doors.JUDGING))
def test_what_judges_counts_first(address: str, db: None, settings: Any, tmp_path: Path) -> None:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign_in_address": "1/hour"}
    looks = "GET" in methods(address) and address.startswith(doors.HEADLESS)

    first = send(Client(), "POST", address, {}, **KEYS)
    second = send(Client(), "POST", address, {}, **KEYS)

    assert first.status_code != 429
    assert_problem(second, 429, "rate_limited")
    if looks:
        assert_problem(send(Client(), "GET", address, None, **KEYS), 429, "rate_limited")


@pytest.mark.parametrize("address", named(doors.ASKING - {"mfa_index", "authenticators"}))
def test_what_asks_for_mails_or_changes_settings_counts_too(
    address: str, db: None, settings: Any, tmp_path: Path
) -> None:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign_in_address": "0/hour"}
    for method in set(methods(address) or ["POST"]) - {"GET"}:
        assert_problem(send(Client(), method, address, {}), 429, "rate_limited")


@pytest.mark.parametrize("address", named(doors.FREE))
def test_what_is_free_never_counts(address: str, db: None, settings: Any, tmp_path: Path) -> None:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign_in_address": "0/hour"}
    for method in methods(address):
        assert send(Client(), method, address, None).status_code != 429


@pytest.mark.parametrize("address", named(doors.CLOSED))
@pytest.mark.parametrize("method", sorted(set(EVERY_METHOD) - {"HEAD"}))
def test_what_is_not_offered_is_not_there(address: str, method: str, db: None) -> None:
    """Measured: the doors for telephone numbers, which nobody has here, answered 500."""
    assert_problem(send(Client(), method, address, {"phone": "+46701740605"}), 404, "not_found")


def half_signed_in(user: User) -> str | None:
    enrol(user)
    app = App()
    app.log_in(user)
    return app.token


def signed_in(user: User) -> str | None:
    app = App()
    app.log_in(user)
    return app.token


def code_asked_for(user: User) -> str | None:
    app = App()
    app.post("/auth/code/request", email=user.email)
    return app.token


def reset_asked_for(user: User) -> str | None:
    app = App()
    app.post("/auth/password/request", email=user.email)
    return app.token


STATES: list[Any] = [None, half_signed_in, signed_in, code_asked_for, reset_asked_for]
# The browser's doors are the app's by another name: one state is enough to see that they are there.
CASES = [
    (address, state)
    for address in DOORS
    for state in (STATES if "/browser/" not in address else [signed_in])
]


@pytest.mark.parametrize(("address", "state"), CASES)
def test_nothing_that_is_sent_is_an_error_of_ours(address: str, state: Any, db: None) -> None:
    token = state(make_user()) if state else None
    headers = KEYS | ({"X-Session-Token": token} if token else {})
    client = Client(raise_request_exception=False)
    if token:
        client.cookies["sessionid"] = token
    answers = {
        (method, str(body)): send(client, method, address, body, **headers).status_code
        for method in methods(address) or ["GET", "POST"]
        for body in ODD
    }
    assert {asked: status for asked, status in answers.items() if status >= 500} == {}
