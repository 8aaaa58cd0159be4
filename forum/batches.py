"""When the anonymous come out: Mondays and Thursdays, by date and by nothing else (T8).

Everything here is a function of a moment and knows no row. No rule counts who waits: one person
can be two voices, and an attacker can be one of them. Days are those of Stockholm. Public holidays
in the middle of a week count as working days: the date an answer is promised must not depend on
which version of a holiday table is installed.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

MONDAY, THURSDAY, SATURDAY = 0, 3, 5
DAYS: Final = (MONDAY, THURSDAY)
HOUR: Final = time(5)  # before work begins; the queue of whoever checks is renewed then, too
DAY: Final = timedelta(days=1)
# The time of what is anonymous and not out: none. A column that lists are sorted by holds no NULL.
NOT_OUT: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(day: date) -> datetime:
    """A date as a column for moments keeps it: the midnight it begins with."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def last_morning(moment: datetime) -> date:
    """The day of the last 05:00: what was sent before it lies in the queue of whoever checks."""
    here = timezone.localtime(moment, timezone.get_default_timezone())
    return here.date() if here.time() >= HOUR else here.date() - DAY


def next_morning(moment: datetime) -> date:
    """The day of the first 05:00 to come, on which what is sent now can first be seen to wait."""
    return last_morning(moment) + DAY


def last_batch(moment: datetime) -> date:
    """The date of the last batch: what is due by it comes out, whenever somebody looks."""
    day = last_morning(moment)
    while day.weekday() not in DAYS:
        day -= DAY
    return day


def next_batch(moment: datetime) -> date:
    """The date of the first batch to come."""
    return _first(next_morning(moment))


def story_batch(moment: datetime, earliest: date | None = None) -> date:
    """The Monday to come, and none before the day the teller asked for."""
    day = max(next_morning(moment), earliest or date.min)
    return day + -day.weekday() % 7 * DAY


def answer_batch(sent: datetime, newest: datetime) -> date:
    """The batch of an answer sent now, where `newest` is the newest text of its thread.

    The first to come that has a whole working day, Monday to Friday, between that text and itself:
    everybody who was there in a whole day could have answered.
    """
    day = timezone.localtime(newest, timezone.get_default_timezone()).date() + DAY
    while day.weekday() >= SATURDAY:
        day += DAY
    return _first(max(day + DAY, next_morning(sent)))


def _first(day: date) -> date:
    """The first batch on or after a day."""
    while day.weekday() not in DAYS:
        day += DAY
    return day
