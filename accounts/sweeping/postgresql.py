"""The sweep on PostgreSQL: every table written anew, statistics of what there is, a short log.

VACUUM alone marks the bytes of deleted rows as free and leaves them in the page (seen in a file),
so tables are rewritten: in the order in which they are read where an index has it, else in that of
their random keys. ANALYZE replaces the values kept for the planner, but not of a table without
rows, nor of a column with SET STATISTICS 0; those go with a change of the column's type to the one
it has. Then `pg_statistic` is rewritten too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import UniqueConstraint

from accounts.sweeping.trying import tried

# Nobody is to wait behind us for long; but autovacuum gives way after a second, and not before.
PATIENCE = "1500ms"
TABLES = """
SELECT quote_ident(one.relname), quote_ident(key.relname)
FROM pg_class one
LEFT JOIN pg_index by_key ON by_key.indrelid = one.oid AND by_key.indisprimary
LEFT JOIN pg_class key ON key.oid = by_key.indexrelid
WHERE one.relkind = 'r' AND one.relnamespace = current_schema()::regnamespace
ORDER BY one.relname
"""
STALE = """
SELECT quote_ident(one.relname), quote_ident(part.attname),
    format_type(part.atttypid, part.atttypmod)
    || CASE WHEN spelled.oid IS NULL THEN '' ELSE format(' COLLATE %I', spelled.collname) END
FROM pg_class one
JOIN pg_attribute part ON part.attrelid = one.oid AND part.attnum > 0
JOIN pg_stats kept ON kept.schemaname = current_schema()
    AND kept.tablename = one.relname AND kept.attname = part.attname
JOIN pg_type kind ON kind.oid = part.atttypid
LEFT JOIN pg_collation spelled ON spelled.oid = part.attcollation
    AND part.attcollation <> kind.typcollation
WHERE one.relkind = 'r' AND one.relnamespace = current_schema()::regnamespace
    AND (one.reltuples = 0 OR part.attstattarget = 0)
"""
KEPT_FOR_THE_PLANNER = ("pg_statistic", "pg_statistic_ext_data")


def sweep() -> int:
    """Write everything anew; how much could not be done."""
    done = []
    read = orders()
    for table, key in _rows(TABLES):
        done += [
            _rewritten(table, read.get(table, key)),
            tried(table, f"ANALYZE {table}", within=unhurried),
            tried(table, f"VACUUM {table}"),  # what an index alone can answer is known anew
        ]
    for table, column, kind in _rows(STALE):
        change = f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}"
        done.append(tried(f"statistics of {table}", change, within=unhurried))
    done += [tried(name, f"VACUUM (FULL, VERBOSE) {name}") for name in KEPT_FOR_THE_PLANNER]
    done.append(tried("log", "SELECT pg_switch_wal()", "CHECKPOINT", within=unhurried))
    return done.count(False)


def orders() -> dict[str, str]:
    """By table the index that holds its rows in the order in which they are read, if there is one.

    Rows that lie in the order of their own columns say nothing but their columns, and are found
    together; scattered, the list of stories was planned anew each time and took five times as long.
    The order must be whole: of rows it leaves beside each other, the earlier would come first.
    """
    models = [model for model in apps.get_models() if model._meta.ordering]
    found = {model._meta.db_table: _in_order(model._meta) for model in models}
    return {table: index for table, index in found.items() if index}


def _in_order(meta: Any) -> str | None:
    wanted = [name.removeprefix("-") for name in meta.ordering]
    for one in (*meta.indexes, *meta.constraints):
        fields = [name.removeprefix("-") for name in getattr(one, "fields", ())]
        if fields == wanted and one.condition is None and _is_whole(meta, one, fields):
            return str(one.name)
    return None


def _is_whole(meta: Any, index: Any, fields: list[str]) -> bool:
    """Tell whether no two rows can be equal in it."""
    if fields[-1] == meta.pk.name:
        return True
    unique = isinstance(index, UniqueConstraint)
    return unique and not any(meta.get_field(name).null for name in fields)


def _rewritten(table: str, key: str | None) -> bool:
    if key:
        return tried(table, f"CLUSTER (VERBOSE) {table} USING {key}", within=unhurried)
    return tried(table, f"VACUUM (FULL, VERBOSE) {table}")


def _rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[tuple[str, ...]] = cursor.fetchall()
    return found


@contextmanager
def unhurried() -> Iterator[None]:
    """Take the time it takes, but give way to whoever has a table in use; until the end of it.

    Set for a transaction: a pooler may give the next one another session.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        yield
