"""Anonymous answers in the admin, read by a moderator before they come out (T4)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, reader
from forum.admin import shown
from forum.admin.base import Telling, circle_filter
from forum.admin.comments import EXCERPT
from forum.admin.identifiers import listed
from forum.admin.reasons import send_items_back
from forum.identifying import findings_in
from forum.markdown import render
from forum.models import Waiting


@admin.register(Waiting)
class WaitingAnswers(Telling[Waiting]):
    """The answers this moderator may check; the list is renewed every morning, in no order (T8)."""

    list_display = ("excerpt", "conversation", "voice")
    list_filter = (circle_filter("thread__circle", "thread__story__circle"),)
    list_select_related = ("persona", "thread__story", "parent")
    ordering = ("id",)
    fields = readonly_fields = ("conversation", "voice", "answer_to", "text", "identifying")
    actions = ("let_out", "send_back")

    @admin.action(permissions=["moderate"], description=_("Let it out"), location=EVERYWHERE)
    def let_out(self, request: HttpRequest, queryset: QuerySet[Waiting]) -> HttpResponse:
        """Say yes: they come out with their batch, or the next one (T8)."""
        by = reader(request)
        self.carry_out(request, queryset, "approve", lambda answer: answer.approve(by=by))
        return self.next_to_check()

    @admin.action(
        permissions=["moderate"], description=_("Send back with a note …"), location=EVERYWHERE
    )
    def send_back(self, request: HttpRequest, queryset: QuerySet[Waiting]) -> HttpResponse:
        """Ask the voice to change something first; it reads the note by its receipt."""
        return send_items_back(self, request, queryset) or self.next_to_check()

    def log_act(self, request: HttpRequest, item: Any, verb: str) -> None:
        """Log nothing here: the audit log says it, with the date of a batch (T8)."""

    def next_to_check(self) -> HttpResponse:
        """The answers still to check: the one just answered can no longer be read."""
        return HttpResponseRedirect(reverse("admin:forum_waiting_changelist"))

    @admin.display(description=_("text"))
    def excerpt(self, answer: Waiting) -> str:
        """How it begins."""
        return Truncator(answer.body).chars(EXCERPT)

    @admin.display(description=_("thread"))
    def conversation(self, answer: Waiting) -> str:
        """The way to the thread."""
        return shown.link("forum_thread_change", answer.thread_id, answer.thread)

    @admin.display(description=_("told by"))
    def voice(self, answer: Waiting) -> str:
        """The label it will have in the thread, and nothing else."""
        return answer.persona.label

    @admin.display(description=_("answers"))
    def answer_to(self, answer: Waiting) -> str:
        """The way to the comment it answers."""
        above = answer.parent_id
        return shown.link("forum_comment_change", above, _("the comment above")) if above else "-"

    @admin.display(description=_("answer"))
    def text(self, answer: Waiting) -> SafeString:
        """The words as readers will see them."""
        return shown.safe(render(answer.body))

    @admin.display(description=_("could identify someone"))
    def identifying(self, answer: Waiting) -> SafeString:
        """What the lint finds in it."""
        return listed(findings_in(answer.body, answer.vouched))
