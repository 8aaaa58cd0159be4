"""The file of the counters: what has run out is in no byte of it, and what if it is away."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from accounts import counters
from accounts.counters import CountersUnavailable
from accounts.counters.sqlite import SQLiteCounters
from accounts.tasks import forget_counted

NO_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def file(settings: Any, tmp_path: Path) -> Path:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    path: Path = settings.LIMITS_PATH
    return path


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


def test_an_hour_after_its_day_a_key_is_nowhere(clock: Any, file: Path) -> None:
    key = counters.day_key()
    assert key in every_byte(file)

    clock.move_to("2026-11-23T01:00:01Z")
    forget_counted.call()

    assert key not in every_byte(file)


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
