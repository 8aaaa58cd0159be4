"""Decisions in the admin: what the desk has decided, to read and to remember (T11)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Guarded, reader
from accounts.errors import DomainError
from forum.admin import shown
from forum.admin.base import Telling
from forum.admin.reasons import ask, sent, sentence
from forum.admin.subjects import subjects
from forum.models import Appeal, Case, Decision, Ruling
from forum.moderation.errors import AppealInPerson

ON_ITS_PAGE = [ActionLocation.CHANGE_FORM]  # who acts on one of them has read it just before
WITH_PLACE = Ruling.objects.select_related("case__story", "case__thread__story")


class RulingField(forms.ModelChoiceField[Ruling]):
    """What the decision fell on, by what readers see of it."""

    def label_from_instance(self, obj: Ruling) -> str:
        """The item and its byline: who sits behind a company's name stays there (T3)."""
        (about,) = subjects([obj.case])
        return shown.joined(about.kind, about.name, about.teller)


class ReceivedForm(forms.Form):
    """An appeal that came by mail."""

    ruling = RulingField(label=_("About"), queryset=Ruling.objects.none())
    sentence = sentence(
        _("Their words"), _("As they wrote them. Somebody else will read it."), 2000
    )

    def __init__(self, data: Any, rulings: QuerySet[Ruling]) -> None:
        """Ask about these rulings."""
        super().__init__(data)
        field: Any = self.fields["ruling"]
        field.queryset = rulings


@admin.register(Decision)
class Decisions(Telling[Decision]):
    """Decisions all of whose cases the person may handle; never who reported anything."""

    list_display = ("measure", "reason", "by_rule", "about", "decided", "decided_by", "until")
    list_filter = ("measure", "reason")
    list_select_related = ("rule", "decided_by")
    search_fields = ("sentence",)
    fields = readonly_fields = (
        *("measure", "reason", "by_rule", "sentence", "until", "decided", "decided_by", "items"),
    )
    actions = ("receive",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        """What this person could have decided."""
        rows: Any = Guarded.get_queryset(self, request)
        handled: QuerySet[Decision] = rows.handled_by(reader(request))
        return handled.prefetch_related(Prefetch("rulings", WITH_PLACE.order_by("pk")))

    @admin.action(
        permissions=["moderate"],
        description=_("Enter an appeal received by mail …"),
        location=ON_ITS_PAGE,
    )
    def receive(self, request: HttpRequest, queryset: QuerySet[Decision]) -> HttpResponse | None:
        """Write down the appeal of somebody who can no longer sign in."""
        decision = queryset.get()
        shut_out = Ruling.objects.filter(decision=decision, author__is_active=False)
        if not shut_out.exists():
            self.message_user(request, str(AppealInPerson.message), messages.ERROR)
            return None
        form = ReceivedForm(sent(request), shut_out.select_related("case").order_by("pk"))
        if not form.is_valid():
            return ask(
                self, request, [f"{decision.get_measure_display()}: {decision.sentence}"], form
            )
        ruling, words = form.cleaned_data["ruling"], form.cleaned_data["sentence"]
        try:
            Appeal.receive(decision, ruling.author_id, by=reader(request), sentence=words)
        except DomainError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.log_change(request, decision, "receive")
            self.message_user(request, _("Somebody else will hear the appeal."), messages.SUCCESS)
        return None

    @admin.display(description=_("rule"))
    def by_rule(self, decision: Decision) -> str:
        """The rule by number and name."""
        return rule_named(decision)

    @admin.display(description=_("decided"), ordering="decided_at")
    def decided(self, decision: Decision) -> str:
        """When."""
        return shown.moment(decision.decided_at)

    @admin.display(description=_("about"))
    def about(self, decision: Decision) -> str:
        """The first item, and how many more."""
        first, *more = decision.rulings.all()
        link = case_link(first.case)
        return format_html("{} + {}", link, len(more)) if more else link

    @admin.display(description=_("about"))
    def items(self, decision: Decision) -> SafeString:
        """Everything it fell on, and whether it was undone."""
        undone = _("undone")
        rows = [
            (case_link(one.case), shown.joined("", one.undone_at and undone))
            for one in decision.rulings.all()
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", rows))


def rule_named(decision: Decision) -> str:
    """The rule a decision rests on, as it stands in the guidelines."""
    return f"{decision.rule.number}. {decision.rule.name}"


def case_link(case: Case) -> SafeString:
    """The way to a case, by what it is and where it stands."""
    text = shown.joined(case.get_kind_display(), case.story or case.thread)
    return shown.link("forum_case_change", case.pk, text)
