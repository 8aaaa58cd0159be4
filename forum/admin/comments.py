"""Comments as moderators meet them: to find, to read, to decide about."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Happened, reader
from forum.admin import shown
from forum.admin.base import circle_filter
from forum.admin.moderated import Moderated
from forum.admin.source import block, sources
from forum.models import Comment

EXCERPT = 80  # characters of a comment in the list


@admin.register(Comment)
class Comments(Moderated[Comment]):
    """Comments of threads the person may read; what was taken away is empty here as well."""

    list_display = ("excerpt", "conversation", "teller", "is_hidden", "told")
    list_filter = (
        ("hidden_at", Happened),
        ("removed_at", Happened),
        circle_filter("thread__circle", "thread__story__circle"),
    )
    list_select_related = ("author", "company", "attribution", "persona", "thread__story")
    search_fields = ("body", "thread__title", "thread__story__title", "company__name")
    search_help_text = _("Hidden comments are found by the filter, not by their words.")
    fields = readonly_fields = (
        *("conversation", "teller", "told", "edited_at", "is_hidden", "removed_at"),
        *("answer_to", "text", "written"),
    )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The page of a thread leads to its comments; everything else as everywhere."""
        return lookup == "thread" or super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Comment], search_term: str
    ) -> tuple[QuerySet[Comment], bool]:
        """Search standing words only: a hit would tell what a hidden comment says."""
        standing = queryset.standing() if search_term else queryset  # type: ignore[attr-defined]
        return super().get_search_results(request, standing, search_term)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Comment | None:
        """One comment; the words of a hidden one are for the moderators of its circle."""
        comment = super().get_object(request, *args, **kwargs)
        if comment and comment.hidden_at and not comment.thread.is_moderated_by(reader(request)):
            comment.body = comment.body_html = ""
        return comment

    @admin.display(description=_("text"))
    def excerpt(self, comment: Comment) -> str:
        """How it begins; a hidden one shows its words on its own page, to moderators."""
        if comment.removed_at:
            return gettext("(taken away)")
        return gettext("(hidden)") if comment.hidden_at else Truncator(comment.body).chars(EXCERPT)

    @admin.display(description=_("thread"))
    def conversation(self, comment: Comment) -> str:
        """The way to the thread."""
        return shown.link("forum_thread_change", comment.thread_id, comment.thread)

    @admin.display(description=_("told by"))
    def teller(self, comment: Comment) -> str:
        """The byline as readers see it."""
        return shown.teller(comment)

    @admin.display(description=_("told"), ordering="told_at")
    def told(self, comment: Comment) -> str:
        """The moment, or of the anonymous the date of the batch."""
        return shown.told(comment)

    @admin.display(description=_("hidden"))
    def is_hidden(self, comment: Comment) -> str:
        """Whether moderation took it out of sight."""
        return shown.yes(comment.hidden_at)

    @admin.display(description=_("answers"))
    def answer_to(self, comment: Comment) -> str:
        """The way to the comment it answers."""
        above = comment.parent_id
        return shown.link("forum_comment_change", above, _("the comment above")) if above else "-"

    @admin.display(description=_("comment"))
    def text(self, comment: Comment) -> SafeString:
        """The words as readers see them."""
        return shown.safe(comment.body_html)

    @admin.display(description=_("as it was written"))
    def written(self, comment: Comment) -> SafeString:
        """The same words with every character."""
        return block(sources(comment))
