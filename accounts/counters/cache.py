"""Django's cache over the counters: shared by all processes, in no backup, nameless after its day.

allauth counts through Django's cache under unkeyed hashes of addresses and under raw client
addresses. In a table of the main database these stayed for weeks as a list of who signed in at
which second. Here names are keyed and values sealed under the key of the day, and both are
overwritten when they run out. At midnight UTC everything is forgotten.

diskcache was looked at: a file of its own too, but without keyed names, without overwriting, and
without a release since 2023. Django's Redis backend writes names as they are.
"""

import hashlib
import hmac
import os
import pickle
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from accounts.counters import day_key, forget, forget_all, keyed, recall, remember, replace
from accounts.counters.day import DAY_SECONDS

PREFIX = "cache "
_PURPOSE = b"values of the cache"
_NONCE_BYTES = 12


class CountersCache(BaseCache):
    """The cache of `settings.CACHES`; CountersUnavailable when the counters are away.

    `add` and `incr` are atomic over all processes. Nothing lives longer than its day.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value if none is kept; whether it was."""
        return self._keep(self._name(key, version), value, timeout, only_new=True)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value kept, or the default."""
        kept = recall(self._name(key, version))
        return default if kept is None else _unsealed(kept, default)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value."""
        self._keep(self._name(key, version), value, timeout)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep what is kept for another while; whether there was something."""
        name = self._name(key, version)
        kept = recall(name)
        return kept is not None and remember(name, kept, self._seconds(timeout))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        name = self._name(key, version)
        was_kept = recall(name) is not None
        forget(name)
        return was_kept

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a number and return it; ValueError if none is kept. Its time goes on."""
        name = self._name(key, version)
        while (kept := recall(name)) is not None:
            number: int = _unsealed(kept, 0) + delta
            if replace(name, kept, _sealed(number)):
                return number
        raise ValueError(f"Key {key!r} not found")

    def clear(self) -> None:
        """Forget every value of the cache, and nothing that others count."""
        forget_all(PREFIX)

    def _name(self, key: Any, version: int | None) -> str:
        return PREFIX + keyed("cache", self.make_key(key, version=version))

    def _keep(self, name: str, value: Any, timeout: Any, *, only_new: bool = False) -> bool:
        seconds = self._seconds(timeout)
        if seconds <= 0:
            forget(name)
            return False
        return remember(name, _sealed(value), seconds, only_new=only_new)

    def _seconds(self, timeout: Any) -> float:
        chosen = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return DAY_SECONDS if chosen is None else min(float(chosen), DAY_SECONDS)


def _sealed(value: Any) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, pickle.dumps(value), None)


def _unsealed(kept: bytes, default: Any) -> Any:
    try:
        opened = _cipher().decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], None)
    except InvalidTag:  # written before midnight, asked for after it
        return default
    return pickle.loads(opened)  # noqa: S301  # sealed: nobody else can have written it


def _cipher() -> AESGCM:
    return AESGCM(hmac.digest(day_key(), _PURPOSE, hashlib.sha256))
