"""What a measurement comes to: exact, aware of direction, not capped, and null when unknown."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.shapes.parts import plain
from forum.models.measurement import change, change_percent, progress

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
MAYBE = st.none() | VALUES
SIDES = st.sampled_from(["lower", "higher"])


def both(baseline: Decimal | None, result: Decimal | None, direction: str) -> list[Decimal | None]:
    """The change in minutes and in percent."""
    percent = change_percent(baseline, result, direction, "min")
    return [change(baseline, result, direction), percent]


def test_half_way_is_a_half() -> None:
    assert progress(Decimal(40), Decimal(20), Decimal(30), "lower") == Decimal("0.5")


def test_worse_than_before_is_below_zero_and_beyond_the_target_above_one() -> None:
    assert progress(Decimal(40), Decimal(20), Decimal(50), "lower") == Decimal("-0.5")
    assert progress(Decimal(40), Decimal(20), Decimal(0), "lower") == Decimal(2)


@given(baseline=VALUES, target=VALUES)
def test_the_target_is_one_and_the_baseline_zero(baseline: Decimal, target: Decimal) -> None:
    assume(baseline != target)
    direction = "higher" if target > baseline else "lower"
    assert progress(baseline, target, target, direction) == 1
    assert progress(baseline, target, baseline, direction) == 0


@given(baseline=VALUES, target=VALUES, result=VALUES)
def test_turning_every_sign_and_the_direction_changes_no_progress(
    baseline: Decimal, target: Decimal, result: Decimal
) -> None:
    turned = progress(-baseline, -target, -result, "higher")
    assert progress(baseline, target, result, "lower") == turned


@given(baseline=MAYBE, target=MAYBE, result=MAYBE, direction=SIDES)
def test_progress_is_unknown_when_something_is_missing_or_the_target_is_no_improvement(
    baseline: Decimal | None, target: Decimal | None, result: Decimal | None, direction: str
) -> None:
    aimed = change(baseline, target, direction)
    unknown = result is None or aimed is None or aimed <= 0
    assert (progress(baseline, target, result, direction) is None) == unknown


@pytest.mark.parametrize(("target", "direction"), [("46", "lower"), ("20", "higher")])
def test_towards_a_target_that_is_worse_nothing_is_progress(target: str, direction: str) -> None:
    for result in ("50", "55", "30"):
        assert progress(Decimal(40), Decimal(target), Decimal(result), direction) is None


@pytest.mark.parametrize("unit", ["%", "% av tid", " %", "procent", "Procent av tiden", "percent"])
def test_of_a_percentage_the_change_is_in_points_and_no_percent(unit: str) -> None:
    ten, fifteen = Decimal(10), Decimal(15)
    assert change(ten, fifteen, "higher") == 5
    assert change_percent(ten, fifteen, "higher", unit) is None


@pytest.mark.parametrize("unit", ["min", "kr", "procentare", "st", ""])
def test_of_everything_else_it_is_in_percent_too(unit: str) -> None:
    assert change_percent(Decimal(10), Decimal(15), "higher", unit) == 50


@given(baseline=VALUES, result=VALUES, direction=SIDES)
def test_a_change_is_positive_exactly_when_it_is_for_the_better(
    baseline: Decimal, result: Decimal, direction: str
) -> None:
    better = result > baseline if direction == "higher" else result < baseline

    difference = change(baseline, result, direction)
    percent = change_percent(baseline, result, direction, "min")

    assert difference is not None
    assert (difference > 0) == better
    assert abs(difference) == abs(result - baseline)
    assert (percent is None) == (baseline == 0)


@given(baseline=VALUES, result=VALUES)
def test_the_other_direction_is_the_same_change_turned(baseline: Decimal, result: Decimal) -> None:
    lower, higher = both(baseline, result, "lower"), both(baseline, result, "higher")
    assert [-one if one is not None else None for one in lower] == higher


@given(result=MAYBE, direction=SIDES)
def test_without_a_value_there_is_no_change(result: Decimal | None, direction: str) -> None:
    assert both(None, result, direction) == [None, None]
    assert both(result, None, direction) == [None, None]


@pytest.mark.parametrize(("baseline", "result"), [("40", "20"), ("-40", "-60")])
def test_percent_is_of_the_size_of_the_baseline(baseline: str, result: str) -> None:
    assert both(Decimal(baseline), Decimal(result), "lower") == [Decimal(20), Decimal(50)]


@pytest.mark.parametrize("direction", ["lower", "higher"])
@pytest.mark.parametrize("target", [Decimal(20), Decimal(60)])
def test_what_did_not_change_is_nought_without_a_sign(direction: str, target: Decimal) -> None:
    aim = progress(Decimal(42), target, Decimal(42), direction)

    values = (aim, *both(Decimal(42), Decimal(42), direction))

    assert {str(value).partition(".")[0] for value in values if value is not None} == {"0"}


def test_what_is_too_little_to_show_has_no_sign_either() -> None:
    hardly = Decimal("0.000001")

    assert plain(progress(Decimal(0), Decimal(10), -hardly, "higher")) == "0"
    assert plain(change_percent(Decimal(10), hardly + 10, "lower", "min")) == "0"


@pytest.mark.parametrize("text", ["-0", "-0.0", "-0.000000", "0.000"])
def test_nought_is_shown_one_way(text: str) -> None:
    assert plain(Decimal(text)) == "0"
