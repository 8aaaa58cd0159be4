"""Anonymous answers on their way out, and acts by receipt that wait for a batch (T4, T8)."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Strict, Text
from api.operations import operation
from api.shapes.waiting import (
    AtOnce,
    WaitingShown,
    as_waiting,
)
from forum.models import Postponed, Waiting


class ReturnNote(Strict):
    """Why an answer is sent back; its voice reads it by receipt."""

    note = Text(max_length=1000)


class WaitingAnswer(Resource):
    """What the resources of one waiting answer share."""

    def answer(self, pk: UUID) -> Waiting:
        """The answer, if the reader may see it wait."""
        visible = Waiting.objects.visible_to(self.reader).select_related("persona")
        found: Waiting = self.find(visible, pk=pk)
        return found


class WaitingAnswers(WaitingAnswer):
    """Anonymous answers that are not out."""

    @operation(
        "listWaiting", "GET", summary="Anonymous answers that wait: to check, or by receipt yours",
        gives=WaitingShown, many=True, paged=True, by_receipt=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """For a moderator of no company there: those sent before 05:00 today, in no order.

        By receipt those of the voice, in the order of their keys, which says nothing either.
        """
        visible = Waiting.objects.visible_to(self.reader).select_related("persona")
        page = self.page(visible, order=("id",), name="waiting")
        return self.listed(page, [as_waiting(one, self.reader) for one in page.rows])

    @operation(
        "readWaiting", "GET", summary="One waiting answer", gives=WaitingShown, by_receipt=True
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Its text, and of one that came back the note."""
        return Response(as_waiting(self.answer(pk), self.reader))

    @operation(
        "takeBackWaiting", "DELETE", summary="Never let it out",
        body=AtOnce, status=204, by_receipt=True,
    )  # fmt: skip
    def destroy(self, request: Request, pk: UUID) -> Response:
        """A moderator who has it in their queue sees it go tomorrow morning, with `now` at once.

        One that came back is taken away like this, and sent anew as a comment.
        """
        self.answer(pk).take_back(by=self.reader, **self.take())
        return Response(status=204)


class WaitingApproval(WaitingAnswer):
    """A moderator's yes or not yet, to the version they read."""

    @operation("approveWaiting", "POST", summary="Let it out with its batch", status=204)
    def create(self, request: Request, pk: UUID) -> Response:
        """It points at nobody, neither by what it says nor by how."""
        self.answer(pk).approve(by=self.reader)
        return Response(status=204)

    @operation(
        "returnWaiting", "DELETE", summary="Send it back with a note",
        body=ReturnNote, status=204,
    )  # fmt: skip
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Its voice reads the note by its receipt, and may change it and send it again."""
        self.answer(pk).send_back(by=self.reader, **self.take())
        return Response(status=204)


class PostponedActs(Resource):
    """What was asked for by receipt and has not happened yet."""

    @operation(
        "callOffPostponed", "DELETE", summary="Let it not happen", status=204, by_receipt=True
    )
    def destroy(self, request: Request, pk: UUID) -> Response:
        """As long as its batch has not come."""
        self.find(Postponed.objects.visible_to(self.reader), pk=pk).call_off(by=self.reader)
        return Response(status=204)
