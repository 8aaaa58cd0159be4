"""Writing rows anew in an order drawn by lot, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from forum.mixing.reach import Model, reached

PATIENCE = (
    "500ms"  # below PostgreSQL's deadlock_timeout: whoever is writing is never the one to stop
)
# A text is computed, so that it is stored anew: one taken over as it lies keeps its number.
ANEW = {
    "text": "{0} || ''",
    "varchar": "{0} || ''",
    "jsonb": "{0}::text::jsonb",
    "bytea": "{0} || ''",
}


@contextmanager
def mixed() -> Iterator[None]:
    """A transaction at whose end every row reached from what is anonymous is written anew.

    Readers are not held up; whoever writes waits for its end. Raises OperationalError where others
    do not end writing within half a second: the task comes again.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _hold()
        yield
        for model in mixable():
            _draw(model)


def mixable() -> tuple[Model, ...]:
    """The models reached, but for chains: whose key is a number has its order by intention."""
    keys: Any = models.IntegerField | models.AutoField
    return tuple(model for model in reached() if not isinstance(model._meta.pk, keys))


def _hold() -> None:
    """Hold all tables against writing at once: row after row, two in a hurry would embrace."""
    tables = ", ".join(map(_table, mixable()))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
        cursor.execute("SET LOCAL statement_timeout = 0")


def _draw(model: Model) -> None:
    drawn = ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL
    key = connection.ops.quote_name(_key(model))
    with connection.cursor() as cursor:
        cursor.execute(drawn.format(table=_table(model), key=key, anew=_anew(model)))


def _anew(model: Model) -> str:
    """What sets every column that can lie apart to itself, and the key where there is none."""
    columns = {str(field.column): _kind(field) for field in model._meta.concrete_fields}
    apart = {column: ANEW[kind] for column, kind in columns.items() if kind in ANEW}
    set_to = apart or {_key(model): "{0}"}
    quoted = {connection.ops.quote_name(column): value for column, value in set_to.items()}
    return ", ".join(f"{column} = {value.format(column)}" for column, value in quoted.items())


def _kind(field: models.Field[object, object]) -> str:
    return (field.db_type(connection) or "").partition("(")[0]


def _key(model: Model) -> str:
    return str(model._meta.pk.column)


def _table(model: Model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


# Up to 2^62, so that a row added next still gets the number behind the last.
ON_SQLITE = "UPDATE {table} SET rowid = random() & 4611686018427387903"
# Row by row, for in one statement the planner chooses the order. It runs inside the server.
ON_POSTGRESQL = """
DO $$
DECLARE
    drawn record;
BEGIN
    FOR drawn IN SELECT {key} AS key FROM {table} ORDER BY random() LOOP
        UPDATE {table} SET {anew} WHERE {key} = drawn.key;
    END LOOP;
END $$
"""
