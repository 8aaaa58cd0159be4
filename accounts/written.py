"""Rows of hot paths written by statements whose SQL Django writes once, as `accounts.prepared`.

For plain columns only: nothing the database computes, no parents, no signals. Building and
compiling its two statements was a fifth of what posting a comment took.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.db import DatabaseError, connection, models
from django.db.models.sql import InsertQuery, UpdateQuery

from accounts.prepared import NotPreparable


def insert(row: models.Model) -> None:
    """Insert a new row, as `save(force_insert=True)` does.

    Raises NotPreparable for a model with a column the database computes.
    """
    fields = row._meta.local_concrete_fields
    _run(_insertion(type(row), connection.vendor), _values(row, fields, adding=True))
    row._state.adding = False


def update(row: models.Model, *names: str) -> None:
    """Write some columns of a row, as `save(update_fields=names)`; DatabaseError if it is gone."""
    fields = [row._meta.get_field(name) for name in names]
    values = [*_values(row, fields), *_values(row, [row._meta.pk])]
    if _run(_change(type(row), names, connection.vendor), values) != 1:
        raise DatabaseError(f"{row._meta.label} {row.pk} is gone")


def _run(sql: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _values(row: models.Model, fields: Iterable[Any], *, adding: bool = False) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, adding), connection) for field in fields]


@cache
def _insertion(model: type[models.Model], _vendor: str) -> str:
    fields = model._meta.local_concrete_fields
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    sql: str
    [(sql, parameters)] = query.get_compiler(connection=connection).as_sql()
    if len(parameters) != len(fields):
        raise NotPreparable(sql)
    return sql


@cache
def _change(model: type[models.Model], names: tuple[str, ...], _vendor: str) -> str:
    sample = model()
    query = cast("UpdateQuery", model._base_manager.filter(pk=sample.pk).query.chain(UpdateQuery))
    columns: list[Any] = [
        (model._meta.get_field(name), None, getattr(sample, name)) for name in names
    ]
    query.add_update_fields(columns)
    return str(query.get_compiler(connection=connection).as_sql()[0])
