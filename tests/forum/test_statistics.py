"""What everybody may know of moderation gives no company away (T15)."""

from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.moderation.statistics import Cell, rounded, told

COMPANIES = [UUID(int=number) for number in range(8)]
MEASURES = ("hide", "mask", "warn")
REASONS = ("spam", "abuse", "untrue")

# One decision of a quarter: what, why, and the company it concerns (None for the anonymous).
type Row = tuple[str, str, UUID | None]
ONE = st.tuples(
    st.sampled_from(MEASURES), st.sampled_from(REASONS), st.sampled_from([*COMPANIES, None])
)


def crowded(seed: int) -> list[Row]:
    """A quarter of so many decisions that some are told and others are not."""
    random = Random(seed)
    return [
        (
            random.choices(MEASURES, [9, 3, 1])[0],
            random.choices(REASONS, [9, 3, 1])[0],
            random.choices([*COMPANIES, None], range(1, 10))[0],
        )
        for _number in range(random.randrange(20, 90))
    ]


ROWS = st.lists(ONE, max_size=30) | st.integers().map(crowded)


def margin(rows: list[Row], key: int) -> dict[str, Cell]:
    """The cells of a quarter by measure (0) or reason (1)."""
    names = (MEASURES, REASONS)[key]
    chosen = {name: [one for one in rows if one[key] == name] for name in names}
    return {
        name: Cell(len(found), frozenset(one[2] for one in found if one[2]))
        for name, found in chosen.items()
    }


@given(ROWS)
def test_what_is_told_concerns_five_companies_and_is_rounded(rows: list[Row]) -> None:
    for key in (0, 1):
        cells = margin(rows, key)
        for name, number in told(cells).items():
            if number is not None:
                assert len(cells[name].companies) >= 5
                assert number % 5 == 0
                assert 0 < number <= cells[name].count < number + 5


@given(ROWS)
def test_what_is_withheld_cannot_be_worked_out_of_the_other_row(rows: list[Row]) -> None:
    margins = [told(margin(rows, key)) for key in (0, 1)]
    if not any(number for shown in margins for number in shown.values()):
        return  # nothing is told from which to work anything out
    for key, shown in enumerate(margins):
        withheld = [one for one in rows if shown[one[:2][key]] is None]
        concerned = {one[2] for one in withheld} - {None}
        assert len(concerned) >= 5 or not withheld


@given(ROWS, st.sampled_from(COMPANIES))
def test_without_one_company_a_cell_of_five_falls_silent(rows: list[Row], gone: UUID) -> None:
    rest = [one for one in rows if one[2] != gone]
    for key in (0, 1):
        before, after = margin(rows, key), margin(rest, key)
        for name, cell in before.items():
            if gone in cell.companies and len(cell.companies) == 5:
                assert told(after)[name] is None


@given(ROWS)
def test_one_case_moves_a_number_by_a_whole_step_or_not_at_all(rows: list[Row]) -> None:
    cells = margin(rows, 0)
    for cell in cells.values():
        fewer = rounded(Cell(max(0, cell.count - 1), cell.companies))
        assert (rounded(cell) or 0) - (fewer or 0) in {0, 5}


@pytest.mark.parametrize("name", ["hide", "mask"])
def test_the_crowded_quarters_tell_something_and_withhold_something(name: str) -> None:
    found = [told(margin(crowded(seed), 0))[name] for seed in range(50)]

    assert None in found
    assert any(found)


@given(ROWS)
def test_the_order_of_things_changes_nothing(rows: list[Row]) -> None:
    assert told(margin(rows, 0)) == told(margin(list(reversed(rows)), 0))


def test_the_smallest_is_withheld_with_what_is_too_small() -> None:
    five = frozenset(COMPANIES[:5])
    cells = {
        "hide": Cell(30, five),
        "mask": Cell(11, five),
        "warn": Cell(9, frozenset(COMPANIES[7:])),
    }

    assert told(cells) == {"hide": 30, "mask": None, "warn": None}


def test_the_anonymous_count_as_cases_and_as_no_company() -> None:
    five = frozenset(COMPANIES[:5])

    assert rounded(Cell(40)) is None
    assert rounded(Cell(9, five)) == 5
    assert told({"hide": Cell(9, five), "warn": Cell(40)}) == {"hide": None, "warn": None}
