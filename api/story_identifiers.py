"""What in a story could identify someone, for whoever may still change that (T13)."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.operations import operation
from forum.errors import NotYours
from forum.identifying import ADVICE, KINDS, Found, findings
from forum.models import Story


class IdentifierShown(serializers.Serializer[Any]):
    """One finding. What blocks has to go before the story can be sent; the rest is advice."""

    pointer = serializers.CharField(
        help_text="JSON pointer into the story as readStory shows it; a file's own for its inside"
    )
    start = serializers.IntegerField(
        allow_null=True, help_text="first character; null inside a file"
    )
    end = serializers.IntegerField(
        allow_null=True, help_text="the character after the last; null inside a file"
    )
    text = serializers.CharField(help_text="as it stands; the file's name for unread_file")
    kind = serializers.ChoiceField(
        choices=KINDS, help_text="unread_file: a picture or scan, which only people can check"
    )
    blocks = serializers.BooleanField()
    advice = serializers.CharField(
        help_text="why it matters and what to do, in the reader's language"
    )
    suggestion = serializers.CharField(
        allow_null=True,
        allow_blank=True,
        help_text='what tells less ("våren 2022"); "" to leave it out, null if only you know',
    )


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


def shown(found: Found) -> dict[str, Any]:
    """A finding as the API shows it."""
    return asdict(found) | {"advice": str(ADVICE[found.kind])}
