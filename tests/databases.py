"""The migrated database of the tests: made once for a state of the schema, copied to every worker.

Migrating costs three seconds of processor time, in each worker and each call of pytest. What the
migrations made is therefore kept: on SQLite as a file in the machine's temporary folder, on
PostgreSQL as a template database. Its name holds a digest of everything the migrations read.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(tempfile.gettempdir()) / f"tillit-test-databases-{os.getuid()}"
PREFIX = "tillit_migrated_"
KEPT_SECONDS = 86_400  # of files, for branches that take turns
# What decides how a migrated database looks: the migrations, the rows they load, the models (from
# which permissions are made), and the versions of the libraries that bring tables of their own.
READ_BY_MIGRATIONS = (
    "requirements.txt",
    "config/settings.py",
    "*/migrations/*.py",
    "*/models.py",
    "*/models/**/*.py",
    "*/reference.py",
    "*/reference/*",
    "forum/vocabulary.py",
)


def digest() -> str:
    """A name for the state of everything the migrations read."""
    read = hashlib.sha256()
    for path in sorted({path for glob in READ_BY_MIGRATIONS for path in ROOT.glob(glob)}):
        if path.is_file():
            read.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return read.hexdigest()[:16]


def worker() -> str:
    """The name of this worker of xdist, or of the only process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


def prepare() -> Callable[[], None]:
    """Give this process a migrated database of its own; what is returned takes it away again."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    return _on_sqlite() if connection.vendor == "sqlite" else _on_postgresql()


# --- SQLite ----------------------------------------------------------------------------------
def _on_sqlite() -> Callable[[], None]:
    before = connection.settings_dict["NAME"]
    made = FOLDER / f"{digest()}.sqlite3"
    own = Path(settings.DATABASES["default"]["TEST"]["NAME"]).with_suffix(f".{worker()}.sqlite3")
    with _one_at_a_time("sqlite"):
        if not made.exists():
            _migrate_file(made)
        shutil.copyfile(made, own)
    _use(str(own))

    def take_away() -> None:
        _use(before)
        for suffix in ("", "-wal", "-shm"):
            own.with_name(own.name + suffix).unlink(missing_ok=True)

    return take_away


def _migrate_file(made: Path) -> None:
    for old in FOLDER.glob("*.sqlite3*"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink()
    unfinished = made.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    _use(str(unfinished))
    _migrate()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    unfinished.rename(made)


# --- PostgreSQL ------------------------------------------------------------------------------
def _on_postgresql() -> Callable[[], None]:
    before, made = connection.settings_dict["NAME"], PREFIX + digest()
    own = f"test_{before}_{worker()}"
    with _one_at_a_time("postgresql"):
        known = [name for (name,) in _ask("SELECT datname FROM pg_database")]
        if made not in known:
            for old in filter(lambda name: name.startswith(PREFIX), known):
                _ask(f'DROP DATABASE "{old}"')
            _ask(f'DROP DATABASE IF EXISTS "{made}_unfinished" WITH (FORCE)')
            _ask(f'CREATE DATABASE "{made}_unfinished"')
            _use(f"{made}_unfinished")
            _migrate()
            _use(before)
            _ask(f'ALTER DATABASE "{made}_unfinished" RENAME TO "{made}"')
        _ask(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        _ask(f'CREATE DATABASE "{own}" TEMPLATE "{made}"')
    _use(own)

    def take_away() -> None:
        _use(before)
        _ask(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')

    return take_away


def _ask(sql: str) -> list[tuple[Any, ...]]:
    """Run one statement beside every database of ours, since databases are made and dropped."""
    with connection._nodb_cursor() as cursor:  # as Django's own creation does
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


# --- both ------------------------------------------------------------------------------------
def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _use(name: str) -> None:
    """Let Django's connection speak with another database from its next statement on."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Let the first process migrate while the others wait."""
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
