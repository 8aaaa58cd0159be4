"""Related rows read together with the row they belong to: one statement, whatever there is."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import (
    Aggregate,
    CharField,
    DecimalField,
    F,
    JSONField,
    QuerySet,
    StringAgg,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, JSONArray

# What JSON has no kind for, or the two databases write differently.
AS_TEXT: tuple[type, ...] = (DecimalField, UUIDField)


class Gathered(Aggregate):
    """The JSON array of all values; in no order, which SQLite aggregates have only since 3.44."""

    function = "JSONB_AGG"
    output_field: ClassVar[Any] = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The name SQLite has for it."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


def gathered(rows: QuerySet[Any], owner: str, columns: Sequence[str]) -> Subquery:
    """The columns of rows that share an `owner`, as JSON arrays; None where there are none."""
    whole = JSONArray(*(_as_json(rows, column) for column in columns))
    found = rows.order_by().values(owner).annotate(gathered=Gathered(whole)).values("gathered")
    return Subquery(found, output_field=JSONField())


def joined(rows: QuerySet[Any], column: str) -> Subquery:
    """The values of a column of related rows as one comma-separated text, read with the row."""
    texts = Cast(column, CharField())
    found = rows.order_by().annotate(all=StringAgg(texts, Value(","))).values("all")
    return Subquery(found, output_field=CharField())


def _as_json(rows: QuerySet[Any], column: str) -> Cast | F:
    _path, field, *_rest = rows.query.names_to_path(column.split("__"), rows.model._meta)
    return Cast(column, CharField()) if isinstance(field, AS_TEXT) else F(column)
