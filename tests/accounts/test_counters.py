"""Counters and what is remembered for a while, in a file and in Redis: exact, and nameless."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from accounts import counters
from accounts.counters import day
from tests.accounts.counting import NOON

pytestmark = pytest.mark.usefixtures("either_store")


def test_hits_are_counted_until_their_window_ends(clock: Any) -> None:
    ends = clock.move_to(NOON) or counters.hit("a", 60)[1]
    assert [counters.hit("a", 60)[0], counters.hit("b", 60)[0]] == [2, 1]

    clock.shift(61)

    assert counters.hit("a", 60) == (1, ends + 61)


def test_a_hit_given_back_was_never_counted(clock: Any) -> None:
    counters.hit("a", 60)
    counters.give_back("a")
    counters.give_back("never counted")

    assert counters.hit("a", 60)[0] == 1
    assert counters.hit("never counted", 60)[0] == 1


def test_what_is_remembered_is_recalled_until_it_runs_out(clock: Any) -> None:
    assert counters.remember("a", b"\x00kept", 60)
    clock.shift(58)
    assert counters.recall("a") == b"\x00kept"
    clock.shift(3)
    assert counters.recall("a") is None


def test_what_is_new_is_remembered_once(clock: Any) -> None:
    answers = [counters.remember("a", value, 60, only_new=True) for value in (b"1", b"2")]
    assert (answers, counters.recall("a")) == ([True, False], b"1")

    clock.shift(61)

    assert counters.remember("a", b"3", 60, only_new=True)
    assert counters.remember("a", b"4", 60)
    assert counters.recall("a") == b"4"


def test_of_twenty_at_once_one_is_told_that_it_was_first() -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(
            pool.map(lambda n: counters.remember("a", b"%d" % n, 60, only_new=True), range(20))
        )
    assert told.count(True) == 1
    assert counters.recall("a") == b"%d" % told.index(True)


def test_a_value_is_replaced_by_whoever_knows_it(clock: Any) -> None:
    counters.remember("a", b"old", 60)
    assert not counters.replace("a", b"other", b"new")
    assert counters.replace("a", b"old", b"new")
    assert counters.recall("a") == b"new"

    clock.shift(61)

    assert not counters.replace("a", b"new", b"newer")
    assert counters.recall("a") is None


def test_of_twenty_at_once_one_replaces_a_value() -> None:
    counters.remember("a", b"old", 60)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: counters.replace("a", b"old", b"%d" % n), range(20)))
    assert told.count(True) == 1
    assert counters.recall("a") == b"%d" % told.index(True)


def test_values_are_forgotten_by_how_their_names_begin() -> None:
    for name in ("a 1", "a 2", "b 1"):
        counters.remember(name, b"kept", 60)

    counters.forget_all("a ")

    kept = [counters.recall(name) for name in ("a 1", "a 2", "b 1")]
    assert kept == [None, None, b"kept"]


def test_what_is_forgotten_is_gone(clock: Any) -> None:
    counters.hit("a", 60)
    counters.remember("a", b"kept", 60)

    counters.forget("a")

    assert counters.recall("a") is None
    assert counters.hit("a", 60)[0] == 1


# --- the key of the day -----------------------------------------------------------------------
def test_a_day_has_one_key_for_all_and_the_next_another(clock: Any) -> None:
    today = counters.day_key()
    assert (len(today), counters.day_key()) == (32, today)

    clock.move_to("2026-11-23T00:00:00Z")

    assert counters.day_key() != today


def test_all_who_ask_at_once_are_given_the_same_key() -> None:
    now = time.time()
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: day._of(int(now // 86_400), now), range(20)))
    assert len(keys) == 1


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

    clock.move_to("2026-11-23T01:00:01Z")
    assert counters.keyed_yesterday("retries", "user 7") is None
