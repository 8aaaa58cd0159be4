"""The parts of a story: cycles, measurements with what they come to, follow-ups, attachments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.prepared import Prepared
from forum.models import Attachment, Cycle, FollowUp, Measurement
from forum.models.follow_up import Held
from forum.models.measurement import change, progress
from forum.models.topic import Direction
from forum.vocabulary import OUTCOMES

CYCLE = ("id", "title", "plan", "do", "checked", "act", "started_on", "ended_on")
MEASUREMENT = (
    "id", "metric_id", "name", "unit", "direction", "baseline", "target", "result",
    "baseline_period", "result_period",
)  # fmt: skip
FOLLOW_UP = ("id", "months", "held", "body", "outcome", "readings__measurement", "readings__value")
ATTACHMENT = ("id", "name", "caption", "content_type", "size", "width", "height")
AMOUNT: dict[str, Any] = {"max_digits": 18, "decimal_places": 6, "allow_null": True}


class CycleShown(serializers.Serializer[Any]):
    """One plan–do–check–act turn."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    plan = serializers.CharField()
    do = serializers.CharField()
    check = serializers.CharField()
    act = serializers.CharField()
    started_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class MeasurementShown(serializers.Serializer[Any]):
    """A measurement; `progress` is 1 at the target and below 0 when it got worse."""

    id = serializers.UUIDField()
    metric = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.ChoiceField(choices=Direction.choices)
    baseline = serializers.DecimalField(**AMOUNT)
    target = serializers.DecimalField(**AMOUNT)
    result = serializers.DecimalField(**AMOUNT)
    baseline_period = serializers.CharField()
    result_period = serializers.CharField()
    progress = serializers.CharField(allow_null=True)
    change = serializers.CharField(allow_null=True, help_text="positive is for the better")
    change_percent = serializers.CharField(allow_null=True)


class ReadingShown(serializers.Serializer[Any]):
    """A measurement read again, in its own unit."""

    measurement = serializers.UUIDField()
    value = serializers.CharField()


class FollowUpShown(serializers.Serializer[Any]):
    """Whether it held."""

    id = serializers.UUIDField()
    months = serializers.IntegerField()
    held = serializers.ChoiceField(choices=Held.choices)
    body = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[*OUTCOMES], allow_null=True)
    readings = ReadingShown(many=True)


class AttachmentShown(serializers.Serializer[Any]):
    """A picture or PDF; its bytes are at …/attachments/{id}/file/."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    caption = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)


def cycles(story_id: UUID) -> list[dict[str, Any]]:
    """The cycles of a story in their order (one query)."""
    return [as_cycle(row) for row in CYCLES.rows(story_id=story_id)]


def measurements(story_id: UUID) -> list[dict[str, Any]]:
    """The measurements of a story in their order (one query)."""
    return [as_measurement(row) for row in MEASUREMENTS.rows(story_id=story_id)]


def follow_ups(story_id: UUID) -> list[dict[str, Any]]:
    """The follow-ups of a story with their readings (one query)."""
    return as_follow_ups(FOLLOW_UPS.rows(story_id=story_id))


def attachments(story_id: UUID) -> list[dict[str, Any]]:
    """The attachments of a story in their order (one query)."""
    rows = ATTACHMENTS.rows(story_id=story_id)
    return [dict(zip(ATTACHMENT, row, strict=True)) for row in rows]


CYCLES = Prepared(lambda story_id: Cycle.objects.of(story_id).values_list(*CYCLE))
MEASUREMENTS = Prepared(lambda story_id: Measurement.objects.of(story_id).values_list(*MEASUREMENT))
FOLLOW_UPS = Prepared(
    lambda story_id: (
        FollowUp.objects.of(story_id).order_by("position", "readings__id").values_list(*FOLLOW_UP)
    )
)
ATTACHMENTS = Prepared(lambda story_id: Attachment.objects.of(story_id).values_list(*ATTACHMENT))


def as_cycle(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of CYCLE as a `CycleShown`."""
    shown = dict(zip(CYCLE, row, strict=True))
    shown["check"] = shown.pop("checked")
    return shown


def as_measurement(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of MEASUREMENT as a `MeasurementShown`."""
    shown = dict(zip(MEASUREMENT, row, strict=True))
    shown["metric"] = shown.pop("metric_id")
    baseline, target, result = shown["baseline"], shown["target"], shown["result"]
    difference, percent = change(baseline, result, shown["direction"])
    for name, value in (
        ("baseline", baseline),
        ("target", target),
        ("result", result),
        ("progress", progress(baseline, target, result)),
        ("change", difference),
        ("change_percent", percent),
    ):
        shown[name] = plain(value)
    return shown


def as_follow_ups(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Rows of FOLLOW_UP, one a reading, as `FollowUpShown`s."""
    shown: dict[UUID, dict[str, Any]] = {}
    for pk, months, held, body, outcome, measurement, value in rows:
        told = {"id": pk, "months": months, "held": held, "body": body, "outcome": outcome or None}
        follow_up = shown.setdefault(pk, told | {"readings": []})
        if measurement:
            follow_up["readings"].append({"measurement": measurement, "value": plain(value)})
    return list(shown.values())


def plain(value: Decimal | None) -> str | None:
    """A decimal without trailing zeros or exponent, as text so that nothing is rounded."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
