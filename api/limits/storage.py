"""Counters in a SQLite file of their own: atomic over all processes of a host, about 50 µs a hit.

Apart from the main database so that counters neither take its write lock nor lie in its backups
(they would tell who was active when). Nothing here must survive a power cut: no fsync.
"""

import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from limits.errors import StorageError
from limits.storage import Storage

_SCHEMA = """
CREATE TABLE IF NOT EXISTS counter (
    key TEXT PRIMARY KEY, hits INTEGER NOT NULL, expires REAL NOT NULL
) WITHOUT ROWID
"""
# One statement reads, restarts an expired window, adds and answers: no two callers see the same.
_HIT = """
INSERT INTO counter (key, hits, expires) VALUES (:key, :amount, :now + :window)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN expires <= :now THEN :amount ELSE hits + :amount END,
    expires = CASE WHEN expires <= :now THEN :now + :window ELSE expires END
RETURNING hits, expires
"""
SWEEP_SECONDS = 60
RETRY_SECONDS = 0.005
WAIT_SECONDS = 1.0  # for another process's hit; it takes microseconds unless the disk hangs


class SQLiteStorage(Storage):
    """A `limits` storage over one file; the connection is made anew after a fork or an error."""

    STORAGE_SCHEME = ["tillit+sqlite"]

    def __init__(self, uri: str | None = None, *, path: Path) -> None:
        super().__init__(uri, wrap_exceptions=True)
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._process = 0
        self._swept = 0.0

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """What `limits` wraps in StorageError."""
        return (sqlite3.Error, OSError)

    def hit(self, key: str, window: int, amount: int = 1) -> tuple[int, float]:
        """Count; the hits in the current window and when it ends (seconds since 1970)."""
        now = time.time()
        given: dict[str, Any] = {"key": key, "amount": amount, "now": now, "window": window}
        try:
            hits, expires = self._run(_HIT, given)[0]
            self._sweep(now)
        except self.base_exceptions as error:
            raise StorageError(error) from error
        return int(hits), expires

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; the hits in the current window."""
        return self.hit(key, expiry, amount)[0]

    def get(self, key: str) -> int:
        """The hits in the current window, without counting."""
        found = self._current(key)
        return int(found[0][0]) if found else 0

    def get_expiry(self, key: str) -> float:
        """When the current window ends; now, if there is none."""
        found = self._current(key)
        return float(found[0][1]) if found else time.time()

    def check(self) -> bool:
        """Whether the file can be read."""
        try:
            self._run("SELECT 1 FROM counter LIMIT 1")
        except (sqlite3.Error, OSError):
            return False
        return True

    def reset(self) -> int | None:
        """Forget every counter."""
        return len(self._run("DELETE FROM counter RETURNING key"))

    def clear(self, key: str) -> None:
        """Forget one counter."""
        self._run("DELETE FROM counter WHERE key = :key", {"key": key})

    def close(self) -> None:
        """Let go of the file; the next hit opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None and self._process == os.getpid():
            connection.close()

    def __del__(self) -> None:
        """Close the file rather than leave it to the garbage collector, which complains of it."""
        self.close()

    def _sweep(self, now: float) -> None:
        if now - self._swept > SWEEP_SECONDS:
            self._swept = now
            self._run("DELETE FROM counter WHERE expires <= :now", {"now": now})

    def _current(self, key: str) -> list[tuple[float, ...]]:
        sql = "SELECT hits, expires FROM counter WHERE key = :key AND expires > :now"
        return self._run(sql, {"key": key, "now": time.time()})

    def _run(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[float, ...]]:
        give_up = time.monotonic() + WAIT_SECONDS
        with self._lock:
            while True:
                try:
                    return self._opened().execute(sql, parameters or {}).fetchall()
                except sqlite3.Error as error:
                    self.close()
                    if not _is_busy(error) or time.monotonic() > give_up:
                        raise
                time.sleep(RETRY_SECONDS)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            self._connection = self._open()
            self._process = os.getpid()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", _SCHEMA):
            connection.execute(statement)
        return connection


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether another process is opening or closing the file, which SQLite does not wait for.

    It happens while the file is switched to WAL, recovered, or left by its last user
    (sqlite.org/wal.html, "Sometimes queries return SQLITE_BUSY").
    """
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }
