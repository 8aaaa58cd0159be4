"""Measured values as columns: exact on both databases, to the last of eighteen digits."""

from decimal import Decimal
from typing import Any

from django.db import models

DIGITS, PLACES = 18, 6
STEP = Decimal(1).scaleb(-PLACES)


class AmountField(models.DecimalField[Any, Any]):
    """A decimal of twelve digits before the point and six after it.

    SQLite has no decimals: Django's own column is a binary fraction there, in which
    1234567890.123456 becomes 1234567890.12346. Ours is text there, compared and ordered as numbers
    by the collation `decimal` of `config.sqlite`; whatever SQL computes from it is a binary
    fraction as before. PostgreSQL has its numeric column as ever.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "max_digits": DIGITS, "decimal_places": PLACES})

    def deconstruct(self) -> Any:
        """What a migration needs to know: the digits are always the same."""
        name, path, args, options = super().deconstruct()
        del options["max_digits"], options["decimal_places"]
        return name, path, args, options

    def get_internal_type(self) -> str:
        """A kind of its own, which Django reads and casts nowhere as a binary fraction."""
        return "AmountField"

    def db_type(self, connection: Any) -> str | None:
        """Text on SQLite, numeric elsewhere."""
        if connection.vendor == "sqlite":
            return "text"
        return models.DecimalField(max_digits=DIGITS, decimal_places=PLACES).db_type(connection)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """The column's type, and how SQLite compares it."""
        compared = {"collation": "decimal"} if connection.vendor == "sqlite" else {}
        return super().db_parameters(connection) | compared

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Decimal | None:
        """The value as it was written; of what SQLite computes, as far as the places go."""
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value)).quantize(STEP)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The value with all its places, and nought without a sign."""
        if isinstance(value, Decimal) and not value:
            value = abs(value)
        return super().get_db_prep_value(value, connection, prepared)


def signless_zero(value: Decimal) -> Decimal:
    """The value, with nought as `0` and never as `-0`, which arithmetic and rounding can give."""
    return value if value else abs(value)
