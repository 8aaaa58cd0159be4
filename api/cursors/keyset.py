"""Keyset paging: page 5,000 costs what page 1 costs, in both directions, without a COUNT."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.prepared import Prepared
from api.cursors.codec import BadCursor, Position, codec
from api.problems.document import Fault, Refusal

PAGE_SIZE = 20
LARGEST_PAGE = 100
FORWARD, BACKWARD = 0, 1

# Row is a model instance, a dict of .values() or a tuple of .values_list().
type Row = Any


@dataclass(frozen=True)
class KeysetPage:
    """One page in reading order, with absolute links to its neighbours (None where none is)."""

    rows: list[Row]
    next: str | None
    previous: str | None


class PreparedList:
    """A list of a hot path: `build(**values)` gives its queryset, of `values_list(*columns)`.

    Its SQL is kept for each shape of the values and each kind of page (accounts/prepared.py).
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], columns: Sequence[str]) -> None:
        self.columns = columns
        self._prepared = Prepared(
            lambda step, limit, *, position, **values: _page(build(**values), step, position, limit)
        )

    def of(self, **values: Any) -> "AskedList":
        """The list for these values, for `paginate`."""
        return AskedList(self, values)

    def page(
        self, step: Sequence[str], position: Sequence[Position], limit: int, values: dict[str, Any]
    ) -> list[Row]:
        """So many rows from the position on."""
        return self._prepared.rows(tuple(step), limit, position=tuple(position), **values)


@dataclass(frozen=True)
class AskedList:
    """A prepared list with the values it is asked for."""

    prepared: PreparedList
    values: dict[str, Any]


def paginate(
    queryset: QuerySet[Any, Any] | AskedList,
    *,
    order: Sequence[str],
    request: HttpRequest,
    bound_to: str,
    start: Sequence[Position] = (),
) -> KeysetPage:
    """The page of `queryset` that the request's `cursor` and `page_size` ask for.

    `order` names non-null fields or annotations, minus for descending, the last one unique; rows of
    `.values()` or `.values_list()` must contain them. `start` is a position in front of every row,
    for a list whose first page would else be planned unlike the others. Raises BadCursor, or
    Refusal `invalid_parameter` for a bad page size.
    """
    size = page_size(request)
    token = request.GET.get("cursor")
    direction, position = _start(token, len(order), bound_to) if token else (FORWARD, [])
    step = [_reversed(name) for name in order] if direction else list(order)
    found = _found(queryset, step, position or ([] if direction else [*start]), size + 1)
    rows, more = found[:size], len(found) > size
    if direction:
        rows.reverse()
    link = _Links(request, bound_to, _reader_of_positions(queryset, order))
    before, behind = (more, True) if direction else (bool(position), more)
    return KeysetPage(
        rows,
        next=link.to(FORWARD, rows[-1]) if rows and behind else None,
        previous=link.to(BACKWARD, rows[0]) if rows and before else None,
    )


def _found(
    rows: QuerySet[Any, Any] | AskedList, step: list[str], position: list[Position], limit: int
) -> list[Row]:
    if isinstance(rows, AskedList):
        return rows.prepared.page(step, position, limit, rows.values)
    return list(_page(rows, step, position, limit))


def _page(
    rows: QuerySet[Any, Any], step: Sequence[str], position: Sequence[Position], limit: int
) -> QuerySet[Any, Any]:
    chosen = after(rows, step, position) if position else rows
    return chosen.order_by(*step)[:limit]


def page_size(request: HttpRequest) -> int:
    """The number of rows asked for: 1 to 100, 20 when not said."""
    text = request.GET.get("page_size", str(PAGE_SIZE))
    if len(text) <= 3 and text.isascii() and text.isdigit() and 1 <= int(text) <= LARGEST_PAGE:
        return int(text)
    detail = _("The page size is a whole number from 1 to 100.")
    raise Refusal("invalid_parameter", errors=[Fault(None, "range", detail, "page_size")])


def after(
    queryset: QuerySet[Any, Any], order: Sequence[str], position: Sequence[Position]
) -> QuerySet[Any, Any]:
    """The rows that follow `position` in `order`, found through the index on both databases.

    One direction for all columns becomes a row-value comparison (SQLite and PostgreSQL both turn it
    into an index range, even where thousands of rows share the first column). Mixed directions
    become the chain `a < x OR (a = x AND b > y)`, with `a <= x` beside it to bound the scan.
    """
    names = [name.removeprefix("-") for name in order]
    descending = [name.startswith("-") for name in order]
    if len(set(descending)) > 1:
        return queryset.filter(_chain(names, descending, position))
    if len(names) == 1:
        return queryset.filter(_beyond(names[0], descending[0], position[0]))
    lookup = TupleLessThan if descending[0] else TupleGreaterThan
    return queryset.filter(lookup(Tuple(*(F(name) for name in names)), tuple(position)))


def _chain(names: list[str], descending: list[bool], position: Sequence[Position]) -> Q:
    chain, ties = Q(), Q()
    for name, down, value in zip(names, descending, position, strict=True):
        chain |= ties & _beyond(name, down, value)
        ties &= Q(**{name: value})
    bound = "lte" if descending[0] else "gte"
    return Q(**{f"{names[0]}__{bound}": position[0]}) & chain


def _beyond(name: str, descending: bool, value: Position) -> Q:
    return Q(**{f"{name}__{'lt' if descending else 'gt'}": value})


def _reversed(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _start(token: str, columns: int, bound_to: str) -> tuple[int, list[Position]]:
    """Direction and position of a cursor of ours; one of another shape of list is not ours."""
    direction, *position = codec().decode(token, bound_to=bound_to)
    if not isinstance(direction, int) or len(position) != columns:
        raise BadCursor
    return direction, position


class _Places:
    """Reads a row's position, whatever kind of row the queryset yields."""

    def __init__(self, names: list[str], columns: Sequence[str]) -> None:
        self.names = names
        self.columns = columns

    def of(self, row: Row) -> list[Position]:
        if isinstance(row, dict):
            return [row[name] for name in self.names]
        if isinstance(row, tuple):
            return [row[self.columns.index(name)] for name in self.names]
        return [_follow(row, name) for name in self.names]


def _follow(row: Row, name: str) -> Position:
    for part in name.split("__"):
        row = getattr(row, part)
    value: Position = row
    return value


def _reader_of_positions(queryset: QuerySet[Any, Any] | AskedList, order: Sequence[str]) -> _Places:
    if isinstance(queryset, AskedList):
        columns = list(queryset.prepared.columns)
    else:
        columns = [str(name) for name in getattr(queryset, "_fields", None) or ()]
    return _Places([name.removeprefix("-") for name in order], columns)


class _Links:
    """Absolute links that keep every other query parameter."""

    def __init__(self, request: HttpRequest, bound_to: str, places: _Places) -> None:
        self.request = request
        self.bound_to = bound_to
        self.places = places

    def to(self, direction: int, row: Row) -> str:
        position = [direction, *self.places.of(row)]
        token = codec().encode(position, bound_to=self.bound_to)
        kept = [
            (key, value)
            for key, values in self.request.GET.lists()
            if key != "cursor"
            for value in values
        ]
        query = urlencode([*kept, ("cursor", token)])
        return self.request.build_absolute_uri(f"{self.request.path}?{query}")
