"""The parts of a story below it: tries, numbers, follow-ups and files, to read."""

from typing import Any, override

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Listed, reader
from forum.admin import shown
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
    """The files by name, with the way to the page from which they can be decided about."""

    model = Attachment
    fields = readonly_fields = ("caption", "content_type", "size", "is_hidden")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attachment]:
        """The hidden ones for who moderates there."""
        rows: Any = super().get_queryset(request)
        met: QuerySet[Attachment] = rows.met_by(reader(request))
        return met

    @admin.display(description=_("hidden"))
    def is_hidden(self, attachment: Attachment) -> str:
        """Whether moderation took it out of sight."""
        return shown.yes(attachment.hidden_at)
