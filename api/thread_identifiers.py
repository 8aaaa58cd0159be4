"""What in an answer could identify someone, before it is sent (T13)."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.prepared import made
from api.base import Resource
from api.fields import Markdown, Strict
from api.operations import operation
from api.shapes.identifier import IdentifierShown, shown
from api.shapes.thread import ROW
from forum.identifying import findings_in
from forum.models import Thread
from forum.models.comment import MAX_BODY


class AnswerToLookThrough(Strict):
    """An answer that has not been sent."""

    body = Markdown(max_length=MAX_BODY)


class AnswerIdentifiers(Resource):
    """Help before an anonymous answer is sent."""

    @operation(
        "findIdentifiersInAnswer", "POST", summary="What in an answer could identify someone",
        body=AnswerToLookThrough, gives=IdentifierShown, many=True, by_receipt=True,
        scope="look_through", traceless=True,
    )  # fmt: skip
    def create(self, request: Request, pk: UUID) -> Response:
        """For whoever may answer here, as if the answer were anonymous; `blocks` would refuse it.

        Nothing of it is stored or logged, not even that it was asked; an Idempotency-Key is passed
        over.
        """
        self._thread(pk).may_be_answered(self.reader)
        found = [shown(one) for one in findings_in(self.take()["body"])]
        return Response({"results": found}, headers={"Cache-Control": "no-store"})

    def _thread(self, pk: UUID) -> Thread:
        if self.reader.persona:
            by_receipt: Thread = self.find(Thread.objects.open_to(self.reader), pk=pk)
            return by_receipt
        return made(Thread, self.only(ROW.rows(reader=self.reader, pk=pk)))
