"""Counters and what is remembered for a while: exact, swept, and nameless after their day."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine

from accounts import counters
from accounts.counters import CountersUnavailable
from accounts.counters.sqlite import SQLiteCounters
from accounts.tasks import forget_counted

NOON = "2026-11-22T12:00:00Z"
NO_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def file(settings: Any, tmp_path: Path) -> Path:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    path: Path = settings.LIMITS_PATH
    return path


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_hits_are_counted_until_their_window_ends(clock: Any) -> None:
    ends = clock.move_to(NOON) or counters.hit("a", 60)[1]
    assert [counters.hit("a", 60)[0], counters.hit("b", 60)[0]] == [2, 1]

    clock.shift(60)

    assert counters.hit("a", 60) == (1, ends + 60)


def test_a_hit_given_back_was_never_counted(clock: Any) -> None:
    counters.hit("a", 60)
    counters.give_back("a")
    counters.give_back("never counted")

    assert counters.hit("a", 60)[0] == 1
    assert counters.hit("never counted", 60)[0] == 1


def test_what_is_remembered_is_recalled_until_it_runs_out(clock: Any) -> None:
    assert counters.remember("a", b"\x00kept", 60)
    clock.shift(59)
    assert counters.recall("a") == b"\x00kept"
    clock.shift(1)
    assert counters.recall("a") is None


def test_what_is_new_is_remembered_once(clock: Any) -> None:
    answers = [counters.remember("a", value, 60, only_new=True) for value in (b"1", b"2")]
    assert (answers, counters.recall("a")) == ([True, False], b"1")

    clock.shift(60)

    assert counters.remember("a", b"3", 60, only_new=True)
    assert counters.remember("a", b"4", 60)
    assert counters.recall("a") == b"4"


def test_of_forty_at_once_one_is_told_that_it_was_first() -> None:
    with ThreadPoolExecutor(40) as pool:
        told = list(
            pool.map(lambda n: counters.remember("a", b"%d" % n, 60, only_new=True), range(40))
        )
    assert told.count(True) == 1
    assert counters.recall("a") == b"%d" % told.index(True)


def test_what_is_forgotten_is_gone(clock: Any) -> None:
    counters.hit("a", 60)
    counters.remember("a", b"kept", 60)

    counters.forget("a")

    assert counters.recall("a") is None
    assert counters.hit("a", 60)[0] == 1


def test_what_has_run_out_is_in_no_byte_of_the_files(clock: Any, file: Path) -> None:
    needles = [b"name of a counter", b"name of a value", b"what was remembered"]
    counters.hit("name of a counter", 60)
    counters.remember("name of a value", b"what was remembered", 60)
    assert all(needle in every_byte(file) for needle in needles)

    clock.shift(3600)
    counters.hit("another", 60)

    assert [needle for needle in needles if needle in every_byte(file)] == []


def test_only_the_server_s_own_account_can_read_the_file(file: Path) -> None:
    counters.hit("a", 60)
    assert {one.stat().st_mode & 0o077 for one in file.parent.iterdir()} == {0}


def test_counters_no_longer_in_use_let_go_of_their_file(tmp_path: Path) -> None:
    """Python complains of a connection left to the garbage collector, and here that is an error."""
    store = SQLiteCounters(tmp_path / "d.sqlite3")
    store.hit("key", 60)

    del store

    assert [one.name for one in tmp_path.glob("d.*")] == ["d.sqlite3"]


# --- the key of the day -----------------------------------------------------------------------
def test_a_day_has_one_key_for_all_and_the_next_another(clock: Any) -> None:
    today = counters.day_key()
    assert (len(today), counters.day_key()) == (32, today)

    clock.move_to("2026-11-23T00:00:00Z")

    assert counters.day_key() != today


def test_processes_that_ask_at_once_are_given_the_same_key(file: Path) -> None:
    from accounts.counters import day

    def ask(_: int) -> bytes:
        return day._of(1, 86_400.0)

    with ThreadPoolExecutor(20) as pool, time_machine.travel("1970-01-02T00:00:00Z"):
        assert len(set(pool.map(ask, range(20)))) == 1


def test_an_hour_after_its_day_a_key_is_nowhere(clock: Any, file: Path) -> None:
    key = counters.day_key()
    assert key in every_byte(file)

    clock.move_to("2026-11-23T01:00:01Z")
    forget_counted.call()

    assert key not in every_byte(file)


def test_names_say_nothing_without_the_key_and_differ_by_purpose_and_day(
    clock: Any, settings: Any
) -> None:
    today = counters.keyed("retries", "user 7")
    settings.SECRET_KEY = "another, and nothing changes"
    assert counters.keyed("retries", "user 7") == today
    assert counters.keyed("voices", "user 7") != today

    clock.shift(24 * 3600)

    assert counters.keyed("retries", "user 7") != today


def test_what_is_remembered_over_midnight_is_found_for_an_hour(clock: Any) -> None:
    clock.move_to("2026-11-22T23:59:00Z")
    name = counters.keyed("retries", "user 7")

    clock.move_to("2026-11-23T00:58:00Z")
    assert counters.keyed_yesterday("retries", "user 7") == name

    clock.move_to("2026-11-23T01:00:00Z")
    assert counters.keyed_yesterday("retries", "user 7") is None


def test_a_key_made_anew_elsewhere_is_noticed_within_a_minute(clock: Any, file: Path) -> None:
    counters.day_key()
    emptied = SQLiteCounters(file)
    emptied.clear()

    clock.shift(61)

    assert emptied.recall("day 2026-11-22") is None
    assert counters.day_key() == emptied.recall("day 2026-11-22")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: counters.hit("a", 60),
        lambda: counters.give_back("a"),
        lambda: counters.remember("a", b"", 60),
        lambda: counters.recall("a"),
        lambda: counters.forget("a"),
        lambda: counters.keyed("a", "b"),
        lambda: counters.keyed_yesterday("a", "b"),
    ],
)
@pytest.mark.parametrize("away", ["redis", "file"])
def test_whoever_asks_is_told_that_the_counters_are_away(
    settings: Any, tmp_path: Path, ask: Any, away: str
) -> None:
    settings.REDIS_URL = NO_REDIS if away == "redis" else ""
    settings.LIMITS_PATH = tmp_path  # a folder

    with pytest.raises(CountersUnavailable) as raised:
        ask()

    assert not counters.is_reachable()
    assert raised.value.__cause__ is not None


def every_byte(file: Path) -> bytes:
    """The file and what SQLite keeps beside it."""
    with sqlite3.connect(file) as opened:
        opened.execute("SELECT 1")
    opened.close()
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
