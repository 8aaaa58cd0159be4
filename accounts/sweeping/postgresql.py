"""The sweep on PostgreSQL: every table written anew, statistics of what there is, a short log.

VACUUM alone marks the bytes of deleted rows as free and leaves them in the page (seen in a file),
so tables are rewritten, in the order of their keys: random ones tell nothing. ANALYZE replaces the
values kept for the planner, but not of a table without rows, nor of a column with SET STATISTICS 0;
those go with a change of the column's type to the one it has. Then `pg_statistic` is rewritten too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

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
    for table, key in _rows(TABLES):
        done += [_rewritten(table, key), tried(table, f"ANALYZE {table}", within=unhurried)]
    for table, column, kind in _rows(STALE):
        change = f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}"
        done.append(tried(f"statistics of {table}", change, within=unhurried))
    done += [tried(name, f"VACUUM (FULL, VERBOSE) {name}") for name in KEPT_FOR_THE_PLANNER]
    done.append(tried("log", "SELECT pg_switch_wal()", "CHECKPOINT", within=unhurried))
    return done.count(False)


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
