"""What is proposed, as JSON keeps it: the arguments of a verb, put down and taken up again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

READINGS = "readings"  # of a follow-up: rows of their own, by the measurement's id


class Change(NamedTuple):
    """What somebody wants done: `act` is one of Proposal.Act, to the text or to a kind of part."""

    act: str
    fields: dict[str, Any]
    kind: str = ""
    part: UUID | None = None


def kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as JSON: things by their ids, figures and days as text."""
    return {name: plain(value) for name, value in fields.items()}


def plain(value: Any) -> Any:
    """One value as JSON; of several things named at once the order means nothing."""
    match value:
        case models.Model():
            return plain(value.pk)
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple() | models.QuerySet():
            return sorted(plain(one) for one in value)
        case Decimal() | UUID():
            return str(value)
        case date():
            return value.isoformat()
    return value


def restored(model: type[models.Model], contents: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments for the verbs of `model` again, as `kept` put them down."""
    return dict(_restored(model, name, value) for name, value in contents.items())


def _restored(model: type[models.Model], name: str, value: Any) -> tuple[str, Any]:
    if name == READINGS:
        return name, {UUID(key): Decimal(one) for key, one in value.items()}
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        return name, list(standing(field.related_model, value))
    return field.attname, field.to_python(value)


def standing(model: Any, keys: list[str]) -> Any:
    """Those of the things named that are still there."""
    return model._base_manager.filter(pk__in=keys)


def as_it_stands(item: models.Model, name: str) -> Any:
    """What a field of an item holds now, as `kept` would put it down."""
    field: Any = item._meta.get_field(name)
    if field.many_to_many:
        return plain(list(getattr(item, name).order_by().values_list("pk", flat=True)))
    return plain(getattr(item, field.attname))


def digest(value: Any) -> str:
    """A short digest of a value, to notice that it has become another one."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(written.encode(), digest_size=16).hexdigest()
