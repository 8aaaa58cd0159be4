"""The parts of a story below it: tries, numbers, follow-ups and files, to read."""

from typing import override

from django.db.models import Model
from django.http import HttpRequest

from accounts.admin.base import Listed
from forum.models import Attachment, Cycle, FollowUp, Measurement


class Part[Item: Model](Listed[Item]):
    """Rows that can be read whenever their story can."""

    @override
    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The story was visible, so its parts are (T1)."""
        return True


class Cycles(Part[Cycle]):
    """The tries."""

    model = Cycle
    fields = readonly_fields = ("plan", "do", "checked", "act", "started_on", "ended_on")


class Measurements(Part[Measurement]):
    """The numbers."""

    model = Measurement
    fields = readonly_fields = ("unit", "direction", "baseline", "target", "result")


class FollowUps(Part[FollowUp]):
    """How it stood later."""

    model = FollowUp
    fields = readonly_fields = ("held", "outcome", "body")


class Attachments(Part[Attachment]):
    """The files by name; they are opened in the forum, which asks again who may."""

    model = Attachment
    fields = readonly_fields = ("caption", "content_type", "size")
