"""Everything that could differ by chance held fixed: clock, randomness, counters, files, caches."""

import gc
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import _lru_cache_wrapper, lru_cache
from itertools import count
from typing import Any
from unittest.mock import patch
from uuid import UUID

import time_machine
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection
from django.tasks import task_backends
from django.test import override_settings
from django.utils import translation

from accounts import counters
from accounts.counters import store
from accounts.prepared import FRESH
from api import authentication
from tests import factories

START = datetime(2026, 11, 18, 9, tzinfo=UTC)  # a Wednesday
FIXED: dict[str, Any] = {
    "LIMITS_PATH": ":memory:",  # the counters' file is shared by all processes of the tests
    "SESSION_COOKIE_AGE": 400 * 24 * 3600,  # a script goes on for weeks
}

# An open connection, and sessions, which are the same in both worlds and known from the start.
STAYING = (store.__name__, authentication.__name__)


class Draws:
    """Stands in for the operating system's randomness; drawn anew from a name at each step.

    An extra draw therefore shifts what follows in its step only, and the first difference reported
    is the one that matters.
    """

    def __init__(self) -> None:
        self._source = random.Random(0)

    def begin(self, *names: object) -> None:
        """Start the draws of a step."""
        self._source = random.Random(repr(names))
        random.seed(repr(names))

    def __call__(self, size: int) -> bytes:
        """So many bytes."""
        return self._source.randbytes(size)


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, traveller: Any) -> None:
        self._traveller = traveller
        self.hour = START

    def next_hour(self) -> None:
        """Go to the next full hour."""
        self.move(self.hour + timedelta(hours=1))

    def move(self, hour: datetime) -> None:
        """Go to an hour."""
        self.hour = hour
        self._traveller.move_to(hour)

    def past(self, minutes: int) -> None:
        """Go to so many minutes past the hour."""
        self._traveller.move_to(self.hour + timedelta(minutes=minutes))


@contextmanager
def still() -> Iterator[tuple[Draws, Clock]]:
    """Hold the world still; what was written to queue, mailbox and caches before is gone."""
    draws = Draws()
    draws.begin("world")
    with ExitStack() as held:
        held.enter_context(patch.object(os, "urandom", draws))
        held.enter_context(patch.object(random, "_urandom", draws))  # what `secrets` draws from
        held.enter_context(patch.dict(FRESH, stand_ins()))
        held.enter_context(patch.object(factories, "_number", count(1)))
        storages = {name: {**one} for name, one in settings.STORAGES.items()}
        held.enter_context(override_settings(STORAGES=storages, **FIXED))  # a new, empty storage
        held.enter_context(translation.override("sv"))
        traveller = held.enter_context(time_machine.travel(START, tick=False))
        forget()
        yield draws, Clock(traveller)


def stand_ins() -> dict[Any, Callable[[], Any]]:
    """Stand-ins for prepared SQL that draw nothing: a text is written in the first world only."""
    numbers = count(1)
    return {
        UUID: lambda: UUID(int=next(numbers) + (4 << 76)),
        str: lambda: f"stand-in {next(numbers)}",
    }


@lru_cache
def remembering() -> list[Any]:
    """The project's own functions that remember their answers."""
    ours = ("accounts", "api", "forum")
    kept = (one for one in gc.get_objects() if type(one) is _lru_cache_wrapper)
    found = [one for one in kept if one.__module__.partition(".")[0] in ours]
    return [one for one in found if one.__module__ not in STAYING]


def forget() -> None:
    """Empty what outlives a rolled-back transaction."""
    cache.clear()
    for function in remembering():
        function.cache_clear()
    ContentType.objects.clear_cache()
    queue: Any = task_backends["default"]
    queue.clear()
    mail.outbox = []
    counters.clear()
    opened: Any = store.current()
    opened._swept = 0.0
    rewind()


def rewind() -> None:
    """Let sequences go on after the last row; rolling back does not do it on PostgreSQL."""
    models = connection.introspection.installed_models(connection.introspection.table_names())
    statements = connection.ops.sequence_reset_sql(no_style(), sorted(models, key=str))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
