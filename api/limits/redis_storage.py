"""Counters in Redis, shared by several hosts; imported only where `REDIS_URL` names one."""

from limits.storage import RedisStorage
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.retry import Retry

REDIS_SECONDS = 0.25  # a hung Redis costs a request this much, not more


class RedisCounters(RedisStorage):
    """The library's Redis storage, with the count and the end of the window in one call."""

    STORAGE_SCHEME = ["tillit+redis"]

    def hit(self, key: str, window: int) -> tuple[int, float]:
        """Count; the hits in the current window and when it ends (seconds since 1970)."""
        return self.incr(key, window), self.get_expiry(key)


def redis_counters(redis_url: str) -> RedisCounters:
    """The counters behind an address."""
    # The client's own three retries with back-off would hold a request for seconds.
    pool = ConnectionPool.from_url(
        redis_url,
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    return RedisCounters(redis_url, pool, key_prefix="tillit", wrap_exceptions=True)
