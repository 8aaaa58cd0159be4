"""Parts of a story: cycles, measurements and follow-ups are added to, and history stands."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import NotYours
from accounts.models import User
from accounts.reader import Reader
from forum.errors import ForeignMeasurement, HistoryStands, TooMany, WrongState
from forum.models import Cycle, FollowUp, Measurement, Metric, Story
from forum.models.part import MOST
from tests.clients import API, signed_in
from tests.factories import make_draft, make_story

MINUTES: dict[str, Any] = {"name": "Ställtid", "unit": "min", "direction": "lower", "baseline": 40}
TOLD: dict[str, Any] = {"months": 6, "held": "partly"}


@pytest.fixture
def by(teller: User) -> Reader:
    """The teller, as a reader."""
    return Reader.of(teller)


@pytest.fixture
def published(teller: User, by: Reader) -> Story:
    """A published story with a cycle and a measurement without result."""
    draft = make_draft(teller, outcome="ongoing")
    Cycle.add(draft, by=by, title="Första veckan")
    Measurement.add(draft, by=by, **MINUTES)
    draft.submit(by=by)
    return draft


def test_parts_stand_in_the_order_they_were_added(teller: User, by: Reader) -> None:
    draft = make_draft(teller)
    titles = ["Ett", "Två", "Tre"]
    made = [Cycle.add(draft, by=by, title=title) for title in titles]
    made[1].remove(by=by)
    Cycle.add(draft, by=by, title="Fyra")
    assert [one.title for one in Cycle.objects.of(draft.pk)] == ["Ett", "Tre", "Fyra"]


def test_a_story_holds_fifty_of_a_kind(teller: User, by: Reader) -> None:
    draft = make_draft(teller)
    Cycle.objects.bulk_create(Cycle(story=draft, position=n, title="Ett") for n in range(MOST))
    with pytest.raises(TooMany):
        Cycle.add(draft, by=by, title="För mycket")
    assert draft.cycles.count() == MOST


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "moderator"])
def test_only_the_author_adds(who: str, published: Story, request: Any) -> None:
    with pytest.raises(NotYours):
        Cycle.add(published, by=Reader.of(request.getfixturevalue(who)), title="Min")
    assert published.cycles.count() == 1


def test_nothing_is_added_in_review(
    story: Story, teller: User, steward: User, by: Reader, circle: Any
) -> None:
    waiting = make_draft(teller, audience="circle", circle_id=circle.pk)
    waiting.submit(by=by)
    with pytest.raises(WrongState):
        Cycle.add(waiting, by=by, title="Ett")
    assert not waiting.cycles.exists()


@pytest.mark.parametrize("kind", ["cycles", "measurements"])
def test_published_history_is_neither_changed_nor_taken_out(
    kind: str, published: Story, by: Reader
) -> None:
    part = getattr(published, kind).get()
    before = type(part).objects.values().get()
    change = {"title": "Ny"} if kind == "cycles" else {"baseline": Decimal(50)}

    with pytest.raises(HistoryStands):
        part.amend(by=by, **change)
    with pytest.raises(HistoryStands):
        part.remove(by=by)

    assert type(part).objects.values().get() == before


def test_a_published_measurement_gains_its_result_once(published: Story, by: Reader) -> None:
    first, second = published.measurements.get(), published.measurements.get()
    first.amend(by=by, result=Decimal(20), result_period="mars")

    for late in (first, second):  # the second was read before the first had its result
        with pytest.raises(HistoryStands):
            late.amend(by=by, result=Decimal(10))

    assert published.measurements.get().result == 20


def test_a_result_is_not_given_together_with_another_baseline(published: Story, by: Reader) -> None:
    with pytest.raises(HistoryStands):
        published.measurements.get().amend(by=by, result=Decimal(20), baseline=Decimal(99))
    assert published.measurements.get().result is None


def test_a_metric_of_the_list_brings_its_words(teller: User, by: Reader) -> None:
    metric = Metric.objects.all()[0]
    made = Measurement.add(make_draft(teller), by=by, metric=metric)
    assert (made.name, made.unit) == ("", "")
    assert (made.shown_name, made.shown_unit, made.direction) == (
        metric.name_sv, metric.unit, metric.direction
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "name", "unit"),
    [("sv", "Olyckor med frånvaro", "st/år"), ("en", "Lost-time accidents", "per year")],
)
def test_a_metric_of_the_list_is_named_in_the_readers_language(
    language: str, name: str, unit: str, teller: User, by: Reader
) -> None:
    draft = make_draft(teller)
    Measurement.add(draft, by=by, metric=Metric.objects.get(slug="accidents"))
    own = {"name": "Felplock", "unit": "st i veckan", "direction": "lower"}
    Measurement.add(draft, by=by, **own)

    client = signed_in(teller)
    shown = client.get(f"{API}/stories/{draft.pk}/", headers={"Accept-Language": language})

    measured = [(one["name"], one["unit"]) for one in shown.json()["measurements"]]
    assert measured == [(name, unit), ("Felplock", "st i veckan")]


def test_a_measurement_needs_a_unit(teller: User, by: Reader) -> None:
    draft = make_draft(teller)
    with pytest.raises(ValidationError) as refused:
        Measurement.add(draft, by=by, name="Ställtid", direction="lower")
    assert "unit" in refused.value.error_dict
    assert not draft.measurements.exists()


def test_a_cycle_does_not_end_before_it_starts(teller: User, by: Reader) -> None:
    draft = make_draft(teller)
    days = {"started_on": date(2026, 3, 2), "ended_on": date(2026, 3, 1)}
    with pytest.raises(ValidationError):
        Cycle.add(draft, by=by, title="Baklänges", **days)
    assert not draft.cycles.exists()


# --- follow-ups -------------------------------------------------------------------------------
def test_a_follow_up_carries_readings_and_the_outcome_of_now(published: Story, by: Reader) -> None:
    one = published.measurements.get()

    told = FollowUp.tell(published, by=by, **TOLD, outcome="faded", readings={one.pk: Decimal(35)})

    assert [reading.value for reading in told.readings.all()] == [35]
    published.refresh_from_db()
    assert (published.first_outcome, published.outcome) == ("ongoing", "faded")


def test_the_latest_outcome_follows_and_the_first_stays(published: Story, by: Reader) -> None:
    for outcome in ("partly", "reached", ""):
        FollowUp.tell(published, by=by, **TOLD, outcome=outcome)
    published.refresh_from_db()
    assert (published.first_outcome, published.outcome) == ("ongoing", "reached")


def test_a_follow_up_reads_its_own_storys_measurements_only(
    published: Story, teller: User, by: Reader
) -> None:
    other = make_story(teller, audience="company")
    foreign = Measurement.add(other, by=by, **MINUTES)

    with pytest.raises(ForeignMeasurement):
        FollowUp.tell(published, by=by, **TOLD, outcome="faded", readings={foreign.pk: Decimal(1)})

    published.refresh_from_db()
    assert not published.follow_ups.exists()
    assert published.outcome == "ongoing"


def test_a_follow_up_cannot_change_a_unit(published: Story, by: Reader) -> None:
    """It has nowhere to say one: a reading is a value in the measurement's own unit."""
    told = FollowUp.tell(published, by=by, **TOLD)
    reading = told.readings.model
    assert {field.name for field in reading._meta.concrete_fields} == {
        "id", "follow_up", "measurement", "value"
    }  # fmt: skip
    with pytest.raises(HistoryStands):
        published.measurements.get().amend(by=by, unit="timmar")


@pytest.mark.parametrize("months", [0, 121, -6])
def test_a_follow_up_lies_within_ten_years(months: int, published: Story, by: Reader) -> None:
    with pytest.raises(ValidationError):
        FollowUp.tell(published, by=by, months=months, held="yes")
    assert not published.follow_ups.exists()


def test_a_published_follow_up_stands(published: Story, by: Reader) -> None:
    told = FollowUp.tell(published, by=by, **TOLD)
    with pytest.raises(HistoryStands):
        told.amend(by=by, held="yes")
    with pytest.raises(HistoryStands):
        told.remove(by=by)
    assert published.follow_ups.get().held == "partly"
