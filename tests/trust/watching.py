"""A year of a circle that is watched: who a voice could be after one, two and four answers.

The watcher knows of each of a hundred people in which hours they were online, every text of the
thread with its time, and the rule by which anonymous answers come out. What is left after each
answer is whoever was online in time for all of them. Everything is drawn by lot, and the same each
time (seeded); rules are compared on the same people, texts and answers.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from forum import batches

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PEOPLE, VOICES, ANSWERS = 100, 400, 4
BEGIN = datetime(2027, 1, 4, tzinfo=STOCKHOLM)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = [*range(7, 17)] * 4 + [6, *range(17, 22)]  # four visits of five between seven and five

type Moments = list[datetime]
type Rule = Callable[[datetime, datetime], tuple[datetime, datetime]]


@dataclass(frozen=True)
class Left:
    """How many are left: half of all voices have `median` at most, one in ten `tenth`."""

    median: int
    tenth: int

    def __str__(self) -> str:
        return f"{self.median} ({self.tenth})"


def hourly(sent: datetime, _newest: datetime) -> tuple[datetime, datetime]:
    """The next full hour: it was sent in the hour before."""
    begun = sent.replace(minute=0, second=0)
    return begun, begun + HOUR


def every_morning(sent: datetime, newest: datetime) -> tuple[datetime, datetime]:
    """The next morning at five: it was sent since the morning before, and after the text."""
    out = five(batches.next_morning(sent))
    return max(newest, out - DAY), out


def twice_a_week(sent: datetime, newest: datetime) -> tuple[datetime, datetime]:
    """The rule of T8: since the text, or since the batch before, whichever came last."""
    batch = batches.answer_batch(sent, newest)
    if batch == batches.answer_batch(newest, newest):
        return newest, five(batch)
    return five(batches.last_batch(five(batch - DAY))), five(batch)


RULES: dict[str, Rule] = {
    "hourly": hourly,
    "every morning": every_morning,
    "Mondays and Thursdays": twice_a_week,
}


def five(day: object) -> datetime:
    """05:00 of a date."""
    return datetime.combine(day, time(5), STOCKHOLM)  # type: ignore[arg-type]


def visits(lot: Random) -> list[Moments]:
    """When each of the people was online in the year: some nearly daily, some twice a month."""
    return [sorted(one_year(lot, lot.uniform(0.08, 0.8))) for _person in range(PEOPLE)]


def one_year(lot: Random, daily: float) -> Iterator[datetime]:
    """The visits of somebody who looks in with a likelihood each working day."""
    for number in range(365):
        day = BEGIN + number * DAY
        likely = daily if day.weekday() < batches.SATURDAY else daily / 8
        if lot.random() < likely:
            for _visit in range(lot.choice((1, 1, 2, 3))):
                yield day.replace(hour=lot.choice(HOURS), minute=lot.randrange(60))


def watched() -> dict[str, dict[int, Left]]:
    """By rule and number of answers, how many a voice could still be."""
    lot = Random(2027)
    people = visits(lot)
    found: dict[str, dict[int, list[int]]] = {name: {} for name in RULES}
    for _voice in range(VOICES):
        telling = lot.choice(people)
        exchange = list(answers(lot, telling))
        for name, rule in RULES.items():
            for number, left in enumerate(candidates(people, exchange, rule), 1):
                found[name].setdefault(number, []).append(left)
    return {name: {n: told(found[name][n]) for n in (1, 2, ANSWERS)} for name in RULES}


def answers(lot: Random, telling: Moments) -> Iterator[tuple[datetime, datetime]]:
    """Texts somebody answers, each at their next visit: when the text came, and the answer."""
    moment = BEGIN + lot.randrange(200) * DAY
    for _answer in range(ANSWERS):
        text = written(lot, moment)
        seen = bisect_left(telling, text)
        if seen == len(telling):
            return
        yield text, telling[seen]
        moment = telling[seen] + lot.randint(4, 14) * DAY


def written(lot: Random, moment: datetime) -> datetime:
    """A moment of a working day, on or after another."""
    day = moment + max(0, moment.weekday() - 4) * DAY
    while day.weekday() >= batches.SATURDAY:
        day += DAY
    return day.replace(hour=lot.choice(HOURS), minute=lot.randrange(60))


def candidates(
    people: list[Moments], exchange: list[tuple[datetime, datetime]], rule: Rule
) -> Iterator[int]:
    """How many were online in time for all answers, after each of them."""
    left = set(range(len(people)))
    for text, sent in exchange:
        since, out = rule(sent, text)
        left = {one for one in left if is_between(people[one], since, out)}
        yield len(left)


def is_between(moments: Moments, since: datetime, out: datetime) -> bool:
    """Tell whether somebody was online then."""
    first = bisect_left(moments, since)
    return first < len(moments) and moments[first] < out


def told(numbers: list[int]) -> Left:
    """The figures of one number of answers."""
    return Left(int(median(numbers)), int(quantiles(numbers, n=10)[0]))


def table(found: dict[str, dict[int, Left]]) -> str:
    """The figures as docs/trust.md shows them."""
    rows = [f"| {name} | {' | '.join(map(str, left.values()))} |" for name, left in found.items()]
    return "\n".join(rows)
