"""Who will be able to read a story (T13), found by the very rule that lets them (T1).

The rule is a condition for the database; here it is read in Python instead, once for every person,
so that five thousand of them cost two queries. A condition this module cannot read is refused,
never guessed.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from accounts.reader import NOBODY, Reader
from forum.models.reviewed import State
from forum.models.story import Story, readable_by

JOINED: dict[str, Callable[[Iterable[bool]], bool]] = {Q.AND: all, Q.OR: any}


class UnreadableRule(TypeError):
    """A condition that needs the database to be answered."""


@dataclass(frozen=True, slots=True)
class Readership:
    """Who can read: `everyone` without signing in, and of those who sign in `people`.

    `companies` are all that those people belong to; `moderators` moderate where the story is told
    (members of companies too); `appointed` read by appointment alone: coaches, editors.
    """

    everyone: bool
    people: frozenset[UUID]
    companies: frozenset[UUID]
    moderators: frozenset[UUID]
    appointed: frozenset[UUID]


def readership(story: Story) -> Readership:
    """Who will be able to read the story once it is published as it stands, its teller included.

    An audience asked for and not yet granted does not count.
    """
    told = as_published(story)
    readers = [one for one in Reader.of_everybody() if matches(readable_by(one), told)]
    moderating = [one for one in readers if told.is_moderated_by(one)]
    alone = [one for one in readers if one.circles and not one.companies]
    moderators = _ids(moderating)
    return Readership(
        everyone=matches(readable_by(NOBODY), told),
        people=_ids(readers),
        companies=frozenset().union(*(one.companies for one in readers)),
        moderators=moderators,
        appointed=_ids(alone) - moderators,
    )


def as_published(story: Story) -> Story:
    """A copy as it will stand when it is out; never to be saved."""
    told = copy(story)
    told.state, told.hidden_at = State.PUBLISHED, None
    return told


def matches(rule: Q, thing: models.Model) -> bool:
    """Tell whether the database would find `thing` by `rule`; raises UnreadableRule.

    Every part is read even when the first has decided, so that an unreadable one is always found.
    """
    if not rule.children or rule.connector not in JOINED:
        raise UnreadableRule(rule)
    held = [
        matches(part, thing) if isinstance(part, Q) else _holds(*_condition(part), thing)
        for part in rule.children
    ]
    return JOINED[rule.connector](held) != rule.negated


def _condition(part: Any) -> tuple[str, Any]:
    if not isinstance(part, tuple):
        raise UnreadableRule(part)
    return part


def _holds(asked: str, value: Any, thing: models.Model) -> bool:
    name, _, lookup = asked.partition("__")
    field = _column(type(thing), name)
    stored = getattr(thing, field.attname)
    if hasattr(value, "resolve_expression"):
        raise UnreadableRule(asked)
    if lookup in {"", "exact"}:
        return bool(stored == field.to_python(value))  # None is IS NULL, as in a filter
    if lookup == "in" and isinstance(value, frozenset | list | tuple):
        return stored is not None and stored in {field.to_python(one) for one in value}
    raise UnreadableRule(asked)


@lru_cache(maxsize=100)
def _column(model: type[models.Model], name: str) -> Any:
    field = model._meta.get_field(name)
    if not getattr(field, "column", None):
        raise UnreadableRule(name)
    return field


def _ids(readers: list[Reader]) -> frozenset[UUID]:
    return frozenset(one.user_id for one in readers if one.user_id)
