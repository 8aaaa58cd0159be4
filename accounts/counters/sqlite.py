"""Counters in a SQLite file of their own: atomic over all processes of a host, about 50 µs a hit.

Apart from the main database so that counters neither take its write lock nor lie in its backups
(they would tell who was active when). What has run out is overwritten (`secure_delete`), and the
write-ahead log is cut after each sweep, so that it keeps no copy. Nothing waits for the disk: after
a power cut the last hits may be missing (`synchronous=NORMAL` keeps the file whole).
"""

import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS counter ("
    "key TEXT PRIMARY KEY, hits INTEGER NOT NULL, expires REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS remembered ("
    "key TEXT PRIMARY KEY, value BLOB NOT NULL, expires REAL NOT NULL)",
)
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",
)
# One statement reads, restarts an expired window, adds and answers: no two callers see the same.
_HIT = """
INSERT INTO counter (key, hits, expires) VALUES (:key, 1, :now + :window)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN expires <= :now THEN 1 ELSE hits + 1 END,
    expires = CASE WHEN expires <= :now THEN :now + :window ELSE expires END
RETURNING hits, expires
"""
_GIVE_BACK = "UPDATE counter SET hits = hits - 1 WHERE key = :key AND expires > :now AND hits > 0"
_REMEMBER = """
INSERT INTO remembered (key, value, expires) VALUES (:key, :value, :now + :seconds)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
_REMEMBER_NEW = f"{_REMEMBER} WHERE expires <= :now RETURNING 1"
_REMEMBER_ANY = f"{_REMEMBER} RETURNING 1"
_RECALL = "SELECT value FROM remembered WHERE key = :key AND expires > :now"
_REPLACE = """
UPDATE remembered SET value = :new WHERE key = :key AND value = :old AND expires > :now RETURNING 1
"""
_FORGET_ALL = "DELETE FROM remembered WHERE key >= :prefix AND key < :after"
IN_MEMORY = Path(":memory:")
SWEEP_SECONDS = 60
RETRY_SECONDS = 0.005
WAIT_SECONDS = 1.0  # for another process's hit; it takes microseconds unless the disk hangs


class SQLiteCounters:
    """The counters of one file; the connection is made anew after a fork or an error."""

    faults: tuple[type[Exception], ...] = (sqlite3.Error, OSError)

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._process = 0
        self._swept = 0.0

    def hit(self, key: str, window: int) -> tuple[int, float]:
        """Count; the hits in the current window and when it ends (seconds since 1970)."""
        now = time.time()
        hits, expires = self._run(_HIT, {"key": key, "now": now, "window": window})[0]
        self._sweep_now_and_then(now)
        return hits, expires

    def give_back(self, key: str) -> None:
        """Take one hit back."""
        self._run(_GIVE_BACK, {"key": key, "now": time.time()})

    def remember(self, key: str, value: bytes, seconds: float, *, only_new: bool) -> bool:
        """Keep a value; False if there is one that must stay."""
        now = time.time()
        given = {"key": key, "value": value, "now": now, "seconds": seconds}
        written = self._run(_REMEMBER_NEW if only_new else _REMEMBER_ANY, given)
        self._sweep_now_and_then(now)
        return bool(written)

    def recall(self, key: str) -> bytes | None:
        """The value kept, or None."""
        found = self._run(_RECALL, {"key": key, "now": time.time()})
        return found[0][0] if found else None

    def forget(self, key: str) -> None:
        """Drop the value and the counter of this name."""
        for table in ("counter", "remembered"):
            self._run(f"DELETE FROM {table} WHERE key = :key", {"key": key})  # noqa: S608

    def forget_all(self, prefix: str) -> None:
        """Drop the values whose names begin so."""
        self._run(_FORGET_ALL, {"prefix": prefix, "after": prefix + "\U0010ffff"})

    def replace(self, key: str, old: bytes, new: bytes) -> bool:
        """Put one value in the place of another; whether it was there."""
        given = {"key": key, "old": old, "new": new, "now": time.time()}
        return bool(self._run(_REPLACE, given))

    def sweep(self) -> None:
        """Overwrite what has run out, in the file and in its write-ahead log."""
        now = {"now": time.time()}
        for table in ("counter", "remembered"):
            self._run(f"DELETE FROM {table} WHERE expires <= :now", now)  # noqa: S608
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_reachable(self) -> bool:
        """Whether the file can be read."""
        try:
            self._run("SELECT 1 FROM counter LIMIT 1")
        except self.faults:
            return False
        return True

    def clear(self) -> None:
        """Forget everything."""
        for table in ("counter", "remembered"):
            self._run(f"DELETE FROM {table}")  # noqa: S608
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file; the next hit opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None and self._process == os.getpid():
            connection.close()

    def __del__(self) -> None:
        """Close the file rather than leave it to the garbage collector, which complains of it."""
        self.close()

    def _sweep_now_and_then(self, now: float) -> None:
        if now - self._swept > SWEEP_SECONDS:
            self._swept = now
            self.sweep()

    def _run(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
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
        if self.path != IN_MEMORY:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Made here, since SQLite would let others on the machine read the day's key.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(
            self.path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        for statement in (*_PRAGMAS, *_SCHEMA):
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
