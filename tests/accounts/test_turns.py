"""Turns: one after the other over all processes, and nobody waits for the dead."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from accounts import counters
from accounts.counters import turns
from accounts.counters.turns import TURN_SECONDS, NoTurn, turn
from accounts.sessions import turn_of
from tests.accounts.doors import App
from tests.clients import assert_problem

pytestmark = pytest.mark.usefixtures("either_store")


def test_what_is_read_and_written_in_a_turn_is_not_lost() -> None:
    counters.remember("sum", b"0", 60)

    def add(_: int) -> None:
        with turn("a"):
            held = int(counters.recall("sum") or 0)
            counters.remember("sum", b"%d" % (held + 1), 60)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(24)))

    assert counters.recall("sum") == b"24"


def test_whoever_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0)
    with turn("a"), turn("b"), pytest.raises(NoTurn), turn("a"):
        pass

    with turn("a"):  # it has been given up
        pass


def test_a_turn_ends_with_an_error_too() -> None:
    with pytest.raises(ZeroDivisionError), turn("a"):
        raise ZeroDivisionError
    with turn("a"):
        pass


def test_the_turn_of_who_died_ends_by_itself_and_takes_no_other_with_it(
    clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0)
    slow = turn("a")
    slow.__enter__()
    clock.shift(TURN_SECONDS + 1)
    quick = turn("a")
    quick.__enter__()

    slow.__exit__(None, None, None)

    with pytest.raises(NoTurn), turn("a"):
        pass
    quick.__exit__(None, None, None)


def test_a_session_whose_turn_does_not_come_is_told_to_come_back(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0)
    app = App()
    app.post("/auth/code/request", email="okand@tillit.example")
    with turn(turn_of(app.token or "")):
        answer = app.post("/auth/code/confirm", code="BBBB-BBBB")

    assert_problem(answer, 409, "request_in_flight")
    assert answer["Retry-After"] == "1"
