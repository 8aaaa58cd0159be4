"""What a measurement comes to: exact, aware of direction, not capped, and null when unknown."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.shapes.parts import plain
from forum.models.measurement import change, progress

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
MAYBE = st.none() | VALUES
SIDES = st.sampled_from(["lower", "higher"])


def test_half_way_is_a_half() -> None:
    assert progress(Decimal(40), Decimal(20), Decimal(30)) == Decimal("0.5")


def test_worse_than_before_is_below_zero_and_beyond_the_target_above_one() -> None:
    assert progress(Decimal(40), Decimal(20), Decimal(50)) == Decimal("-0.5")
    assert progress(Decimal(40), Decimal(20), Decimal(0)) == Decimal(2)


@given(baseline=VALUES, target=VALUES)
def test_the_target_is_one_and_the_baseline_zero(baseline: Decimal, target: Decimal) -> None:
    assume(baseline != target)
    assert progress(baseline, target, target) == 1
    assert progress(baseline, target, baseline) == 0


@given(baseline=VALUES, target=VALUES, result=VALUES)
def test_turning_every_sign_changes_no_progress(
    baseline: Decimal, target: Decimal, result: Decimal
) -> None:
    assert progress(baseline, target, result) == progress(-baseline, -target, -result)


@given(baseline=MAYBE, target=MAYBE, result=MAYBE)
def test_progress_is_unknown_exactly_when_something_is_missing(
    baseline: Decimal | None, target: Decimal | None, result: Decimal | None
) -> None:
    unknown = None in {baseline, target, result} or baseline == target
    assert (progress(baseline, target, result) is None) == unknown


@given(baseline=VALUES, result=VALUES, direction=SIDES)
def test_a_change_is_positive_exactly_when_it_is_for_the_better(
    baseline: Decimal, result: Decimal, direction: str
) -> None:
    better = result > baseline if direction == "higher" else result < baseline

    difference, percent = change(baseline, result, direction)

    assert difference is not None
    assert (difference > 0) == better
    assert abs(difference) == abs(result - baseline)
    assert (percent is None) == (baseline == 0)


@given(baseline=VALUES, result=VALUES)
def test_the_other_direction_is_the_same_change_turned(baseline: Decimal, result: Decimal) -> None:
    lower, higher = change(baseline, result, "lower"), change(baseline, result, "higher")
    assert [-one if one is not None else None for one in lower] == list(higher)


@given(result=MAYBE, direction=SIDES)
def test_without_a_value_there_is_no_change(result: Decimal | None, direction: str) -> None:
    assert change(None, result, direction) == (None, None)
    assert change(result, None, direction) == (None, None)


@pytest.mark.parametrize(("baseline", "result"), [("40", "20"), ("-40", "-60")])
def test_percent_is_of_the_size_of_the_baseline(baseline: str, result: str) -> None:
    assert change(Decimal(baseline), Decimal(result), "lower") == (Decimal(20), Decimal(50))


@pytest.mark.parametrize("direction", ["lower", "higher"])
@pytest.mark.parametrize("target", [Decimal(20), Decimal(60)])
def test_what_did_not_change_is_nought_without_a_sign(direction: str, target: Decimal) -> None:
    difference, percent = change(Decimal(42), Decimal(42), direction)

    known = [progress(Decimal(42), target, Decimal(42)), difference, percent]

    assert [str(value).partition(".")[0] for value in known] == ["0", "0", "0"]


def test_what_is_too_little_to_show_has_no_sign_either() -> None:
    hardly = Decimal("0.000001")

    assert plain(progress(Decimal(0), Decimal(10), -hardly)) == "0"
    assert plain(change(Decimal(10), hardly + 10, "lower")[1]) == "0"


@pytest.mark.parametrize("text", ["-0", "-0.0", "-0.000000", "0.000"])
def test_nought_is_shown_one_way(text: str) -> None:
    assert plain(Decimal(text)) == "0"
