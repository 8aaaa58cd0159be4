"""The desk's year as a drawing: where bars, points and scales stand, in whole units of an SVG.

Two panels above the same months, since decisions and hours share no scale: a second axis on the
other side would make them cross where nothing happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil

from forum.moderation.figures import Period

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT = 52, 712
UPPER = (36, 196)  # top and bottom of the panel of decisions
LOWER = (252, 352)  # and of the panel of hours
LINES = 4  # at most so many lines of a scale above nothing


@dataclass(frozen=True, slots=True)
class Mark:
    """A month's bar or point: its middle, its top, and what it stands for."""

    month: date
    x: int
    y: int
    value: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Marks above a scale; `lines` are the heights of its lines with what they stand for."""

    marks: list[Mark]
    lines: list[tuple[int, int]]
    bottom: int

    @property
    def paths(self) -> list[str]:
        """The points of each unbroken line; a month without a mark breaks it."""
        numbered = enumerate(self.marks)
        runs = groupby(numbered, key=lambda pair: _months(pair[1].month) - pair[0])
        return [" ".join(f"{mark.x},{mark.y}" for _n, mark in run) for _start, run in runs]


@dataclass(frozen=True, slots=True)
class Chart:
    """Both panels, and the months below them with the middle of each."""

    decided: Panel
    hours: Panel
    months: list[tuple[int, date]]
    bar: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def chart(months: Mapping[date, Period]) -> Chart:
    """Draw the decisions of each month, and the median of the hours until they were taken."""
    room = (RIGHT - LEFT) // len(months)
    middles = {month: LEFT + room * n + room // 2 for n, month in enumerate(months)}
    decided = {month: float(one.decided) for month, one in months.items()}
    hours = {month: one.hours.median for month, one in months.items() if one.hours}
    return Chart(
        decided=panel(decided, middles, *UPPER),
        hours=panel(hours, middles, *LOWER),
        months=[(x, month) for month, x in middles.items()],
        bar=room * 2 // 3,
    )


def panel(values: Mapping[date, float], middles: Mapping[date, int], top: int, end: int) -> Panel:
    """Set values above a scale that begins at nothing."""
    step = step_for(max(values.values(), default=0))
    count = max(1, ceil(max(values.values(), default=0) / step))

    def height(value: float) -> int:
        return round(end - (end - top) * value / (step * count))

    marks = [Mark(month, middles[month], height(value), value) for month, value in values.items()]
    return Panel(marks, [(height(step * n), step * n) for n in range(count + 1)], end)


def step_for(largest: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … by which a few lines reach the largest value."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * LINES >= largest:
                return step
        power *= 10


def _months(day: date) -> int:
    return day.year * 12 + day.month
