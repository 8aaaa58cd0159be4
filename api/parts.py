"""The parts of a story: cycles, measurements and follow-ups."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Id, Line, Strict, Text, Visible
from api.operations import operation
from api.shapes import parts
from api.shapes.proposal import ProposalShown, waits
from api.values import Amount, Choice, Day, Whole
from forum.models import Cycle, FollowUp, Measurement, Metric, Proposal, Story
from forum.models.follow_up import Held
from forum.models.measurement import NEEDED
from forum.models.topic import Direction
from forum.vocabulary import OUTCOMES

LONGEST = 5000


class CycleBody(Strict):
    """One try."""

    title = Line(max_length=120)
    plan = Text(max_length=LONGEST, required=False, allow_blank=True)
    do = Text(max_length=LONGEST, required=False, allow_blank=True)
    check = Text(max_length=LONGEST, required=False, allow_blank=True, source="checked")
    act = Text(max_length=LONGEST, required=False, allow_blank=True)
    started_on = Day(required=False, allow_null=True)
    ended_on = Day(required=False, allow_null=True)


class MeasurementBody(Strict):
    """A metric of the list, or one of your own with name, unit and direction."""

    metric = Visible(lambda _reader: Metric.objects.order_by(), required=False, allow_null=True)
    name = Line(max_length=120, required=False)
    unit = Line(max_length=40, required=False)
    direction = Choice(choices=Direction.choices, required=False)
    baseline = Amount(required=False, allow_null=True)
    target = Amount(required=False, allow_null=True)
    result = Amount(required=False, allow_null=True)
    baseline_period = Line(max_length=40, required=False, allow_blank=True)
    result_period = Line(max_length=40, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A metric brings name, unit and direction; without one they are needed."""
        missing = [name for name in ("name", "unit", "direction") if name not in attrs]
        if missing and not self.partial and not attrs.get("metric"):
            needed = ErrorDetail(str(NEEDED), "needed_without_metric")
            raise serializers.ValidationError({name: [needed] for name in missing})
        return attrs


class ReadingBody(Strict):
    """A measurement of the story, read again."""

    measurement = Id()
    value = Amount()


class FollowUpBody(Strict):
    """How it stands some months later."""

    months = Whole(min_value=1, max_value=120)
    held = Choice(choices=Held.choices)
    body = Text(max_length=LONGEST, required=False, allow_blank=True)
    outcome = Choice(choices=[*OUTCOMES], required=False)
    readings = ReadingBody(many=True, required=False, max_length=50)  # type: ignore[call-arg]


class Parts(Resource):
    """What the kinds of parts share: they are found below a story the reader can see."""

    model: Any
    kind: str  # of api.shapes.parts

    def story(self, pk: UUID) -> Story:
        """The story, if the reader can see it."""
        found: Story = self.find(Story.objects.visible_to(self.reader), pk=pk)
        return found

    def part(self, pk: UUID, part: UUID) -> Any:
        """A part of this very story (a part of another is absent)."""
        visible = self.model.objects.visible_to(self.reader).select_related("story")
        return self.find(visible, story=pk, pk=part)

    def all_of(self, pk: UUID) -> Response:
        """The parts of a story in their order; a story holds at most fifty of a kind."""
        return Response({"results": parts.listed(self.kind, self.reader, pk)})

    def one(self, pk: UUID, part: UUID, status: int = 200) -> Response:
        """One part as the list shows it."""
        return Response(
            next(one for one in parts.listed(self.kind, self.reader, pk) if one["id"] == part),
            status=status,
        )

    def added(self, pk: UUID, part: Any) -> Response:
        """A part just added, or the proposal to add it (202)."""
        if isinstance(part, Proposal):
            return waits(part, self.reader)
        return self.one(pk, part.pk, 201)

    def change(self, pk: UUID, part: UUID) -> Response:
        """Apply the body to a part, or propose it (202)."""
        proposal = self.part(pk, part).amend(by=self.reader, **self.take())
        return waits(proposal, self.reader) if proposal else self.one(pk, part)

    def take_out(self, pk: UUID, part: UUID) -> Response:
        """Remove a part."""
        self.part(pk, part).remove(by=self.reader)
        return Response(status=204)


