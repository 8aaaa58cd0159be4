"""What in a story could identify someone, for whoever may still change that (T13)."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Strict
from api.operations import operation
from api.shapes.identifier import IdentifierShown, Passages, shown
from forum.errors import NotYours
from forum.identifying import findings
from forum.models import Story


class Vouching(Strict):
    """What its teller vouches for, all of it: what is left out is vouched for no more."""

    passages = Passages()


class Vouched(Resource):
    """Numbers that are not what they look like."""

    @operation(
        "vouchForNumbers", "PUT", summary="Vouch for numbers that only look like somebody's",
        body=Vouching, status=204, by_receipt=True,
    )  # fmt: skip
    def update(self, request: Request, pk: UUID) -> Response:
        """For what `can_be_vouched_for` in a story, or in a change that was refused.

        Kept as digests with the story, seen by its teller and by whoever checks it, and forgotten
        when the passage is no longer there. 409 `not_to_vouch_for` for anything else.
        """
        story: Story = self.find(Story.objects.visible_to(self.reader), pk=pk)
        story.vouch(by=self.reader, passages=self.take()["passages"])
        return Response(status=204)


class Identifiers(Resource):
    """Help before it is too late."""

    @operation(
        "findIdentifiers", "GET", summary="What could identify someone",
        gives=IdentifierShown, many=True, by_receipt=True,
    )  # fmt: skip
    def list(self, request: Request, pk: UUID) -> Response:
        """Names, numbers, addresses, places, exact days, headcounts and sums, in texts and PDFs.

        For the teller, and for the moderator who checks the story. The same for every teller.
        """
        story: Story = self.find(Story.objects.visible_to(self.reader), pk=pk)
        if not (story.is_written_by(self.reader) or story.is_checked_by(self.reader)):
            raise NotYours
        return Response({"results": [shown(found) for found in findings(story)]})
