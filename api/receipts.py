"""Receipts: the only key to what was told anonymously."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.reader import Reader
from api import passes
from api.base import Resource
from api.fields import Strict
from api.operations import operation
from api.shapes.waiting import PostponedShown, WaitingShown, as_postponed, as_waiting
from api.values import Digits
from forum.errors import UnknownReceipt
from forum.growth import joined_since
from forum.models import Comment, Persona, State, Story, Waiting
from forum.models.persona import RECEIPT_DIGITS

MAY_DO: dict[str, tuple[str, ...]] = {
    State.DRAFT: ("edit", "preview", "submit", "discard"),
    State.IN_REVIEW: ("recall",),
    State.SCHEDULED: ("recall",),
    State.PUBLISHED: ("edit", "answer", "follow_up", "withdraw"),
}
ACTS = ("edit", "preview", "submit", "discard", "recall", "answer", "follow_up", "withdraw")


class ReceiptBody(Strict):
    """The digits, with spaces or without."""

    receipt = Digits(RECEIPT_DIGITS, said=_("A receipt has {count} digits."))


class Voice(serializers.Serializer[Any]):
    """What a receipt opens; `pass` goes into X-Receipt-Pass instead of signing in."""

    label: Any = serializers.CharField(help_text="how others see you, in this thread only")
    expires_in = serializers.IntegerField(help_text="seconds the pass is good for")
    story = serializers.UUIDField(allow_null=True, help_text="what you told, if it is a story")
    thread = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=State.choices, allow_null=True)
    may = serializers.ListField(child=serializers.ChoiceField(choices=ACTS))
    comments = serializers.ListField(
        child=serializers.UUIDField(), help_text="what you have answered and may change"
    )
    waiting: Any = WaitingShown(many=True, help_text="answers that are not out, as they were sent")
    postponed = PostponedShown(many=True, help_text="what you asked for and has not happened yet")
    joined_since = serializers.IntegerField(
        allow_null=True,
        help_text="companies that have joined where the story is read since it came out; null"
        " until then, and of an answer",
    )

    def get_fields(self) -> dict[str, Any]:
        """The fields above, and `pass`, which Python keeps for itself."""
        return {"pass": serializers.CharField(), **super().get_fields()}


class Receipts(Resource):
    """Opening what was told anonymously."""

    @operation(
        "openReceipt", "POST", summary="Open with a receipt",
        body=ReceiptBody, gives=Voice, public=True, scope="receipt",
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        """Signed in or not. A lost receipt cannot be replaced: nobody knows whose it was."""
        persona = Persona.objects.held_by(self.take()["receipt"])
        if persona is None:
            raise UnknownReceipt
        return Response(as_voice(persona), headers={"Cache-Control": "no-store"})


def as_voice(persona: Persona) -> dict[str, Any]:
    """A persona as its bearer sees it."""
    story = Story.objects.filter(persona=persona).first()
    said = Comment.objects.filter(persona=persona).standing().order_by("path")
    bearer = Reader(persona=persona.pk)
    waiting = Waiting.objects.visible_to(bearer).select_related("persona")
    answers = () if persona.silent or persona.silenced else ("answer",)
    return {
        "pass": passes.issue(persona),
        "expires_in": passes.LASTS,
        "label": persona.label,
        "story": story and story.pk,
        "thread": persona.thread_id,
        "state": story and story.state,
        "may": list(MAY_DO.get(story.state, ()) if story else answers),
        "comments": list(said.values_list("pk", flat=True)),
        "waiting": [as_waiting(one, bearer) for one in waiting.order_by("turn", "pk")],
        "postponed": [as_postponed(one) for one in persona.postponed.order_by("due_on", "pk")],
        "joined_since": joined_since(story).count() if story and story.published_at else None,
    }
