"""Threads as moderators meet them: to find, to read, to decide about."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Happened, reader
from accounts.models import Circle
from forum.admin import shown
from forum.admin.base import circle_filter
from forum.admin.deciding import end_of
from forum.admin.moderated import Moderated
from forum.admin.reasons import ask
from forum.admin.source import block, sources
from forum.models import Story, Thread
from forum.moderation.stopping import stop_voices
from forum.moderation.words import Reason


class StopForm(forms.Form):
    """Where no new anonymous voice shall begin, until when, and why."""

    where = forms.ChoiceField(
        label=_("Where"), choices=[("thread", _("in this thread")), ("circle", _("in its circle"))]
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *Reason.choices])
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At most a month away. Leave it empty to let new voices begin again."),
    )

    def place(self, thread: Thread) -> Any:
        """What is meant of a thread: itself, or its circle where it has one."""
        in_circle = self.cleaned_data["where"] == "circle"
        circle: Circle | None = thread.place.circle
        return circle if in_circle and circle else thread


@admin.register(Thread)
class Threads(Moderated[Thread]):
    """The threads of stories, and questions."""

    list_display = ("name", "teller", "readers", "comments", "is_locked", "is_hidden", "told")
    list_filter = (
        ("story", Happened),
        ("locked_at", Happened),
        circle_filter("circle", "story__circle"),
    )
    list_select_related = (
        *("author", "company", "attribution", "persona", "circle"),
        *("story__author", "story__company", "story__attribution"),
        *("story__persona", "story__circle"),
    )
    search_fields = ("title", "body", "story__title", "company__name")
    actions = (*Moderated.actions, "stop_voices")
    fields = readonly_fields = (
        *("name", "teller", "readers", "is_locked", "is_hidden", "told"),
        *("voices_stopped_until", "story_told", "text", "written", "comments"),
    )

    @admin.action(
        permissions=["moderate"],
        description=_("Let no new anonymous voices begin …"),
        location=EVERYWHERE,
    )
    def stop_voices(self, request: HttpRequest, queryset: QuerySet[Thread]) -> HttpResponse | None:
        """Ask where, why and until when, and stop new voices there (T14)."""
        form = StopForm(request.POST if "where" in request.POST else None)
        if not form.is_valid():
            return ask(self, request, queryset, form)
        day, by = form.cleaned_data["until"], reader(request)
        said = {"until": end_of(day) if day else None, "reason": form.cleaned_data["reason"]}
        self.carry_out(
            request,
            queryset,
            "stop_voices",
            lambda one: stop_voices(form.place(one), by=by, **said),
        )
        return None

    @admin.display(description=_("title"))
    def name(self, thread: Thread) -> str:
        """The question, or the title of the story."""
        return str(thread)

    @admin.display(description=_("told by"))
    def teller(self, thread: Thread) -> str:
        """The byline of the question or the story."""
        return shown.teller(subject(thread))

    @admin.display(description=_("read by"))
    def readers(self, thread: Thread) -> str:
        """Who may read; a story's thread is read by the story's readers."""
        return shown.audience(subject(thread))

    @admin.display(description=_("told"), ordering="told_at")
    def told(self, thread: Thread) -> str:
        """The moment, or of the anonymous the date of the batch."""
        return shown.told(subject(thread))

    @admin.display(description=_("locked"))
    def is_locked(self, thread: Thread) -> str:
        """Whether it takes no more comments."""
        return shown.yes(thread.locked_at)

    @admin.display(description=_("hidden"))
    def is_hidden(self, thread: Thread) -> str:
        """Whether moderation took it, or its story, out of sight."""
        return shown.yes(thread.hidden_at or subject(thread).hidden_at)

    @admin.display(description=_("story"))
    def story_told(self, thread: Thread) -> str:
        """The way to the story."""
        story = thread.story
        return shown.link("forum_story_change", story.pk, story) if story else "-"

    @admin.display(description=_("question"))
    def text(self, thread: Thread) -> SafeString:
        """The question as readers see it."""
        return shown.safe(thread.body_html)

    @admin.display(description=_("as it was written"))
    def written(self, thread: Thread) -> SafeString:
        """The question with every character."""
        return block(sources(thread))

    @admin.display(description=_("comments"), ordering="comment_count")
    def comments(self, thread: Thread) -> SafeString:
        """The way to the thread's comments, in reading order."""
        page = reverse("admin:forum_comment_changelist")
        return format_html('<a href="{}?thread={}">{}</a>', page, thread.pk, thread.comment_count)


def subject(thread: Thread) -> Story | Thread:
    """What the thread is about: its story, or itself as a question."""
    return thread.story or thread
