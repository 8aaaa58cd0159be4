"""Stories as moderators meet them: to find, to read, to check, to decide about."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Happened, reader
from forum.admin import shown
from forum.admin.agreeing import Asked, agree
from forum.admin.base import CircleFilter
from forum.admin.identifiers import listed
from forum.admin.moderated import Moderated
from forum.admin.parts import Attachments, Cycles, FollowUps, Measurements
from forum.admin.reasons import send_items_back
from forum.admin.source import block, heading, sources
from forum.identifying import findings
from forum.models import Byline, State, Story
from forum.models.sections import SECTIONS

# The author's own acts would name whoever hides behind a byline: only moderation's are shown.
DECISIONS = {"hide": _("hidden"), "restore": _("shown again")}


@admin.register(Story)
class Stories(Moderated[Story]):
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
    fields = (
        *("title", "summary", "teller", "readers", "state", "is_hidden", "told"),
        *("at_first", "outcome", "failure_type", "themes", "conversation"),
        *("text", "written", "decisions"),
    )
    readonly_fields = (*fields, "identifying")
    inlines = (Cycles, Measurements, FollowUps, Attachments)
    actions = (*Moderated.actions, "let_out", "send_back")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """What the person may read of what has left its author's desk."""
        return super().get_queryset(request).exclude(state=State.DRAFT)

    def get_fields(self, request: HttpRequest, obj: Story | None = None) -> Any:
        """For whoever checks a story without knowing the teller, what could tell who it is (T4)."""
        checked = obj and obj.state == State.IN_REVIEW and obj.is_checked_by(reader(request))
        return (*self.fields, "identifying") if checked else self.fields

    @admin.action(permissions=["moderate"], description=_("Let it out"), location=EVERYWHERE)
    def let_out(self, request: HttpRequest, queryset: QuerySet[Story]) -> HttpResponse:
        """Say yes to anonymous stories; they come out with the next batch (T8)."""
        by = reader(request)
        asked = [Asked(one, str(one), text_of(one)) for one in queryset]
        page = agree(self, request, asked, lambda one, seen: one.approve(by=by, seen=seen))
        return page or self.next_to_check()

    @admin.action(
        permissions=["moderate"], description=_("Send back with a note …"), location=EVERYWHERE
    )
    def send_back(self, request: HttpRequest, queryset: QuerySet[Story]) -> HttpResponse:
        """Ask the teller to change something first."""
        return send_items_back(self, request, queryset) or self.next_to_check()

    def log_act(self, request: HttpRequest, item: Any, verb: str) -> None:
        """Log what is done to a named story; the second would stay beside an anonymous one (T8)."""
        if item.byline != Byline.ANONYMOUS:
            super().log_act(request, item, verb)

    def next_to_check(self) -> HttpResponse:
        """The stories still in review: the one just answered can no longer be read."""
        address = reverse("admin:forum_story_changelist")
        return HttpResponseRedirect(f"{address}?state__exact={State.IN_REVIEW}")

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
        """The moment, or of the anonymous the date of the batch."""
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
        return text_of(story)

    @admin.display(description=_("as it was written"))
    def written(self, story: Story) -> SafeString:
        """The sections with every character."""
        return block(sources(story))

    @admin.display(description=_("could identify someone"))
    def identifying(self, story: Story) -> SafeString:
        """What the lint finds in it, as its teller is told."""
        return listed(findings(story))

    @admin.display(description=_("decisions"))
    def decisions(self, story: Story) -> SafeString:
        """What moderation decided, with the reasons."""
        events = story.events.filter(verb__in=DECISIONS).select_related("by")
        rows = [(shown.moment(e.at), DECISIONS[e.verb], e.by or "", e.note) for e in events]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {} – {}: {}</li>", rows))


def text_of(story: Story) -> SafeString:
    """The sections as readers see them."""
    html = story.sections_html
    written = [(heading(name), shown.safe(html[name])) for name in SECTIONS if html.get(name)]
    return format_html_join("", "<h3>{}</h3>{}", written)