class Cycles(Parts):
    """Plan–do–check–act turns."""

    model = Cycle
    kind = "cycles"

    @operation(
        "listCycles", "GET", summary="The tries", gives=parts.CycleShown, many=True, public=True
    )
    def list(self, request: Request, pk: UUID) -> Response:
        """In their order."""
        return self.all_of(pk)

    @operation(
        "addCycle",
        "POST",
        summary="Add a try",
        body=CycleBody,
        gives=parts.CycleShown,
        status=201,
        by_receipt=True,
        later=ProposalShown,
    )
    def create(self, request: Request, pk: UUID) -> Response:
        """From the first one on, the expectation stands as written."""
        cycle = Cycle.add(self.story(pk), by=self.reader, **self.take())
        return self.added(pk, cycle)

    @operation(
        "editCycle",
        "PATCH",
        summary="Change a try",
        body=CycleBody,
        gives=parts.CycleShown,
        partial=True,
        by_receipt=True,
        later=ProposalShown,
    )
    def partial_update(self, request: Request, pk: UUID, part: UUID) -> Response:
        """In a draft; published history stands."""
        return self.change(pk, part)

    @operation(
        "removeCycle",
        "DELETE",
        summary="Take a try out",
        status=204,
        by_receipt=True,
    )
    def destroy(self, request: Request, pk: UUID, part: UUID) -> Response:
        """In a draft; published history stands."""
        return self.take_out(pk, part)


class Measurements(Parts):
    """What was measured."""

    model = Measurement
    kind = "measurements"

    @operation(
        "listMeasurements", "GET", summary="The measurements",
        gives=parts.MeasurementShown, many=True, public=True,
    )  # fmt: skip
    def list(self, request: Request, pk: UUID) -> Response:
        """In their order, with what they come to."""
        return self.all_of(pk)

    @operation(
        "addMeasurement", "POST", summary="Add a measurement",
        body=MeasurementBody, gives=parts.MeasurementShown, status=201, by_receipt=True,
        later=ProposalShown,
    )  # fmt: skip
    def create(self, request: Request, pk: UUID) -> Response:
        """A metric of the list brings its name, unit and direction."""
        measurement = Measurement.add(self.story(pk), by=self.reader, **self.take())
        return self.added(pk, measurement)

    @operation(
        "editMeasurement", "PATCH", summary="Change a measurement",
        body=MeasurementBody, gives=parts.MeasurementShown, partial=True, by_receipt=True,
        later=ProposalShown,
    )  # fmt: skip
    def partial_update(self, request: Request, pk: UUID, part: UUID) -> Response:
        """In a draft; a published one may still gain its result, once."""
        return self.change(pk, part)

    @operation(
        "removeMeasurement",
        "DELETE",
        summary="Take a measurement out",
        status=204,
        by_receipt=True,
    )
    def destroy(self, request: Request, pk: UUID, part: UUID) -> Response:
        """In a draft; published history stands."""
        return self.take_out(pk, part)


class FollowUps(Parts):
    """Whether it held."""

    model = FollowUp
    kind = "follow_ups"

    @operation(
        "listFollowUps", "GET", summary="The follow-ups",
        gives=parts.FollowUpShown, many=True, public=True,
    )  # fmt: skip
    def list(self, request: Request, pk: UUID) -> Response:
        """In their order."""
        return self.all_of(pk)

    @operation(
        "addFollowUp", "POST", summary="Tell how it stands now",
        body=FollowUpBody, gives=parts.FollowUpShown, status=201, by_receipt=True,
        later=ProposalShown,
    )  # fmt: skip
    def create(self, request: Request, pk: UUID) -> Response:
        """Appended, never edited; its outcome becomes the story's latest."""
        told = self.take()
        readings = {one["measurement"]: one["value"] for one in told.pop("readings", [])}
        follow_up = FollowUp.tell(self.story(pk), by=self.reader, readings=readings, **told)
        return self.added(pk, follow_up)

    @operation(
        "removeFollowUp",
        "DELETE",
        summary="Take a follow-up out",
        status=204,
        by_receipt=True,
    )
    def destroy(self, request: Request, pk: UUID, part: UUID) -> Response:
        """In a draft; published history stands."""
        return self.take_out(pk, part)
