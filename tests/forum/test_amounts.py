"""Measured values are kept to the last digit on both databases, and compared as numbers."""

from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import DecimalField, F, FloatField, Max, Min

from accounts.models import User
from accounts.reader import Reader
from config.sqlite.base import compare_decimals
from forum.models import Measurement, Story
from forum.models.amount import AmountField
from tests.clients import API
from tests.factories import make_draft

EXACT = ["1234567890.123456", "999999999999.999999", "-999999999999.999999", "0.000001", "-0.1"]
OWN = {"name": "Ställtid", "unit": "minuter", "direction": "lower"}


@pytest.fixture
def draft(teller: User) -> Story:
    return make_draft(teller)


def measure(draft: Story, *values: str) -> None:
    """Measurements with these values before."""
    for value in values:
        by = Reader.of(draft.author)
        Measurement.add(draft, by=by, **OWN, baseline=Decimal(value))


@pytest.mark.parametrize("value", EXACT)
def test_a_value_comes_back_as_it_was_sent(api, draft: Story, value: str) -> None:
    sent = {"metric": "setup_time", "baseline": value, "target": "0", "result": value}

    answer = api(draft.author).post(f"{API}/stories/{draft.pk}/measurements/", sent)

    assert answer.status_code == 201, answer.content
    assert (answer.json()["baseline"], answer.json()["result"]) == (value, value)
    whole = api(draft.author).get(f"{API}/stories/{draft.pk}/").json()
    assert whole["measurements"][0]["baseline"] == value


@pytest.mark.usefixtures("no_approval")
def test_a_reading_comes_back_as_it_was_sent(api, story: Story) -> None:
    measurement = Measurement.objects.create(story=story, position=1, **OWN)
    reading = {"measurement": str(measurement.pk), "value": "123456789012.123456"}
    sent = {"months": 12, "held": "yes", "readings": [reading]}

    answer = api(story.author).post(f"{API}/stories/{story.pk}/follow-ups/", sent)

    assert answer.status_code == 201, answer.content
    assert answer.json()["readings"] == [reading]


@pytest.mark.parametrize("value", ["-0", "-0.000000", -0.0])
def test_nought_has_no_sign_however_it_was_sent(api, draft: Story, value: Any) -> None:
    address = f"{API}/stories/{draft.pk}/measurements/"

    answer = api(draft.author).post(address, {"metric": "setup_time", "baseline": value})

    assert answer.json()["baseline"] == "0"
    assert str(Measurement.objects.get().baseline) == "0.000000"


def test_values_are_ordered_and_compared_as_numbers(draft: Story) -> None:
    measure(draft, "9", "10", "-3", "100000000000.000001", "100000000000")
    values = Measurement.objects.values_list("baseline", flat=True)

    ordered = [f"{value:.6f}".rstrip("0").rstrip(".") for value in values.order_by("baseline")]

    assert ordered == ["-3", "9", "10", "100000000000", "100000000000.000001"]
    assert values.filter(baseline__gt=Decimal("9.5"), baseline__lte=100).get() == 10
    assert values.filter(baseline=Decimal("100000000000.000001")).count() == 1
    assert values.filter(baseline__in=[Decimal("9.0"), Decimal(11)]).get() == 9


def test_the_database_finds_the_smallest_and_the_largest_exactly(draft: Story) -> None:
    measure(draft, "9", "123456789012.123456", "123456789012.123455")

    found = Measurement.objects.aggregate(Min("baseline"), Max("baseline"))

    expected = {"baseline__min": Decimal(9), "baseline__max": Decimal("123456789012.123456")}
    assert found == expected


def test_the_database_still_computes(draft: Story) -> None:
    measure(draft, "40")

    row = Measurement.objects.annotate(half=F("baseline") / 2).get()

    assert row.half == 20


def test_the_migration_keeps_what_was_sent(draft: Story) -> None:
    measure(draft, "1", "1")
    one, other = Measurement.objects.values_list("pk", flat=True)
    migration: Any = import_module("forum.migrations.0035_exact_amounts")
    migration.read["Measurement"] = [(one, 123456789012.1, 1e-06, 42), (other, 0.1, None, -0.0)]

    migration.write_exactly(apps, connection.schema_editor())

    columns = ("baseline", "target", "result")
    kept = {row[0]: row[1:] for row in Measurement.objects.values_list("pk", *columns)}
    assert kept[one] == (Decimal("123456789012.1"), Decimal("0.000001"), 42)
    assert kept[other] == (Decimal("0.1"), None, 0)
    assert migration.read == {}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("9", "10", -1), ("1.0", "1", 0), ("1e3", "999", 1), ("x", "5", 1), ("NaN", "5", 1)],
)
def test_text_is_compared_by_the_number_it_spells(one: str, other: str, expected: int) -> None:
    assert compare_decimals(one, other) == expected


def test_no_column_keeps_a_number_that_is_not_whole_any_other_way() -> None:
    fields = [
        field
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "forum", "api"}
        for field in model._meta.local_fields
        if isinstance(field, DecimalField | FloatField)
    ]

    assert fields
    assert [str(field) for field in fields if not isinstance(field, AmountField)] == []
