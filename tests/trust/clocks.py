"""What a copy of the database says of order without a column for it, as an attacker reads it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from random import SystemRandom
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

LOT = SystemRandom()
XIDS = "SELECT DISTINCT xmin::text, xmax::text FROM {}"


class Placed(NamedTuple):
    """A row of stories: where it stands on some clock, who told it by name, and which it is."""

    at: Any
    author: UUID | None
    key: UUID


def read(sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement; on SQLite ids come as digits."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _ordered(place: str) -> Callable[[], list[Placed]]:
    """Rows by their number in the order of where they lie."""
    return _placed(f"row_number() OVER (ORDER BY {place})")


def _placed(column: str) -> Callable[[], list[Placed]]:
    def clock() -> list[Placed]:
        rows = read(f"SELECT {column}, author_id, id FROM forum_story")
        return [Placed(at, author and known(author), known(key)) for at, author, key in rows]

    return clock


def known(key: Any) -> UUID:
    """An id as both databases give it."""
    return UUID(str(key))


def long_texts() -> list[Placed]:
    """PostgreSQL keeps long texts apart, numbered by a counter of the whole cluster."""
    [[table]] = read(
        "SELECT reltoastrelid::regclass FROM pg_class WHERE oid = 'forum_story'::regclass"
    )
    kept = read(f"SELECT chunk_id::bigint, chunk_data FROM {table} WHERE chunk_seq = 0")
    told = read("SELECT author_id, id, background FROM forum_story")
    return [
        Placed(number, author, key)
        for number, text in kept
        for author, key, whole in told
        if whole.encode().startswith(bytes(text)[:60])
    ]


@contextmanager
def readable_long_texts() -> Iterator[None]:
    """Let PostgreSQL keep these texts as they are, so that a test can read them in a copy."""
    if connection.vendor != "postgresql":
        yield
        return
    change = "ALTER TABLE forum_story ALTER COLUMN background SET STORAGE"
    with connection.cursor() as cursor:
        cursor.execute(f"{change} EXTERNAL")
        yield
        cursor.execute(f"{change} EXTENDED")


CLOCKS: dict[str, dict[str, Callable[[], list[Placed]]]] = {
    "sqlite": {"rowid": _ordered("rowid")},
    "postgresql": {
        "xmin": _placed("xmin::text::bigint"),
        "ctid": _ordered("ctid"),
        "toast": long_texts,
    },
}


def clocks() -> dict[str, Callable[[], list[Placed]]]:
    """Those of the database in use."""
    return CLOCKS[connection.vendor]


def nearest(rows: list[Placed], key: UUID) -> UUID | None:
    """Whoever told by name the nearest row to an anonymous one; of several as near, one by lot."""
    [own] = [row for row in rows if row.key == key]
    named = [row for row in rows if row.author]
    least = min(abs(row.at - own.at) for row in named)
    return LOT.choice([row.author for row in named if abs(row.at - own.at) == least])


def moments(models_: Iterable[type[models.Model]]) -> set[str]:
    """The transactions that wrote, or last held, a row of any of these tables."""
    if connection.vendor == "sqlite":
        return set()
    found = {by for one in models_ for row in read(XIDS.format(one._meta.db_table)) for by in row}
    return found - {"0"}


def as_laid(model: type[models.Model]) -> list[UUID]:
    """The keys of a table in the order in which its rows lie."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    return [known(key) for [key] in read(f"SELECT id FROM {model._meta.db_table} ORDER BY {place}")]


@contextmanager
def impatient() -> Iterator[None]:
    """Let SQLite give up at once where it waits for 20 seconds; PostgreSQL does so by itself."""
    options = connection.settings_dict["OPTIONS"]
    usual = options.get("timeout")
    options |= {"timeout": 0.05} if connection.vendor == "sqlite" else {}
    try:
        yield
    finally:
        options |= {"timeout": usual} if connection.vendor == "sqlite" else {}
