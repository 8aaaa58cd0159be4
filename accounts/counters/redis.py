"""Counters in Redis or Valkey, shared by several hosts; imported only where `REDIS_URL` names one.

Each act is one round trip, several commands together being a transaction (MULTI).
Redis lets go of what has run out by itself.
"""

import time
from typing import Any

from redis import Redis, RedisError, WatchError
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.retry import Retry

PREFIX = "tillit"
REDIS_SECONDS = 0.25  # a hung Redis costs a request this much, not more


class RedisCounters:
    """The counters behind an address."""

    faults: tuple[type[Exception], ...] = (RedisError, OSError)

    def __init__(self, url: str) -> None:
        # The client's own three retries with back-off would hold a request for seconds.
        pool = ConnectionPool.from_url(
            url,
            socket_timeout=REDIS_SECONDS,
            socket_connect_timeout=REDIS_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._redis: Any = Redis(connection_pool=pool)

    def hit(self, key: str, window: int) -> tuple[int, float]:
        """Count; the hits in the current window and when it ends (seconds since 1970)."""
        name = _counter(key)
        with self._redis.pipeline(transaction=True) as together:
            together.set(name, 0, ex=window, nx=True).incr(name).pttl(name)
            _, hits, left = together.execute()
        return hits, time.time() + left / 1000

    def give_back(self, key: str) -> None:
        """Take one hit back."""
        name = _counter(key)
        with self._redis.pipeline(transaction=True) as together:
            together.set(name, 1, px=1, nx=True).decr(name)  # one that has ended stays at nothing
            together.execute()

    def remember(self, key: str, value: bytes, seconds: float, *, only_new: bool) -> bool:
        """Keep a value; False if there is one that must stay."""
        milliseconds = max(int(seconds * 1000), 1)
        return bool(self._redis.set(_value(key), value, px=milliseconds, nx=only_new))

    def recall(self, key: str) -> bytes | None:
        """The value kept, or None."""
        value: bytes | None = self._redis.get(_value(key))
        return value

    def forget(self, key: str) -> None:
        """Drop the value and the counter of this name."""
        self._redis.delete(_counter(key), _value(key))

    def forget_all(self, prefix: str) -> None:
        """Drop the values whose names begin so."""
        self._drop(_value(prefix))

    def replace(self, key: str, old: bytes, new: bytes) -> bool:
        """Put one value in the place of another; whether it was there."""
        name = _value(key)
        with self._redis.pipeline(transaction=True) as together:
            together.watch(name)
            if together.get(name) != old:
                return False
            together.multi()
            together.set(name, new, keepttl=True)
            try:
                together.execute()
            except WatchError:
                return False
        return True

    def sweep(self) -> None:
        """Nothing to do: Redis does it by itself."""

    def is_reachable(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(self._redis.ping())
        except self.faults:
            return False

    def clear(self) -> None:
        """Forget everything of ours."""
        self._drop(f"{PREFIX}:")

    def _drop(self, prefix: str) -> None:
        names = list(self._redis.scan_iter(f"{prefix}*", count=1000))
        if names:
            self._redis.delete(*names)


def _counter(key: str) -> str:
    return f"{PREFIX}:c:{key}"


def _value(key: str) -> str:
    return f"{PREFIX}:v:{key}"
