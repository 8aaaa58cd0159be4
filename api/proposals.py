"""Proposals: changes beside what is published, and the yes or not yet of whoever answers them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Strict, Text
from api.files import MEDIA, as_file
from api.operations import operation
from api.shapes.proposal import (
    BESIDE,
    ProposalInList,
    ProposalShown,
    as_listed,
    as_shown,
    version_of,
)
from api.values import Choice
from forum.models import Proposal, Story


class ProposalNote(Strict):
    """Why a proposal is returned; whoever proposed it reads it."""

    note = Text(max_length=1000)


class ProposalFilters(Strict):
    """Which of them."""

    state = Choice(choices=Proposal.State.choices, required=False)


class Proposing(Resource):
    """What the resources of proposals share."""

    def proposal(self, pk: UUID) -> Proposal:
        """The proposal, if the reader may know of it."""
        visible = Proposal.objects.visible_to(self.reader).select_related(*BESIDE)
        found: Proposal = self.find(visible, pk=pk)
        return found

    def some(self, rows: Any, name: str) -> Response:
        """A page of proposals."""
        rows = rows.select_related(*BESIDE).filter(**self.query)
        page = self.page(rows, order=("-proposed_at", "-id"), name=name)
        ids = [one.pk for one in page.rows]
        to_answer = Proposal.objects.to_be_answered_by(self.reader).filter(pk__in=ids)
        known = set(to_answer.values_list("pk", flat=True))
        shown = [as_listed(one, self.reader, is_to_answer=one.pk in known) for one in page.rows]
        return self.listed(page, shown)


class Proposals(Proposing):
    """What waits for a yes."""

    @operation(
        "listProposals", "GET", summary="What you proposed, and what waits for your yes",
        gives=ProposalInList, many=True, paged=True, parameters=ProposalFilters, by_receipt=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """Yours, and those of the companies you answer for; nobody else knows of them."""
        return self.some(Proposal.objects.visible_to(self.reader), "proposals")

    @operation(
        "readProposal", "GET", summary="One proposal, with what it would change",
        gives=ProposalShown, by_receipt=True,
    )  # fmt: skip
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Field by field beside what is published now. A yes names the ETag of this answer."""
        proposal = self.proposal(pk)
        return self.versioned(as_shown(proposal, self.reader), version_of(proposal))

    @operation(
        "takeProposalBack", "DELETE", summary="Take your proposal back", status=204, by_receipt=True
    )
    def destroy(self, request: Request, pk: UUID) -> Response:
        """As long as nobody has said yes; it is gone with its file."""
        self.proposal(pk).take_back(by=self.reader)
        return Response(status=204)

    @operation(
        "readProposedFile", "GET", summary="The file proposed",
        media=MEDIA, by_receipt=True,
    )  # fmt: skip
    def file(self, request: Request, pk: UUID) -> FileResponse:
        """As it would be attached."""
        proposal = self.proposal(pk)
        if not proposal.file:
            raise Http404
        named = (proposal.contents[name] for name in ("name", "content_type"))
        return as_file(request, proposal.file, *named)


class StoryProposals(Proposing):
    """What waits beside one story."""

    @operation(
        "listStoryProposals", "GET", summary="Changes proposed to a story",
        gives=ProposalInList, many=True, paged=True, parameters=ProposalFilters, by_receipt=True,
    )  # fmt: skip
    def list(self, request: Request, pk: UUID) -> Response:
        """For its author and whoever answers them; others find none."""
        story: Story = self.find(Story.objects.visible_to(self.reader), pk=pk)
        beside = Proposal.objects.visible_to(self.reader).filter(story=story)
        return self.some(beside, f"proposals:{pk}")


class ProposalApproval(Proposing):
    """A yes or a not yet to one proposal."""

    @operation(
        "approveProposal", "POST", summary="Say yes to a proposal",
        gives=ProposalShown, versioned=True,
    )  # fmt: skip
    def create(self, request: Request, pk: UUID) -> Response:
        """It comes out as it was read: If-Match names the version, and 412 says it has moved."""
        proposal = self.proposal(pk)
        with transaction.atomic():
            proposal.hold()
            self.must_match(version_of(proposal))
            proposal.accept(by=self.reader)
        return Response(as_shown(proposal, self.reader))

    @operation(
        "returnProposal", "DELETE", summary="Return a proposal with a note",
        body=ProposalNote, gives=ProposalShown,
    )  # fmt: skip
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Back to whoever proposed it; the note says why."""
        proposal = self.proposal(pk)
        proposal.send_back(by=self.reader, note=self.take()["note"])
        return Response(as_shown(proposal, self.reader))
