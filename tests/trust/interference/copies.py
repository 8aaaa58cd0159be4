"""The bytes a database writes, as somebody has them who copies its files, logs and statistics."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import connection

from tests.trust.interference.dump import PEOPLE, decoded

PAGE = 4096
RELATIONS = """
SELECT coalesce(t.relname, c.relname), pg_relation_filepath(c.oid)
FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_class t ON t.oid = i.indrelid OR t.reltoastrelid IN (c.oid, i.indrelid)
WHERE c.relkind IN ('r', 'i', 't') AND pg_relation_filepath(c.oid) LIKE 'base/%'
"""
STATISTICS = """
SELECT t.relname, s::text FROM pg_statistic s LEFT JOIN pg_index i ON i.indexrelid = s.starelid
JOIN pg_class t ON t.oid = coalesce(i.indrelid, s.starelid)
WHERE t.relnamespace = 'public'::regnamespace
"""


class Mark(NamedTuple):
    """Where writing begins: the database's own place, or the pages there were."""

    position: Any
    pages: frozenset[bytes]


def at_rest() -> Mark:
    """Let the database finish what it has to write, and note where it stands."""
    if connection.vendor == "sqlite":
        _ask("PRAGMA wal_checkpoint(TRUNCATE)")
        return Mark(None, frozenset(_pages(_file())))
    _ask("VACUUM (FREEZE)")  # else a mere look at a row could write its page again
    _ask("CHECKPOINT")
    return Mark(_ask("SELECT pg_current_wal_insert_lsn()")[0][0], frozenset())


def written_since(mark: Mark) -> dict[str, bytes]:
    """What was written meanwhile, or is kept of what was told, by the name of its place."""
    if connection.vendor == "sqlite":
        fresh = b"".join(page for page in _pages(_file()) if page not in mark.pages)
        return {"file": fresh, "log": Path(f"{_file()}-wal").read_bytes()}
    _ask("CHECKPOINT")
    kept = dict(_relations())
    kept["write-ahead log"] = b"".join(_log(mark.position))
    _ask("ANALYZE")
    kept["statistics"] = b"\n".join(
        row.encode() for table, row in _ask(STATISTICS) if not table.startswith(PEOPLE)
    )
    return kept | {"messages": _messages()}


def found_in(
    kept: dict[str, bytes], needles: dict[str, list[bytes]], keys: list[bytes]
) -> list[str]:
    """What of somebody stands in copied bytes, decrypted with every key there is, and where."""
    hits = []
    for place, content in kept.items():
        whole = b"\n".join([content, *decoded(content, keys)]).lower()
        named = (name for name, ways in needles.items() if any(way in whole for way in ways))
        hits += [f"{name} in {place}" for name in named]
    return hits


def _ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


# --- SQLite ----------------------------------------------------------------------------------
def _file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _pages(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    return (content[start : start + PAGE] for start in range(0, len(content), PAGE))


# --- PostgreSQL ------------------------------------------------------------------------------
def _folder() -> Path:
    folder = Path(_ask("SHOW data_directory")[0][0])
    if not folder.is_dir():
        pytest.skip("the cluster's folder is on another machine")
    return folder


def _relations() -> Iterator[tuple[str, bytes]]:
    for table, path in _ask(RELATIONS):
        if not table.startswith((*PEOPLE, "pg_", "django_migrations")):
            for part in _folder().glob(f"{path}*"):
                yield f"{table} ({part.name})", part.read_bytes()


def _log(start: str) -> Iterator[bytes]:
    """The write-ahead log from a place on, segment by segment."""
    size = int(_ask("SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'")[0][0])
    end = int(_ask("SELECT pg_current_wal_flush_lsn() - '0/0'")[0][0])
    place = int(_ask("SELECT %s::pg_lsn - '0/0'", start)[0][0])
    while place < end:
        (name,) = _ask("SELECT pg_walfile_name('0/0'::pg_lsn + %s)", place + 1)[0]
        last = min(end, (place // size + 1) * size)
        content = (_folder() / "pg_wal" / name).read_bytes()
        yield content[place % size : (last - 1) % size + 1]
        place = last


def _messages() -> bytes:
    log = _folder().parent / "log"
    return log.read_bytes() if log.is_file() else b""
