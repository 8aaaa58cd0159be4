"""Django's cache over the counters: atomic for all, keyed and sealed, and gone with its day."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection

from accounts import counters
from accounts.counters import CountersUnavailable

ADDRESS = "anna.ek@tillit.example"


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    path: Path = settings.LIMITS_PATH
    return path


@pytest.mark.usefixtures("either_store")
def test_the_cache_keeps_forgets_and_prolongs(clock: Any) -> None:
    assert cache.add("a", [1.5, None], 60)
    assert not cache.add("a", "another", 60)
    clock.shift(58)
    assert cache.touch("a", 60)
    clock.shift(58)
    assert cache.get("a") == [1.5, None]

    assert cache.delete("a")
    assert not cache.delete("a")
    assert not cache.touch("a")
    assert cache.get("a", "nothing") == "nothing"


@pytest.mark.usefixtures("either_store")
def test_what_is_kept_for_no_time_is_not_kept() -> None:
    cache.set("a", 1)
    cache.set("a", 2, timeout=0)
    assert not cache.add("b", 2, timeout=-1)
    assert (cache.get("a"), cache.get("b")) == (None, None)


@pytest.mark.usefixtures("either_store")
def test_of_twenty_at_once_one_adds_and_all_are_counted() -> None:
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda n: cache.add("first", n), range(20)))
        cache.set("number", 0)
        numbers = list(pool.map(lambda _: cache.incr("number"), range(20)))

    assert added.count(True) == 1
    assert sorted(numbers) == list(range(1, 21))


@pytest.mark.usefixtures("either_store")
def test_what_is_not_kept_cannot_be_counted_up() -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nothing")


@pytest.mark.usefixtures("either_store")
def test_emptying_the_cache_leaves_what_others_count() -> None:
    cache.set("a", 1)
    counters.remember("receipt", b"kept", 60)
    counters.hit("limit", 60)

    cache.clear()

    assert (cache.get("a"), counters.recall("receipt")) == (None, b"kept")
    assert counters.hit("limit", 60)[0] == 2


def test_neither_name_nor_value_can_be_read_in_the_file(file: Path) -> None:
    cache.set(f"login {ADDRESS}", {"at": ADDRESS}, 60)

    with closing(sqlite3.connect(file)) as opened:
        rows = opened.execute("SELECT key, value FROM remembered").fetchall()
    assert len(rows) == 2  # the other is the key of the day
    assert not any(ADDRESS in key or ADDRESS.encode() in value for key, value in rows)


def test_yesterdays_values_are_nobodys(file: Path, clock: Any) -> None:
    cache.set("a", 1, timeout=None)

    clock.shift(24 * 3600)

    assert cache.get("a") is None
    assert cache.add("a", 2)


def test_without_the_counters_there_is_no_cache(settings: Any, tmp_path: Path) -> None:
    settings.LIMITS_PATH = tmp_path  # a folder
    with pytest.raises(CountersUnavailable):
        cache.get("a")


def test_no_table_of_the_database_is_a_cache(db: None) -> None:
    backends = {one["BACKEND"] for one in django_settings.CACHES.values()}
    assert backends == {"accounts.counters.cache.CountersCache"}
    assert not [name for name in connection.introspection.table_names() if "cache" in name]
