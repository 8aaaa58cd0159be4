"""The key of the day: random, the same for all processes, and gone an hour after its day.

It lies with the counters only: in no backup, in no setting, and nothing derives it. What was
counted or remembered under it therefore names nobody once the day is over, not even to whoever
has a copy of the file and every other key.
"""

import hashlib
import hmac
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from weakref import WeakKeyDictionary

from accounts.counters.store import CountersUnavailable, Store, asked, current

KEY_BYTES = 32
GRACE_SECONDS = 3600  # what is remembered for up to an hour must be found over midnight
TRUSTED_SECONDS = 60  # after that the store is asked again: it may have been emptied
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class _Known:
    """The key of a day as this process saw it, and until when it need not ask again."""

    day: int
    key: bytes
    until: float


_known: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def day_key() -> bytes:
    """Today's key (UTC); CountersUnavailable if the counters are away."""
    now = time.time()
    store, day = current(), int(now // DAY_SECONDS)
    known = _known.get(store)
    if known is None or known.day != day or not now < known.until <= now + TRUSTED_SECONDS:
        known = _Known(day, _of(day, now), now + TRUSTED_SECONDS)
        _known[store] = known
    return known.key


def keyed(name: str, identity: str) -> str:
    """The name under which `identity` is kept today: 64 hexadecimal digits of HMAC-SHA256.

    `name` is the purpose, so that one purpose's names cannot be joined with another's. Windows
    longer than a day start anew at midnight UTC. CountersUnavailable if the counters are away.
    """
    return _keyed(day_key(), name, identity)


def keyed_yesterday(name: str, identity: str) -> str | None:
    """The same under yesterday's key in the first hour of a day (UTC); None when it is gone."""
    yesterday = int(time.time() // DAY_SECONDS) - 1
    key = asked(lambda store: store.recall(_name(yesterday)))
    return _keyed(key, name, identity) if key else None


def forget_known() -> None:
    """Drop what this process knows of keys (after the store was emptied)."""
    _known.clear()


def _of(day: int, now: float) -> bytes:
    fresh, name = os.urandom(KEY_BYTES), _name(day)
    seconds = (day + 1) * DAY_SECONDS + GRACE_SECONDS - now
    if asked(lambda store: store.remember(name, fresh, seconds, only_new=True)):
        return fresh
    key = asked(lambda store: store.recall(name))
    if key is None:  # emptied between the two questions
        raise CountersUnavailable
    return key


def _name(day: int) -> str:
    date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)
    return f"day {date.date().isoformat()}"


def _keyed(key: bytes, name: str, identity: str) -> str:
    message = f"{name}\0{identity}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, hashlib.sha256).hex()
