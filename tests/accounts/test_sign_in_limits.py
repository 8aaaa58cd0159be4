"""Guessing is counted by what is guessed at, and locks nobody out at their own place."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from accounts import counters
from accounts.models import User
from accounts.sign_in import AccountAdapter
from config.settings import RATE_LIMITS
from tests.accounts.doors import APP, PASSWORD, App, enrol, mailed_code, seen, totp
from tests.clients import assert_problem
from tests.factories import make_user

HOME, AWAY = "192.0.2.1", "198.51.100."
WRONG = "fel lösenord 17"
PAGE = "/accounts/login/"


@pytest.fixture(autouse=True)
def _served_limits(settings: Any, tmp_path: Path) -> None:
    settings.RATE_LIMITS = RATE_LIMITS
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"


@pytest.fixture
def anna(db: None) -> User:
    return make_user("Anna Ek")


def log_in(email: str, password: str = WRONG, address: str = HOME, **more: Any) -> Any:
    body = {"email": email, "password": password, **more}
    return Client(REMOTE_ADDR=address).post(f"{APP}/auth/login", body, "application/json")


def log_in_on_the_page(address: str = HOME, **fields: str) -> Any:
    return Client(REMOTE_ADDR=address).post(PAGE, fields)


def statuses(answers: Any) -> list[int]:
    return [answer.status_code for answer in answers]


# --- what is counted --------------------------------------------------------------------------
def test_ten_wrong_passwords_are_judged_and_then_not_even_the_right_one(anna: User) -> None:
    assert statuses(log_in(anna.email) for _ in range(10)) == [400] * 10

    refused = log_in(anna.email, PASSWORD)

    assert_problem(refused, 429, "rate_limited")
    assert 0 < int(refused["Retry-After"]) <= 300


@pytest.mark.parametrize("decoy", ["email", "username"])
def test_a_second_name_beside_the_judged_one_is_no_way_round(decoy: str, anna: User) -> None:
    """Measured: `login=anna&email=decoy1`, `decoy2`, … was never refused."""
    answers = [
        log_in_on_the_page(login=anna.email, password=WRONG, **{decoy: f"decoy{n}@tillit.example"})
        for n in range(11)
    ]
    assert statuses(answers) == [200] * 10 + [429]
    assert_problem(answers[-1], 429, "rate_limited")


@pytest.mark.parametrize("decoy", ["login", "username"])
def test_nor_is_one_in_a_json_document(decoy: str, anna: User) -> None:
    answers = [log_in(anna.email, **{decoy: f"decoy{n}@tillit.example"}) for n in range(11)]
    assert statuses(answers) == [400] * 10 + [429]


def test_a_second_factor_is_guessed_ten_times_whatever_else_is_named(
    anna: User, mid_step: None
) -> None:
    enrol(anna)
    answers = [guess_second_factor(anna, n) for n in range(11)]

    assert statuses(answers) == [400] * 10 + [429]
    assert statuses([guess_second_factor(anna, 11, totp())]) == [429]


def guess_second_factor(user: User, n: int, code: str = "000000") -> Any:
    """From a session and a network of its own, with a name of somebody else."""
    app = App()
    app.client.defaults["REMOTE_ADDR"] = f"{AWAY}{n}"
    assert app.log_in(user).status_code == 401
    return app.post("/auth/2fa/authenticate", code=code, email=f"decoy{n}@tillit.example")


def test_a_signed_in_thief_guesses_the_password_ten_times(anna: User) -> None:
    app = App()
    app.log_in(anna)
    guesses = [app.post("/auth/reauthenticate", password=WRONG, email=f"{n}@x.se") for n in "12345"]
    guesses += [
        app.post("/account/password/change", current_password=WRONG, new_password="nytt lösen 17")
        for _ in range(6)
    ]
    assert statuses(guesses) == [400] * 10 + [429]


def test_a_code_is_guessed_ten_times_over_all_sessions(anna: User, mailoutbox: Any) -> None:
    """By posting it and by looking, three times for each code."""
    answers = []
    for n in range(4):
        app = App()
        app.client.defaults["REMOTE_ADDR"] = f"{AWAY}{n}"
        app.post("/auth/password/request", email=anna.email)
        reset = "/auth/password/reset"
        answers.append(app.look(reset, x_password_reset_key="BBBB-BBBB"))
        answers += [app.post(reset, key="BBBB-BBBB", password="nytt lösen 17") for _ in range(2)]

    assert statuses(answers) == [400] * 10 + [429] * 2


def test_who_comes_in_has_guessed_nothing(anna: User) -> None:
    assert statuses(log_in(anna.email, PASSWORD) for _ in range(12)) == [200] * 12


# --- whom it locks out ------------------------------------------------------------------------
def test_an_account_is_guessed_at_ten_times_over_all_networks(anna: User) -> None:
    answers = [log_in(anna.email, address=f"{AWAY}{n}") for n in range(11)]
    assert statuses(answers) == [400] * 10 + [429]


def test_nobody_is_locked_out_where_they_have_signed_in_today(anna: User) -> None:
    assert log_in(anna.email, PASSWORD, HOME).status_code == 200
    for n in range(20):
        log_in(anna.email, address=f"{AWAY}{n}")

    assert log_in(anna.email, PASSWORD, f"{AWAY}99").status_code == 429
    assert log_in(anna.email, PASSWORD, HOME).status_code == 200


def test_a_second_factor_can_still_be_given_where_one_has_signed_in(
    anna: User, mid_step: Any
) -> None:
    enrol(anna)
    app = App()
    app.client.defaults["REMOTE_ADDR"] = HOME
    app.log_in(anna)
    assert app.post("/auth/2fa/authenticate", code=totp()).status_code == 200
    for n in range(11):
        guess_second_factor(anna, n)

    mid_step.shift(30)
    again = App()
    again.client.defaults["REMOTE_ADDR"] = HOME
    again.log_in(anna)
    assert again.post("/auth/2fa/authenticate", code=totp()).status_code == 200


def test_guesses_where_one_has_signed_in_are_counted_too(anna: User) -> None:
    log_in(anna.email, PASSWORD, HOME)
    assert statuses(log_in(anna.email, address=HOME) for _ in range(11)) == [400] * 10 + [429]


def test_wrong_names_lock_no_factory_out(anna: User) -> None:
    """Measured: ten wrong passwords for nobody shut out everybody behind the same address."""
    for n in range(60):
        assert log_in(f"okand{n % 15}@tillit.example").status_code in {400, 429}

    assert log_in(anna.email, PASSWORD).status_code == 200


def test_a_network_has_a_limit_too(anna: User, settings: Any) -> None:
    settings.RATE_LIMITS = {**RATE_LIMITS, "sign_in_address": "20/5 minute"}
    for n in range(20):
        log_in(f"okand{n}@tillit.example")

    assert_problem(log_in(anna.email, PASSWORD), 429, "rate_limited")
    assert log_in(anna.email, PASSWORD, f"{AWAY}1").status_code == 200


def test_asking_for_mails_locks_nobody_out(anna: User, mailoutbox: Any) -> None:
    for n in range(20):
        app = App()
        app.client.defaults["REMOTE_ADDR"] = f"{AWAY}{n}"
        app.post("/auth/password/request", email=anna.email)

    assert log_in(anna.email, PASSWORD, f"{AWAY}99").status_code == 200


def test_leaving_is_always_possible(anna: User) -> None:
    app = App()
    app.log_in(anna)
    for _ in range(11):
        app.post("/auth/reauthenticate", password=WRONG)

    answer = app.client.delete(f"{APP}/auth/session", headers={"X-Session-Token": app.token or ""})

    assert answer.status_code == 401
    assert not app.is_signed_in()


# --- what is said, and kept -------------------------------------------------------------------
def ask_for_code(client: Client, email: str) -> Any:
    return client.post(f"{APP}/auth/code/request", {"email": email}, "application/json")


def ask_for_code_on_the_page(client: Client, email: str) -> Any:
    return client.post("/accounts/login/code/", {"email": email})


def ask_for_reset(client: Client, email: str) -> Any:
    return client.post(f"{APP}/auth/password/request", {"email": email}, "application/json")


@pytest.mark.parametrize("ask", [ask_for_code, ask_for_code_on_the_page, ask_for_reset])
@pytest.mark.parametrize("known", [True, False])
def test_allauths_own_limits_are_told_as_such(
    ask: Any, known: bool, anna: User, mailoutbox: Any
) -> None:
    """Measured: 400 with `too_many_login_attempts`, and 429 without Retry-After."""
    email = anna.email if known else "okand@tillit.example"
    answers = [ask(Client(), email) for _ in range(6)]

    assert_problem(answers[-1], 429, "rate_limited")
    assert answers[-1]["Retry-After"] == "60"
    assert 400 not in statuses(answers)


def test_a_refused_page_says_the_same_as_a_refused_document(anna: User) -> None:
    for _ in range(10):
        log_in(anna.email)
    page = log_in_on_the_page(login=anna.email, password=PASSWORD)

    assert seen(page) == seen(log_in(anna.email, PASSWORD))


def test_nobody_is_named_by_what_is_counted(anna: User, settings: Any) -> None:
    log_in(anna.email, PASSWORD)
    log_in(anna.email)

    with closing(sqlite3.connect(settings.LIMITS_PATH)) as file:
        rows = file.execute("SELECT key FROM counter UNION SELECT key FROM remembered").fetchall()
    kept = json.dumps(rows)
    assert len(rows) > 5
    assert not any(name in kept for name in (anna.email, str(anna.pk), anna.pk.hex, HOME))


def test_tomorrow_nobody_knows_where_somebody_signed_in_today(
    anna: User, settings: Any, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-22T12:00:00Z", tick=False)
    log_in(anna.email, PASSWORD)

    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    counters.sweep()

    with closing(sqlite3.connect(settings.LIMITS_PATH)) as file:
        assert file.execute("SELECT count(*) FROM remembered").fetchone() == (0,)


def test_counters_that_go_in_the_middle_are_no_error_of_ours(
    anna: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(adapter: AccountAdapter, request: HttpRequest, **_: Any) -> None:
        settings.LIMITS_PATH = tmp_path
        counters.day_key()

    monkeypatch.setattr(AccountAdapter, "pre_authenticate", lose)

    assert_problem(log_in(anna.email, PASSWORD), 503, "limits_unavailable")


# --- whoever is shut out ----------------------------------------------------------------------
@pytest.mark.parametrize("password", [PASSWORD, WRONG])
def test_whoever_is_shut_out_is_answered_like_anybody_wrong(password: str, anna: User) -> None:
    """Measured: 401 for the right password, 400 for a wrong one."""
    anna.deactivate()
    expected = seen(log_in("okand@tillit.example"))

    assert seen(log_in(anna.email, password)) == expected
    on_the_page = [
        log_in_on_the_page(login=email, password=password).content.decode().replace(email, "…")
        for email in (anna.email, "okand@tillit.example")
    ]
    assert without_tokens(on_the_page[0]) == without_tokens(on_the_page[1])


def without_tokens(page: str) -> str:
    """A page without what is drawn for each answer."""
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)


@pytest.mark.parametrize("path", ["code/request", "password/request"])
def test_no_code_is_sent_to_whoever_is_shut_out(path: str, anna: User, mailoutbox: Any) -> None:
    anna.deactivate()
    app, nobody = App(), App()

    answer = app.post(f"/auth/{path}", email=anna.email)

    assert seen(answer) == seen(nobody.post(f"/auth/{path}", email="okand@tillit.example"))
    assert mailoutbox == []


def test_shut_out_between_password_and_second_factor_nobody_comes_in(
    anna: User, mid_step: None
) -> None:
    enrol(anna)
    app = App()
    app.log_in(anna)
    anna.deactivate()

    right = app.post("/auth/2fa/authenticate", code=totp())

    assert right.status_code == 410  # like any session that is none
    assert not app.is_signed_in()


def test_shut_out_while_a_code_is_on_its_way_nobody_comes_in(anna: User, mailoutbox: Any) -> None:
    app = App()
    app.post("/auth/code/request", email=anna.email)
    code = mailed_code()
    anna.deactivate()

    assert app.post("/auth/code/confirm", code=code).status_code in {400, 401, 409}
    assert not app.is_signed_in()
