"""Queries of hot paths whose SQL Django writes once and which are then asked with fresh values.

Building and compiling the list of stories costs ten times what SQLite takes to answer it, and the
SQL is the same for everybody who belongs to as many companies and circles. So a query is built
with stand-ins for its values, through the same `visible_to` as every other, and its SQL kept for
each shape of the values; afterwards only the parameters are filled in (docs/performance.md).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

type Row = tuple[Any, ...]
type Place = int | None  # which of the values fills a parameter; None for a constant

MOST_SHAPES = 500  # of one query; a forum has a few dozen, and whoever has more starts anew
_PLACEHOLDER = re.compile("%%|%s")
_numbers = count(1)


class NotPreparable(TypeError):
    """A value that a rule computes with, or of a kind that cannot be filled in afterwards."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters (constants, and places for values) and what its columns need."""

    sql: str
    constants: list[Any]
    places: list[Place]
    converters: list[tuple[int, Any, Any]]
    width: int | None  # columns asked for, where DISTINCT needs more to order by
    holds: bool  # rows until the transaction ends

    @property
    def fixed(self) -> tuple[Any, ...]:
        """What must not depend on the values."""
        return self.sql, self.constants, self.places

    def rows(self, values: Sequence[Any]) -> list[Row]:
        """Ask, and convert the columns as Django would."""
        if self.holds and not connection.in_atomic_block:
            raise TransactionManagementError("rows are held inside a transaction only")
        filled = [
            constant if place is None else adapted(values[place])
            for constant, place in zip(self.constants, self.places, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found: list[Row] = cursor.fetchall()
        if self.width is not None:
            found = [row[: self.width] for row in found]
        return [self._converted(row) for row in found] if self.converters else found

    def _converted(self, row: Row) -> Row:
        columns = list(row)
        for position, converters, expression in self.converters:
            for convert in converters:
                columns[position] = convert(columns[position], expression, connection)
        return tuple(columns)


class Prepared:
    """A query built by `build(*fixed, **values)`: a queryset of `values_list()`.

    `fixed` are part of the query, as a limit; values are UUIDs, texts, moments, None, tuples and
    sets of them, and a Reader. A rule may ask whether a value is there and how many there are, but
    not compute with it: the SQL is written twice, with different stand-ins, and must be the same
    both times, else NotPreparable is raised.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[Any, Statement | None] = {}

    def rows(self, *fixed: Any, **values: Any) -> list[Row]:
        """The rows for these values."""
        given = tuple(values.values())
        shape = (connection.vendor, fixed, *values, shape_of(given))
        try:
            statement = self._known[shape]
        except KeyError:
            statement = self._prepared(fixed, values)
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            self._known[shape] = statement
        return statement.rows(list(leaves(given))) if statement else []

    def _prepared(self, fixed: Row, values: dict[str, Any]) -> Statement | None:
        """The statement; None where no row can match, whatever the values."""
        try:
            first, second = self._written(fixed, values), self._written(fixed, values)
        except EmptyResultSet:
            return None
        if first.fixed != second.fixed:
            raise NotPreparable(first.sql)
        return first

    def _written(self, fixed: Row, values: dict[str, Any]) -> Statement:
        stand_ins = {name: stand_in(value) for name, value in values.items()}
        compiler = self._build(*fixed, **stand_ins).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        standing = [adapted(leaf) for leaf in leaves(tuple(stand_ins.values()))]
        if connection.vendor == "postgresql":
            sql, parameters = with_literals(sql, parameters, standing)
        places = [place_of(one, standing) for one in parameters]
        constants = [
            one if place is None else None for one, place in zip(parameters, places, strict=True)
        ]
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        found = compiler.get_converters(columns).items()
        converters = [
            (position, [quick(one) for one in needed], expression)
            for position, (needed, expression) in found
        ]
        width = compiler.col_count if compiler.has_extra_select else None
        holds = compiler.query.select_for_update
        return Statement(sql, constants, places, converters, width, holds)


def with_literals(
    sql: str, parameters: Sequence[Any], standing: list[Any]
) -> tuple[str, list[Any]]:
    """The statement with the rule's own constants written into it; values stay parameters.

    PostgreSQL plans a prepared statement anew for every call while a plan for the values at hand
    looks cheaper than one for any values. With `state = $1` the latter must guess how many rows
    are published, loses, and the list costs its planning each time: 235 requests a second instead
    of 622 with 30 drafts among 10,000 stories. With `state = 'published'` it knows, and keeps one
    plan. What a person chose is never written into a statement.
    """
    rest = iter(parameters)
    kept: list[Any] = []

    def filled(placeholder: re.Match[str]) -> str:
        if placeholder[0] == "%%":
            return "%%"
        value = next(rest)
        if place_of(value, standing) is None and isinstance(value, str | int):
            operations: Any = connection.ops
            literal: str = operations.compose_sql("%s", [value])
            return literal.replace("%", "%%")
        kept.append(value)
        return "%s"

    return _PLACEHOLDER.sub(filled, sql), kept


def columns_of(model: type[models.Model]) -> list[str]:
    """Every column of a model, as `made` needs them."""
    return [field.attname for field in model._meta.concrete_fields]


def made[M: models.Model](model: type[M], row: Sequence[Any]) -> M:
    """The instance of a row of `columns_of(model)`."""
    return model.from_db(DEFAULT_DB_ALIAS, columns_of(model), row)


def place_of(parameter: Any, standing: list[Any]) -> Place:
    """Which stand-in a parameter is, if any."""
    for place, one in enumerate(standing):
        if type(one) is type(parameter) and one == parameter:
            return place
    return None


def shape_of(value: Any) -> Any:
    """What the SQL may depend on: kind and number, never the value itself."""
    if is_dataclass(value):
        return tuple(shape_of(part) for part in parts_of(value))
    if isinstance(value, tuple):
        return tuple(shape_of(part) for part in value)
    if isinstance(value, frozenset):
        return frozenset, len(value)
    return type(value)


def parts_of(value: Any) -> Iterator[Any]:
    """The fields of a dataclass that a rule may ask, not copied as `astuple` would.

    Those that do not take part in comparing are left out. A rule that asks one of them all the
    same is refused: its stand-ins differ and have no place.
    """
    fields = value.__dataclass_fields__.values()
    return (getattr(value, field.name) for field in fields if field.compare)


def leaves(value: Any) -> Iterator[Any]:
    """The single values inside; those of a set in any order, which is all a set has."""
    if isinstance(value, tuple | frozenset):
        for part in value:
            yield from leaves(part)
    elif is_dataclass(value):
        yield from leaves(tuple(parts_of(value)))
    else:
        yield value


def stand_in(value: Any) -> Any:
    """Something of the same shape that occurs nowhere else; raises NotPreparable."""
    if isinstance(value, tuple | frozenset):
        return type(value)(stand_in(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = value.__dataclass_fields__
        return replace(value, **{name: stand_in(getattr(value, name)) for name in names})
    if value is None:
        return None
    if type(value) not in FRESH:
        raise NotPreparable(type(value).__name__)
    return FRESH[type(value)]()


FRESH: dict[type, Callable[[], Any]] = {
    UUID: uuid4,
    str: lambda: f"stand-in {uuid4()}",
    datetime: lambda: datetime(1900, 1, 1, tzinfo=UTC) + timedelta(seconds=next(_numbers)),
}


def quick(convert: Any) -> Any:
    """A converter of Django's, or one that gives the same for less.

    A hundred ids and twenty JSON texts stand in a page of a list, and Django's ways of reading them
    were a tenth of its time.
    """
    if getattr(convert, "__name__", "") == "convert_uuidfield_value":
        return known_uuid
    function = getattr(convert, "__func__", None)
    return plain_json if function is models.JSONField.from_db_value else convert


def known_uuid(value: str | None, _expression: Any, _connection: Any) -> UUID | None:
    """SQLite's 32 digits as a UUID; those of companies and circles come again and again."""
    return uuid_of(value) if value is not None else None


@lru_cache(maxsize=10_000)
def uuid_of(digits: str) -> UUID:
    """32 digits, with or without hyphens, as a UUID."""
    return UUID(digits)


def plain_json(value: str | None, _expression: Any, _connection: Any) -> Any:
    """JSON as it is stored; nothing prepared asks for a key inside."""
    return orjson.loads(value) if value is not None else None


def adapted(value: Any) -> Any:
    """A single value as the database's driver takes it, as the fields of such values say."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
