"""Proposals: what waits beside something published, and how it differs from it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.response import Response

from accounts.reader import Reader
from api.shapes.parts import Lost
from api.shapes.told import CompanyName
from forum.comparing import Compared, compared
from forum.differences import KINDS
from forum.models import Byline, Proposal

BESIDE = ("story__company", "author", "persona")
NOTHING: Mapping[str, Any] = MappingProxyType({})
MAY_DO = ("take_back", "approve", "return")
COLUMNS = {"checked": "check"}  # what the API calls a column otherwise


class PieceShown(serializers.Serializer[Any]):
    """A run of text: the same before and after, taken out, or put in."""

    kind = serializers.ChoiceField(choices=KINDS)
    text = serializers.CharField()


class ChangeShown(serializers.Serializer[Any]):
    """One field as it is published and as it would be."""

    field: Any = serializers.CharField()
    before = serializers.JSONField(allow_null=True, help_text="null of what is new")
    after = serializers.JSONField(allow_null=True)
    difference = PieceShown(many=True, allow_null=True, help_text="of texts; else null")


class ProposedBy(serializers.Serializer[Any]):
    """Who proposed it, as the story's byline has them."""

    byline = serializers.ChoiceField(choices=Byline.choices)
    name = serializers.CharField(allow_null=True)
    company = CompanyName(allow_null=True)


class ProposalInList(serializers.Serializer[Any]):
    """A change or an addition that waits for a yes; the published stays as it is until then."""

    id = serializers.UUIDField()
    story = serializers.UUIDField()
    act = serializers.ChoiceField(choices=Proposal.Act.choices)
    kind = serializers.CharField(allow_null=True, help_text="of the part; null for the text itself")
    part = serializers.UUIDField(allow_null=True, help_text="which one; null for a new one")
    touches = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=Proposal.State.choices)
    note = serializers.CharField(allow_null=True, help_text="why it was returned")
    proposed_by = ProposedBy()
    proposed_at = serializers.DateTimeField(allow_null=True)
    yours = serializers.BooleanField()
    may = serializers.ListField(child=serializers.ChoiceField(choices=MAY_DO))


class ProposalShown(ProposalInList):
    """A proposal with what it would change."""

    changes = ChangeShown(many=True)
    outdated = serializers.BooleanField(
        help_text="what it would change has been changed since: it can only be returned"
    )
    has_file = serializers.BooleanField(help_text="its bytes are at …/proposals/{id}/file/")


class FileProposed(ProposalShown):
    """A file that waits for a yes, with what its sender should know was lost on the way."""

    lost = Lost(many=True)


def as_listed(proposal: Proposal, reader: Reader, *, is_to_answer: bool) -> dict[str, Any]:
    """A proposal as a `ProposalInList`."""
    yours = proposal.is_proposed_by(reader)
    is_open = proposal.state != Proposal.State.ACCEPTED
    may = ["take_back"] if yours and is_open else []
    return {
        "id": proposal.pk,
        "story": proposal.story_id,
        "act": proposal.act,
        "kind": proposal.kind or None,
        "part": proposal.part,
        "touches": [COLUMNS.get(name, name) for name in proposal.touches()],
        "state": proposal.state,
        "note": proposal.note or None,
        "proposed_by": as_proposer(proposal),
        "proposed_at": None if proposal.persona_id else proposal.proposed_at,
        "yours": yours,
        "may": may + (["approve", "return"] if is_to_answer else []),
    }


def as_shown(proposal: Proposal, reader: Reader) -> dict[str, Any]:
    """A proposal as a `ProposalShown`."""
    answerable = Proposal.objects.to_be_answered_by(reader).filter(pk=proposal.pk)
    return as_listed(proposal, reader, is_to_answer=answerable.exists()) | {
        "changes": [as_change(one) for one in compared(proposal, reader)],
        "outdated": proposal.is_outdated(),
        "has_file": bool(proposal.file),
    }


def as_change(one: Compared) -> dict[str, Any]:
    """A field compared as a `ChangeShown`."""
    pieces = None if one.pieces is None else [piece._asdict() for piece in one.pieces]
    return {
        "field": COLUMNS.get(one.name, one.name),
        "before": one.before,
        "after": one.after,
        "difference": pieces,
    }


def as_proposer(proposal: Proposal) -> dict[str, Any]:
    """Who proposed it; a person behind a company's name stays there (T3)."""
    story, author = proposal.story, proposal.author
    name = author.display_name if author and story.byline == Byline.PERSON else None
    if proposal.persona is not None:
        name = proposal.persona.label
    company = story.company and {"slug": story.company.slug, "name": story.company.name}
    return {"byline": story.byline, "name": name, "company": company}


def version_of(proposal: Proposal) -> str:
    """What If-Match stands for on a proposal: itself, and what is published beside it."""
    return f"proposal:{proposal.pk}:{proposal.seen_as}"


def waits(proposal: Proposal, reader: Reader, more: Mapping[str, Any] = NOTHING) -> Response:
    """The answer to a change that waits for a yes: the proposal, and where it is (202)."""
    place = reverse("proposals-retrieve-destroy", args=[proposal.pk])
    shown = {**as_shown(proposal, reader), **more}
    return Response(shown, status=202, headers={"Location": place})
