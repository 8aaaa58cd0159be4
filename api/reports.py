"""Reports: asking moderation to look at something, and seeing what became of it."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.reader import Reader
from api.base import Resource
from api.fields import Id, Line, Strict, Text, Visible
from api.operations import operation
from api.shapes.moderation import ReportShown, as_report
from api.values import Choice
from forum.models import Attachment, Comment, Persona, Report, Story, Thread
from forum.moderation.words import Kind, Reason

# Only what the reader has before them: what is taken away or hidden is a marker without a text.
FIND: dict[str, Callable[[Reader], Any]] = {
    Kind.STORY: Story.objects.visible_to,
    Kind.THREAD: Thread.objects.visible_to,
    Kind.COMMENT: lambda reader: Comment.objects.visible_to(reader).standing(),
    Kind.ATTACHMENT: Attachment.objects.visible_to,
}


class ReportBody(Strict):
    """What is reported, and why."""

    kind = Choice(choices=Kind.choices)
    item = Id(help_text="its id; of a voice, the id of the thread")
    label: Any = Line(max_length=20, required=False, help_text="of a voice, as the thread shows it")
    reason = Choice(choices=Reason.choices)
    sentence = Text(max_length=500, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put the item in the place of its id; the invisible and the absent answer the same."""
        found = find(
            self.context["reader"], attrs.pop("kind"), attrs["item"], attrs.pop("label", "")
        )
        if found is None:
            text = str(Visible.default_error_messages["absent"])
            raise serializers.ValidationError({"item": [ErrorDetail(text, "absent")]})
        return attrs | {"item": found}


class Reports(Resource):
    """What one has reported oneself; the reported never learn by whom."""

    @operation(
        "report", "POST", summary="Report something to moderation",
        body=ReportBody, gives=ReportShown, status=201, scope="report",
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        """Reporting the same again gives the report that waits already, as it was first said.

        A voice is reported by the thread it speaks in and its label there. What only one company
        reads is for its stewards: no moderator sees it (409 `no_moderator_here`).
        """
        said = self.take()
        report = Report.file(said.pop("item"), by=self.reader, **said)
        return Response(self._shown(report.pk), status=201)

    @operation(
        "listReports", "GET", summary="What you have reported, newest first",
        gives=ReportShown, many=True, paged=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """With the answer, once there is one."""
        page = self.page(self._own(), order=("-reported_at", "-id"), name="reports")
        labels = labels_of(page.rows)
        return self.listed(page, [as_report(row, labels) for row in page.rows])

    @operation("readReport", "GET", summary="One of your reports", gives=ReportShown)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Others' are absent."""
        return Response(self._shown(pk))

    def _own(self) -> Any:
        own = Report.objects.visible_to(self.reader)
        return own.select_related("decision", "case__story__thread", "case__thread")

    def _shown(self, pk: UUID) -> dict[str, Any]:
        report = self.find(self._own(), pk=pk)
        return as_report(report, labels_of([report]))


def find(reader: Reader, kind: str, pk: UUID, label: str) -> Any:
    """The item, if the reader can see it."""
    if kind == Kind.PERSONA:
        return voice(reader, pk, label)
    return FIND[kind](reader).filter(pk=pk).first()


def voice(reader: Reader, thread: UUID, label: str) -> Persona | None:
    """The voice with a label, if anything it said there stands: waiting answers tell nothing."""
    for told in (Comment.objects.visible_to(reader).standing(), Story.objects.visible_to(reader)):
        here = told.filter(thread=thread, persona__label=label).select_related("persona")
        if said := here.first():
            return said.persona
    return None


def labels_of(reports: Iterable[Report]) -> dict[UUID, str]:
    """The labels of the voices reported, by their ids: the reporter has seen them."""
    voices = [one.case.item for one in reports if one.case.kind == Kind.PERSONA]
    if not voices:
        return {}
    return dict(Persona.objects.filter(pk__in=voices).values_list("pk", "label"))
