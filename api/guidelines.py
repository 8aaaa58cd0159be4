"""Community guidelines: the version that holds, and accepting it."""

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from api.base import Resource
from api.fields import Strict
from api.operations import operation
from api.shapes.promises import PromisesShown, as_promises
from api.values import Whole
from forum.models import Guidelines

# Anybody may keep it, but asks whether it still holds: an older version cannot be accepted.
REVALIDATED = "public, no-cache"
MOST = 2**31 - 1


class RuleShown(serializers.Serializer[Any]):
    """One rule; decisions name it by its number."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    text = serializers.CharField()


class GuidelinesShown(serializers.Serializer[Any]):
    """The guidelines in the language asked for, as plain text."""

    version = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    preamble = serializers.CharField(help_text="paragraphs with an empty line between them")
    promises = PromisesShown()
    rules = RuleShown(many=True)


class AcceptanceBody(Strict):
    """The version the person was shown."""

    version = Whole(min_value=1, max_value=MOST)


class CommunityGuidelines(Resource):
    """The rules of the conversation, for everybody to read."""

    @operation("readGuidelines", "GET", summary="Community guidelines",
               gives=GuidelinesShown, public=True)  # fmt: skip
    def retrieve(self, request: Request) -> Response:
        """The version that holds, in the language asked for."""
        current = Guidelines.objects.current()
        body = {
            "version": current.version,
            "published_at": current.published_at,
            "preamble": current.preamble,
            "promises": as_promises(current),
            "rules": [
                {"number": rule.number, "name": rule.name, "text": rule.text}
                for rule in current.rules.order_by("number")
            ],
        }
        answer = self.versioned(GuidelinesShown(body).data, f"guidelines:{current.pk}")
        answer["Cache-Control"] = REVALIDATED
        return answer


class GuidelinesAcceptance(Resource):
    """Saying yes to the guidelines; nothing else waits for it."""

    @operation("acceptGuidelines", "PUT", summary="Accept the guidelines",
               body=AcceptanceBody, status=204)  # fmt: skip
    def update(self, request: Request) -> Response:
        """Twice is fine; any version but the one that holds is refused."""
        if not isinstance(request.user, User):
            raise Http404
        Guidelines.objects.current(self.take()["version"]).accept(request.user)
        return Response(status=204)
