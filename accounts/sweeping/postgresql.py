"""The sweep on PostgreSQL: every table written anew, statistics of what there is, a short log.

VACUUM alone marks the bytes of deleted rows as free and leaves them in the page (seen in a file),
so tables are rewritten, in the order of their keys: random ones tell nothing. ANALYZE replaces the
values kept for the planner, but not of a table without rows, nor of a column with SET STATISTICS 0;
those go with a change of the column's type to the one it has. Then `pg_statistic` is rewritten too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from accounts.sweeping.trying import tried

# A table is locked while it is written anew, so nobody is to wait behind us for long.
PATIENCE = "1s"
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
    with _unhurried():
        done = [tried(table.strip('"'), *_anew(table, key)) for table, key in _rows(TABLES)]
        done += [
            tried(
                f"statistics of {table}", f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}"
            )
            for table, column, kind in _rows(STALE)
        ]
        done += [tried(name, f"VACUUM (FULL, VERBOSE) {name}") for name in KEPT_FOR_THE_PLANNER]
        done.append(tried("log", "SELECT pg_switch_wal()", "CHECKPOINT"))
    return done.count(False)


def _anew(table: str, key: str | None) -> tuple[str, str]:
    written = f"CLUSTER (VERBOSE) {table} USING {key}" if key else f"VACUUM (FULL, VERBOSE) {table}"
    return written, f"ANALYZE {table}"


def _rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[tuple[str, ...]] = cursor.fetchall()
    return found


@contextmanager
def _unhurried() -> Iterator[None]:
    """Take the time it takes, but give way to whoever has a table in use."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = 0; SET lock_timeout = '{PATIENCE}'")
        try:
            yield
        finally:
            cursor.execute("RESET statement_timeout; RESET lock_timeout")
