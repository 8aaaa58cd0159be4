"""The parts of a story: cycles, measurements with what they come to, follow-ups, attachments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from rest_framework import serializers

from accounts.models.place import in_language
from accounts.prepared import Prepared, uuid_of
from accounts.reader import Reader
from api.shapes.related import gathered
from forum.models import Attachment, Cycle, FollowUp, Measurement, Story
from forum.models.amount import signless_zero
from forum.models.follow_up import Held
from forum.models.measurement import change, change_percent, progress
from forum.models.topic import Direction
from forum.uploads import LOSSES
from forum.vocabulary import OUTCOMES

CYCLE = ("id", "title", "plan", "do", "checked", "act", "started_on", "ended_on")
CYCLE_SHOWN = tuple("check" if name == "checked" else name for name in CYCLE)
MEASUREMENT = (
    "id", "metric_id", "name", "unit", "direction", "baseline", "target", "result",
    "baseline_period", "result_period",
)  # fmt: skip
METRIC = ("metric__name_sv", "metric__name_en", "metric__unit", "metric__unit_en")
READING_ORDER = "readings__measurement__position"
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
    """A measurement; `progress` is 1 at the target and below 0 when it got worse.

    It is null without a target, and with one on the worse side of the baseline. Name and unit of a
    metric of the list come in the reader's language, the teller's own as they were written.
    """

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
    change = serializers.CharField(
        allow_null=True, help_text="positive is for the better; of percentages in points"
    )
    change_percent = serializers.CharField(allow_null=True, help_text="null for percentages")


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


class Lost(serializers.Serializer[Any]):
    """Something of the file sent that the cleaned one does not hold."""

    code = serializers.ChoiceField(choices=[*LOSSES])
    detail = serializers.CharField()


class AttachmentTaken(AttachmentShown):
    """A file as it was taken in, with what its sender should know was lost on the way."""

    lost = Lost(many=True)


def as_lost(codes: Iterable[str]) -> list[dict[str, str]]:
    """Codes of LOSSES as `Lost`s, in the reader's language."""
    return [{"code": code, "detail": str(LOSSES[code])} for code in codes]


@dataclass(frozen=True)
class Part:
    """One kind of part: the model, the columns read and what their rows become."""

    model: Any
    columns: tuple[str, ...]
    shown: Callable[[Iterable[Any]], list[dict[str, Any]]]
    order: tuple[str, ...] = ("position",)

    def of(self, story: Any) -> Subquery:
        """The parts of a story as JSON, to be read in the story's own statement."""
        return gathered(self.model.objects.of(story), "story", (*self.order, *self.columns))

    def as_listed(self, rows: list[Any] | None) -> list[dict[str, Any]]:
        """What `of` read, in its order, as the API shows it."""
        first = len(self.order)
        return self.shown(row[first:] for row in sorted(rows or [], key=lambda row: row[:first]))


def as_cycles(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of CYCLE as `CycleShown`s."""
    return [dict(zip(CYCLE_SHOWN, known(row), strict=True)) for row in rows]


def as_attachments(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of ATTACHMENT as `AttachmentShown`s."""
    return [dict(zip(ATTACHMENT, known(row), strict=True)) for row in rows]


def as_measurements(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of MEASUREMENT and METRIC as `MeasurementShown`s."""
    return [as_measurement(known(row)) for row in rows]


def as_measurement(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of MEASUREMENT and METRIC as a `MeasurementShown`, with what it comes to."""
    shown = dict(zip(MEASUREMENT, row, strict=False))
    name_sv, name_en, unit, unit_en = (text or "" for text in row[len(MEASUREMENT) :])
    shown["metric"], direction = shown.pop("metric_id"), shown["direction"]
    shown["name"] = shown["name"] or in_language(name_sv, name_en)
    shown["unit"] = shown["unit"] or in_language(unit, unit_en or unit)
    baseline, target, result = (amount(shown[name]) for name in ("baseline", "target", "result"))
    for name, value in (
        ("baseline", baseline),
        ("target", target),
        ("result", result),
        ("progress", progress(baseline, target, result, direction)),
        ("change", change(baseline, result, direction)),
        ("change_percent", change_percent(baseline, result, direction, shown["unit"])),
    ):
        shown[name] = plain(value)
    return shown


def as_follow_ups(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of FOLLOW_UP, one a reading, as `FollowUpShown`s."""
    shown: dict[UUID, dict[str, Any]] = {}
    for pk, months, held, body, outcome, measurement, value in map(known, rows):
        told = {"id": pk, "months": months, "held": held, "body": body, "outcome": outcome or None}
        follow_up = shown.setdefault(pk, told | {"readings": []})
        if measurement:
            reading = {"measurement": uuid_of(measurement), "value": plain(amount(value))}
            follow_up["readings"].append(reading)
    return list(shown.values())


def known(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row with its id, which JSON has as text, in the form ids have everywhere."""
    return uuid_of(row[0]), *row[1:]


def amount(text: str | None) -> Decimal | None:
    """A decimal as the database writes it."""
    return None if text is None else Decimal(text)


def plain(value: Decimal | None) -> str | None:
    """A decimal without trailing zeros, exponent or signed nought, as text: nothing is rounded."""
    if value is None:
        return None
    text = f"{signless_zero(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


PARTS = {
    "cycles": Part(Cycle, CYCLE, as_cycles),
    "measurements": Part(Measurement, (*MEASUREMENT, *METRIC), as_measurements),
    "follow_ups": Part(FollowUp, FOLLOW_UP, as_follow_ups, ("position", READING_ORDER)),
    "attachments": Part(Attachment, ATTACHMENT, as_attachments),
}


def as_parts(read: Sequence[Any]) -> dict[str, list[dict[str, Any]]]:
    """All kinds of parts, as read with their story in the order of PARTS."""
    found = zip(PARTS.items(), read, strict=True)
    return {name: part.as_listed(rows) for (name, part), rows in found}


def listed(kind: str, reader: Reader, story_id: UUID) -> list[dict[str, Any]]:
    """The parts of one kind of a story (one query); Http404 when the reader cannot see it."""
    found = ONE_KIND.rows(kind, reader=reader, story_id=story_id)
    if not found:
        raise Http404
    return PARTS[kind].as_listed(found[0][0])


def one_kind(kind: str, *, reader: Reader, story_id: UUID) -> QuerySet[Any, Any]:
    """A kind of part of one story, as its only row."""
    story = Story.objects.visible_to(reader).filter(pk=story_id)
    return story.annotate(read=PARTS[kind].of(OuterRef("pk"))).order_by().values_list("read")


ONE_KIND = Prepared(one_kind)
