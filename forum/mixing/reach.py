"""Which tables are reached from what is anonymous, found from the schema and listed nowhere."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from forum.models import Persona

type Model = type[models.Model]


@cache
def reached() -> tuple[Model, ...]:
    """Every model whose rows an anonymous row leads to, by name; their tables are mixed together.

    Keys are followed both ways, from the anonymous voices on: to what a row points at, and to what
    points at it. The walk ends at people, companies and circles: they are there whatever anybody
    tells, and what hangs on them alone is reached from no anonymous row. Some tables name a row by
    its bare id, so that they can outlive it; those of the forum are reached too.
    """
    forum = apps.get_app_config("forum")
    found: set[Model] = set()
    open_ends: list[Model] = [Persona, *filter(_names_a_row, forum.get_models())]
    while open_ends:
        model = open_ends.pop()
        found.add(model)
        if model._meta.app_label == forum.label:
            open_ends.extend(neighbours(model) - found)
    return tuple(sorted(found, key=lambda model: model._meta.label))


def neighbours(model: Model) -> set[Model]:
    """The models one key away, either way; the tables Django makes for links are among them."""
    fields = model._meta.get_fields(include_hidden=True)
    found: set[Any] = {field.related_model for field in fields}
    return found - {None}


def _names_a_row(model: Model) -> bool:
    """Tell whether a column holds an id without being a key."""
    plain = [field for field in model._meta.concrete_fields if not field.is_relation]
    return any(isinstance(field, models.UUIDField) and not field.primary_key for field in plain)
