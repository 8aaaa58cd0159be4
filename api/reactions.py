"""Reactions: given and taken back; who gave them is told to nobody."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.operations import operation
from forum.models import Comment, Story
from forum.vocabulary import REACTIONS


class Reactions(Resource):
    """What reactions to stories and comments share."""

    model: Any

    def item(self, pk: UUID, kind: str) -> Any:
        """The item, if the reader can see it and the kind exists."""
        found = self.find(self.model.objects.visible_to(self.reader), pk=pk)
        if kind not in REACTIONS:
            raise Http404
        return found


class StoryReactions(Reactions):
    """Reactions to a story."""

    model = Story

    @operation("reactToStory", "PUT", summary="React", status=204)
    def update(self, request: Request, pk: UUID, kind: str) -> Response:
        """Twice is the same as once."""
        self.item(pk, kind).react(by=self.reader, kind=kind)
        return Response(status=204)

    @operation("unreactToStory", "DELETE", summary="Take a reaction back", status=204)
    def destroy(self, request: Request, pk: UUID, kind: str) -> Response:
        """None given is fine."""
        self.item(pk, kind).unreact(by=self.reader, kind=kind)
        return Response(status=204)


class CommentReactions(Reactions):
    """Reactions to a comment."""

    model = Comment

    @operation("reactToComment", "PUT", summary="React", status=204)
    def update(self, request: Request, pk: UUID, kind: str) -> Response:
        """Twice is the same as once."""
        self.item(pk, kind).react(by=self.reader, kind=kind)
        return Response(status=204)

    @operation("unreactToComment", "DELETE", summary="Take a reaction back", status=204)
    def destroy(self, request: Request, pk: UUID, kind: str) -> Response:
        """None given is fine."""
        self.item(pk, kind).unreact(by=self.reader, kind=kind)
        return Response(status=204)
