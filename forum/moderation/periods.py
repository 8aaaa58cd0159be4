"""Months and quarters as moderation counts them: by the calendar of the site's time zone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

type Rows = QuerySet[Any, Any]


def last_months(now: datetime, count: int) -> list[date]:
    """The first days of the last `count` months, the running one included, oldest first."""
    today = timezone.localtime(now).date()
    return [month_before(today, back) for back in reversed(range(count))]


def closed_quarters(now: datetime, count: int) -> list[date]:
    """The first days of the last `count` closed quarters, oldest first, and of the running one."""
    today = timezone.localtime(now).date()
    running = month_before(today, (today.month - 1) % 3)
    return [month_before(running, 3 * back) for back in reversed(range(count + 1))]


def month_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def placed(rows: Rows, column: str, starts: Sequence[date], end: datetime) -> Rows:
    """Rows from the first start to before `end`; `place` is the number of the period of each.

    Compared with the few moments at which periods begin, and not truncated row by row, for which
    SQLite would call Python each time.
    """
    moments = [midnight(day) for day in starts]
    latest_first = reversed(list(enumerate(moments)))
    begun = [When(**{f"{column}__gte": moment}, then=Value(n)) for n, moment in latest_first]
    inside = rows.filter(**{f"{column}__gte": moments[0], f"{column}__lt": end})
    found: Rows = inside.annotate(place=Case(*begun, output_field=IntegerField())).order_by()
    return found


def counted(rows: Rows, *keys: str) -> Counter[tuple[Any, ...]]:
    """How many of these rows there are of each period and keys."""
    groups = rows.values_list("place", *keys).annotate(number=Count("pk"))
    return Counter({tuple(group): number for *group, number in groups})
