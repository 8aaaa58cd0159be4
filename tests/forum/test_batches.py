"""The calendar of the batches: Mondays and Thursdays at five in the morning, in Stockholm (T8)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum import batches

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def at(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of the week of 16 November 2026, or with a + of the next."""
    number = WEEK.index(day.rstrip("+")) + 7 * day.count("+")
    return datetime(2026, 11, 16, hour, minute, tzinfo=STOCKHOLM) + timedelta(days=number)


def on(day: str) -> date:
    """A day of those weeks."""
    return at(day).date()


@pytest.mark.parametrize(
    ("now", "last", "coming"),
    [
        (at("mon", 4, 59), date(2026, 11, 12), on("mon")),
        (at("mon", 5), on("mon"), on("thu")),
        (at("tue", 23), on("mon"), on("thu")),
        (at("thu", 5), on("thu"), on("mon+")),
        (at("sun", 23, 59), on("thu"), on("mon+")),
    ],
)
def test_batches_come_on_mondays_and_thursdays_at_five(
    now: datetime, last: date, coming: date
) -> None:
    assert (batches.last_batch(now), batches.next_batch(now)) == (last, coming)


@pytest.mark.parametrize(
    "season", [datetime(2026, 7, 6, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)]
)
def test_the_hour_is_that_of_stockholm_in_summer_and_winter(season: datetime) -> None:
    five = season.astimezone(STOCKHOLM).replace(hour=5)

    assert batches.last_batch(five) == season.date()
    assert batches.last_batch(five - timedelta(minutes=1)) < season.date()


@pytest.mark.parametrize(
    ("newest", "batch"),
    [
        ("mon", "thu"), ("tue", "thu"), ("wed", "mon+"), ("thu", "mon+"),
        ("fri", "thu+"), ("sat", "thu+"), ("sun", "thu+"),
    ],
)  # fmt: skip
def test_a_whole_working_day_lies_between_the_newest_text_and_the_batch(
    newest: str, batch: str
) -> None:
    assert batches.answer_batch(at(newest, 16), at(newest, 9)) == on(batch)


def test_in_a_thread_that_has_been_quiet_the_next_batch_takes_it() -> None:
    assert batches.answer_batch(at("mon", 4, 59), at("mon") - timedelta(days=9)) == on("mon")
    assert batches.answer_batch(at("mon", 5), at("mon") - timedelta(days=9)) == on("thu")


def test_stories_come_on_mondays_and_not_before_the_day_asked_for() -> None:
    assert batches.story_batch(at("mon", 4)) == on("mon")
    assert batches.story_batch(at("mon", 6)) == on("mon+")
    assert batches.story_batch(at("mon", 6), on("tue+")) == on("mon++")
    assert batches.story_batch(at("wed"), on("mon")) == on("mon+")


def test_the_queue_is_renewed_every_morning() -> None:
    assert batches.last_morning(at("wed", 5)) == on("wed")
    assert batches.last_morning(at("wed", 4, 59)) == on("tue")
    assert batches.next_morning(at("wed", 14, 7)) == on("thu")


@given(MOMENTS, MOMENTS)
def test_whenever_it_is_sent_the_batch_is_to_come_and_a_working_day_passes(
    one: datetime, another: datetime
) -> None:
    newest, sent = sorted([one, another])
    batch = batches.answer_batch(sent, newest)

    between = (batch - newest.astimezone(STOCKHOLM).date()).days
    days = (batch - timedelta(days=number) for number in range(1, between))
    assert batch > batches.last_batch(sent)
    assert batch.weekday() in batches.DAYS
    assert any(day.weekday() < 5 for day in days)


@given(MOMENTS)
def test_what_a_column_keeps_of_a_date_is_the_date(moment: datetime) -> None:
    day = batches.last_batch(moment)

    assert batches.moment_of(day).astimezone(STOCKHOLM).date() == day
    assert batches.last_batch(moment) <= moment.astimezone(STOCKHOLM).date()
