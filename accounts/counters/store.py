"""Where counters lie: in Redis where `REDIS_URL` names one, else in a file of this host."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.counters.sqlite import SQLiteCounters


class CountersUnavailable(Exception):
    """The counters cannot be reached; whoever asks decides whether that stops them.

    `__cause__` is the fault of the file or of Redis.
    """


class Store(Protocol):
    """What both kinds of counters can do; `faults` is what they raise when they are away."""

    faults: tuple[type[Exception], ...]

    def hit(self, key: str, window: int) -> tuple[int, float]:
        """Count; the hits in the window and when it ends."""

    def give_back(self, key: str) -> None:
        """Take one hit back."""

    def remember(self, key: str, value: bytes, seconds: float, *, only_new: bool) -> bool:
        """Keep a value; False if there is one that must stay."""

    def recall(self, key: str) -> bytes | None:
        """The value kept, or None."""

    def forget(self, key: str) -> None:
        """Drop the value and the counter of this name."""

    def forget_all(self, prefix: str) -> None:
        """Drop the values whose names begin so."""

    def replace(self, key: str, old: bytes, new: bytes) -> bool:
        """Put one value in the place of another; whether it was there."""

    def sweep(self) -> None:
        """Overwrite what has run out."""

    def clear(self) -> None:
        """Forget everything."""

    def is_reachable(self) -> bool:
        """Whether it answers."""


def asked[T](what: Callable[[Store], T]) -> T:
    """What the store answers; CountersUnavailable if it cannot."""
    store = current()
    try:
        return what(store)
    except store.faults as fault:
        raise CountersUnavailable from fault


def current() -> Store:
    """The store that the settings name."""
    return _store(settings.REDIS_URL or "", str(settings.LIMITS_PATH))


@lru_cache(maxsize=16)
def _store(redis_url: str, path: str) -> Store:
    if not redis_url:
        return SQLiteCounters(Path(path))
    # The client takes 12 MB in every process: only where there is a Redis.
    counters: Store = import_string("accounts.counters.redis.RedisCounters")(redis_url)
    return counters
