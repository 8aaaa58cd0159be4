"""What everybody may know of moderation: totals of closed quarters, over five companies or more.

A number is told only where the cases behind it concern at least five companies (T15) and are five
or more, and then rounded down to a multiple of five: one more case, or one company that knows its
own, seldom moves it and never says by how much. Nor may what is withheld be worked out: the
numbers by measure and by reason add up to the same decisions, so what one row withholds would be
the difference. In each row the withheld are therefore none at all or themselves about five
companies; where they are not, the smallest number told is withheld as well.

What is anonymous counts as a case and as no company. A quarter is told when it is over, and what
happens in it is counted by when it happened, appeals by when they were heard: so no later decision
changes a number that somebody could compare with yesterday's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F

from forum.models import Appeal, Decision, Report
from forum.moderation.periods import Rows, closed_quarters, counted, midnight, placed
from forum.moderation.words import Measure, Reason

QUARTERS = 12
COMPANIES = 5  # T15
STEP = 5

type Told = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many there are of something, and the companies they concern."""

    count: int = 0
    companies: frozenset[UUID] = frozenset()

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.count + other.count, self.companies | other.companies)

    @property
    def is_told(self) -> bool:
        """Tell whether it is large enough to be told by itself."""
        return self.count >= STEP and len(self.companies) >= COMPANIES

    @property
    def may_be_inferred(self) -> bool:
        """Tell whether its number gives nobody away if it is worked out from others."""
        return self.count == 0 or len(self.companies) >= COMPANIES


@dataclass(frozen=True, slots=True)
class Quarter:
    """One closed quarter; None is a number that is not told, and may be nothing at all."""

    quarter: str
    reports: int | None
    decisions: Told
    reasons: Told
    appeals: int | None
    reversed: int | None


type Cells = Mapping[tuple[Any, ...], Cell]


def statistics(now: datetime) -> list[Quarter]:
    """The last twelve closed quarters, newest first, by six queries."""
    *starts, running = closed_quarters(now, QUARTERS)
    within = partial(placed, starts=starts, end=midnight(running))
    reports = within(Report.objects.all(), "reported_at")
    decisions = within(Decision.objects.all(), "decided_at")
    appeals = within(Appeal.objects.all(), "heard_at")
    # Of a decision on many cases an appeal concerns the one case that is the appellant's.
    own = appeals.filter(decision__rulings__author=F("author"))
    found = (
        cells(reports, reports, "case__company"),
        cells(decisions, decisions, "rulings__case__company", "measure", "reason"),
        cells(appeals, own, "decision__rulings__case__company", "outcome"),
    )
    return [
        quarter(start, *(of_place(place, one) for one in found))
        for place, start in reversed(list(enumerate(starts)))
    ]


def quarter(start: date, reports: Cells, decisions: Cells, appeals: Cells) -> Quarter:
    """What is told of one quarter, whose own the cells are."""
    heard = row(Appeal.Outcome, appeals, 0)
    return Quarter(
        quarter=f"{start.year}-Q{(start.month + 2) // 3}",
        reports=rounded(sum(reports.values(), Cell())),
        decisions=told(row(Measure, decisions, 0)),
        reasons=told(row(Reason, decisions, 1)),
        appeals=rounded(sum(appeals.values(), Cell())),
        reversed=told(heard)[Appeal.Outcome.REVERSED],
    )


# --- what may be told ------------------------------------------------------------------------
def told(cells: Mapping[str, Cell]) -> Told:
    """The numbers of a row, None for what is withheld."""
    open_ = [name for name, cell in cells.items() if cell.is_told]
    open_.sort(key=lambda name: (-cells[name].count, name))
    while open_ and not _rest(cells, open_).may_be_inferred:
        open_.pop()
    return {name: rounded(cell) if name in open_ else None for name, cell in cells.items()}


def rounded(cell: Cell) -> int | None:
    """A number as it is told, a multiple of five; None where it is not."""
    return cell.count - cell.count % STEP if cell.is_told else None


def _rest(cells: Mapping[str, Cell], names: list[str]) -> Cell:
    return sum((cell for name, cell in cells.items() if name not in names), Cell())


# --- from the database -----------------------------------------------------------------------
def cells(rows: Rows, concerning: Rows, company: str, *keys: str) -> Cells:
    """Rows and the companies they concern, by period and keys."""
    found: dict[tuple[Any, ...], set[UUID]] = defaultdict(set)
    named = concerning.values_list("place", *keys, company).distinct()
    for *group, one in named:
        if one is not None:
            found[tuple(group)].add(one)
    counts = counted(rows, *keys)
    return {group: Cell(number, frozenset(found[group])) for group, number in counts.items()}


def of_place(place: int, cells: Cells) -> Cells:
    """The cells of one period, by the other keys."""
    return {keys[1:]: cell for keys, cell in cells.items() if keys[0] == place}


def row(names: Iterable[str], cells: Cells, key: int) -> dict[str, Cell]:
    """The cells of a period summed up by one of their keys; empty ones where there are none."""
    sums = {str(name): Cell() for name in names}
    for keys, cell in cells.items():
        sums[keys[key]] += cell
    return sums
