"""Whether a new anonymous voice may begin: three a person and day, nowhere it is stopped (T14).

Voices are counted beside the database under the key of the day, which is random and gone with it.
The number stands in no header, in no `may` and in nothing about oneself; only the refusal says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from accounts import counters
from accounts.models import Circle
from forum.errors import NoNewVoices, VoicesSpent

MOST: Final = 3  # stories and answers together; sock puppets need more (leaks 70)
DAY_SECONDS: Final = 86_400


@contextmanager
def one_more(user_id: UUID | None) -> Iterator[None]:
    """Count one new voice of a person around what begins it; what fails is not counted.

    A day is one of UTC, as the key is. Raises VoicesSpent, and CountersUnavailable.
    """
    name = counters.keyed("new voice", str(user_id))
    number, _ends = counters.hit(name, DAY_SECONDS)
    try:
        refuse_more_than(MOST, number)
        yield
    except BaseException:
        counters.give_back(name)
        raise


def refuse_more_than(most: int, number: int) -> None:
    """Raise VoicesSpent for one voice too many."""
    if number > most:
        raise VoicesSpent


def refuse_stopped(thread: Any) -> None:
    """Raise NoNewVoices where a moderator has stopped new voices, in the thread or its circle."""
    circle = thread.place.circle
    if is_stopped(thread.voices_stopped_until) or (
        circle and is_stopped(circle.voices_stopped_until)
    ):
        raise NoNewVoices


def refuse_stopped_in(circle_id: UUID) -> None:
    """The same for a story that is about to begin in a circle."""
    if Circle.objects.filter(pk=circle_id, voices_stopped_until__gt=timezone.now()).exists():
        raise NoNewVoices


def is_stopped(until: datetime | None) -> bool:
    """Tell whether the time set by a moderator still runs."""
    return until is not None and timezone.now() < until
