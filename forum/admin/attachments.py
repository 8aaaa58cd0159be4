"""Attachments as moderators meet them: by name, with their story, to decide about."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Guarded, Happened, reader
from forum.admin import shown
from forum.admin.moderated import Moderated
from forum.models import Attachment


@admin.register(Attachment)
class Attachments(Moderated[Attachment]):
    """The files of stories the person may read; hidden ones for who moderates there.

    They are opened in the forum, which asks again who may. The voice is the story's: it is decided
    about from there.
    """

    list_display = ("name", "caption", "told_in", "teller", "content_type", "is_hidden")
    list_filter = (("hidden_at", Happened),)
    list_select_related = (
        *("story__author", "story__company", "story__attribution", "story__persona"),
    )
    search_fields = ("name", "caption", "story__title")
    fields = readonly_fields = (
        *("name", "caption", "told_in", "teller", "content_type", "size", "is_hidden"),
    )
    actions = ("decide",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attachment]:
        """What the person may read, and put back."""
        rows: Any = Guarded.get_queryset(self, request)
        met: QuerySet[Attachment] = rows.met_by(reader(request))
        return met

    @admin.display(description=_("story"))
    def told_in(self, attachment: Attachment) -> str:
        """The way to the story."""
        return shown.link("forum_story_change", attachment.story_id, attachment.story)

    @admin.display(description=_("told by"))
    def teller(self, attachment: Attachment) -> str:
        """The byline of the story."""
        return shown.teller(attachment.story)

    @admin.display(description=_("hidden"))
    def is_hidden(self, attachment: Attachment) -> str:
        """Whether moderation took it out of sight."""
        return shown.yes(attachment.hidden_at)
