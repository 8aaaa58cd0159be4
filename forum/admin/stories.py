"""Stories as moderators meet them: to find, to read, to hide with a reason and to restore."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Happened, reader
from forum.admin import shown
from forum.admin.base import CircleFilter, Telling
from forum.admin.parts import Attachments, Cycles, FollowUps, Measurements
from forum.admin.reasons import ask, asked_for
from forum.models import State, Story
from forum.models.sections import SECTIONS

# The author's own acts would name whoever hides behind a byline: only moderation's are shown.
DECISIONS = {"hide": _("hidden"), "restore": _("shown again")}


@admin.register(Story)
class Stories(Telling[Story]):
    """Stories on their way or out; nobody else's draft is ever listed."""

    list_display = ("title", "teller", "readers", "state", "is_hidden", "told")
    list_filter = (
        "state",
        ("hidden_at", Happened),
        CircleFilter,
        "audience",
        "byline",
        "language",
    )
    list_select_related = ("author", "company", "attribution", "persona", "circle")
    search_fields = ("title", "summary", "company__name")
    fields = readonly_fields = (
        *("title", "summary", "teller", "readers", "state", "is_hidden", "told"),
        *("at_first", "outcome", "failure_type", "themes", "conversation"),
        *("text", "decisions"),
    )
    inlines = (Cycles, Measurements, FollowUps, Attachments)
    actions = ("hide", "restore")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """What the person may read of what has left its author's desk."""
        return super().get_queryset(request).exclude(state=State.DRAFT)

    @admin.action(
        permissions=["moderate"], description=_("Hide, with a reason"), location=EVERYWHERE
    )
    def hide(self, request: HttpRequest, queryset: QuerySet[Story]) -> HttpResponse | None:
        """Take stories out of sight."""
        return self.decide(request, queryset, "hide")

    @admin.action(
        permissions=["moderate"], description=_("Restore, with a reason"), location=EVERYWHERE
    )
    def restore(self, request: HttpRequest, queryset: QuerySet[Story]) -> HttpResponse | None:
        """Bring stories back."""
        return self.decide(request, queryset, "restore")

    def decide(
        self, request: HttpRequest, queryset: QuerySet[Story], verb: str
    ) -> HttpResponse | None:
        """Ask for the reason first; with it, let the verb decide."""
        form = asked_for(request)
        if not form.is_valid():
            return ask(self, request, queryset, verb, form)
        to = {"by": reader(request), "reason": form.cleaned_data["reason"]}
        self.carry_out(request, queryset, verb, lambda story: getattr(story, verb)(**to))
        return None

    @admin.display(description=_("told by"))
    def teller(self, story: Story) -> str:
        """The byline as readers see it."""
        return shown.teller(story)

    @admin.display(description=_("read by"))
    def readers(self, story: Story) -> str:
        """Who may read."""
        return shown.audience(story)

    @admin.display(description=_("told"), ordering="told_at")
    def told(self, story: Story) -> str:
        """The moment, or the week of the anonymous."""
        return shown.told(story)

    @admin.display(description=_("hidden"))
    def is_hidden(self, story: Story) -> str:
        """Whether moderation took it out of sight."""
        return shown.yes(story.hidden_at)

    @admin.display(description=_("first outcome"))
    def at_first(self, story: Story) -> str:
        """The outcome the story was published with."""
        return str(story.get_first_outcome_display())

    @admin.display(description=_("topics"))
    def themes(self, story: Story) -> str:
        """The topics by name."""
        return shown.joined(*story.topics.all())

    @admin.display(description=_("thread"))
    def conversation(self, story: Story) -> str:
        """The way to the story's thread."""
        thread: Any = getattr(story, "thread", None)
        return shown.link("forum_thread_change", thread.pk, _("open")) if thread else "-"

    @admin.display(description=_("text"))
    def text(self, story: Story) -> SafeString:
        """The sections as readers see them."""
        html = story.sections_html
        written = [
            (section_name(name), shown.safe(html[name])) for name in SECTIONS if html.get(name)
        ]
        return format_html_join("", "<h3>{}</h3>{}", written)

    @admin.display(description=_("decisions"))
    def decisions(self, story: Story) -> SafeString:
        """What moderation decided, with the reasons."""
        events = story.events.filter(verb__in=DECISIONS).select_related("by")
        rows = [(shown.moment(e.at), DECISIONS[e.verb], e.by or "", e.note) for e in events]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {} – {}: {}</li>", rows))


def section_name(name: str) -> str:
    """The heading of a section."""
    return str(Story._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
