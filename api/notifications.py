"""Notifications: what is told to the one signed in, and having read it."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Id, Strict
from api.operations import operation
from api.values import Several
from forum.models import Notification

COLUMNS = ("id", "kind", "subject", "created_at", "read_at")
MOST = 100  # ids at once: a page of them


class NotificationShown(serializers.Serializer[Any]):
    """One thing told; what it says is read at its subject."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Notification.Kind.choices)
    subject = serializers.UUIDField(help_text="id of a decision, report, proposal or story")
    created_at = serializers.DateTimeField()
    read = serializers.BooleanField()


class HaveRead(Strict):
    """Which ones; all of them where nothing is said."""

    ids = Several(child=Id(), required=False, max_length=MOST, allow_empty=True)


class Notifications(Resource):
    """One's own; what one may no longer see is told no longer (T12)."""

    @operation(
        "listNotifications", "GET", summary="What is told to you, newest first",
        gives=NotificationShown, many=True, paged=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """Read and unread."""
        own = Notification.objects.visible_to(self.reader).values_list(*COLUMNS)
        page = self.page(own, order=("-created_at", "-id"), name="notifications")
        return self.listed(page, [as_notification(row) for row in page.rows])


class NotificationsRead(Resource):
    """Having read them."""

    @operation("markNotificationsRead", "POST", summary="Mark as read", body=HaveRead, status=204)
    def create(self, request: Request) -> Response:
        """Ids of others, or of nothing, are passed over in silence."""
        chosen = self.take().get("ids")
        own = Notification.objects.visible_to(self.reader)
        (own if chosen is None else own.filter(pk__in=chosen)).mark_read()
        return Response(status=204)


def as_notification(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of COLUMNS as a `NotificationShown`."""
    pk, kind, subject, created, read = row
    return {"id": pk, "kind": kind, "subject": subject, "created_at": created, "read": bool(read)}
