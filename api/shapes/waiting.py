"""Answers and acts that wait for a batch, as their voices and those who check them see them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.response import Response

from accounts.reader import Reader
from api.fields import Strict
from api.values import Truth
from forum.models import Audience, Postponed, Waiting
from forum.models.postponed import Act
from forum.models.waiting import WaitingState

EACH_NARROWS = _(
    "Each further answer by the same voice narrows down who you are: whoever knows who was online"
    " on which days can compare. Answer again only where it is worth it."
)
AT_ONCE = "by receipt: at this minute, which others will see; else with the next batch"
COMES_OUT = "the earliest batch; null for whoever checks it, and of what came back"


class AtOnce(Strict):
    """Whether an act by receipt is to happen now; what is done by name always does (T8)."""

    now = Truth(required=False, help_text=AT_ONCE)


class PostponedShown(serializers.Serializer[Any]):
    """What was asked for by receipt and happens with a batch, so that no minute points at you."""

    id = serializers.UUIDField()
    act = serializers.ChoiceField(choices=Act.choices)
    story = serializers.UUIDField(allow_null=True)
    comment = serializers.UUIDField(allow_null=True)
    audience = serializers.ChoiceField(choices=Audience.choices, allow_null=True)
    happens_on = serializers.DateField(help_text="at 05:00 in Stockholm")


class WaitingShown(serializers.Serializer[Any]):
    """An anonymous answer that is not out."""

    id = serializers.UUIDField()
    thread = serializers.UUIDField()
    parent: Any = serializers.UUIDField(allow_null=True)
    label: Any = serializers.CharField(help_text="of the voice, in this thread only")
    body = serializers.CharField(help_text="Markdown")
    state = serializers.ChoiceField(choices=WaitingState.choices)
    note = serializers.CharField(allow_null=True, help_text="why it came back; null if it did not")
    comes_out_on = serializers.DateField(allow_null=True, help_text=COMES_OUT)


def as_postponed(one: Postponed) -> dict[str, Any]:
    """A `PostponedShown`."""
    return {
        "id": one.pk,
        "act": one.act,
        "story": one.story_id,
        "comment": one.comment_id,
        "audience": one.audience or None,
        "happens_on": one.due_on,
    }


def as_waiting(answer: Waiting, reader: Reader) -> dict[str, Any]:
    """A `WaitingShown`; whoever checks it learns no date, which would tell when it was sent."""
    own = reader.persona is not None
    on_its_way = own and answer.state != WaitingState.RETURNED
    return {
        "id": answer.pk,
        "thread": answer.thread_id,
        "parent": answer.parent_id,
        "label": answer.persona.label,
        "body": answer.body,
        "state": answer.state,
        "note": (answer.note or None) if own else None,
        "comes_out_on": answer.batch_on if on_its_way else None,
    }


def postponed(later: Postponed) -> Response:
    """The answer to what waits for a batch."""
    return Response(as_postponed(later), status=202)
