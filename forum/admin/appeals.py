"""Appeals in the admin: what somebody asks to have looked at again, by somebody else (T11)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Happened, reader
from accounts.errors import DomainError
from forum.admin import shown
from forum.admin.base import Telling
from forum.admin.decisions import ON_ITS_PAGE, WITH_PLACE, case_link, rule_named
from forum.admin.reasons import ask, sent, sentence
from forum.admin.subjects import Subject, subjects
from forum.models import Appeal

DECIDED = "decision__rule", "decision__decided_by"


class AnswerForm(forms.Form):
    """What the one who appealed will read."""

    sentence = sentence(_("Answer"), _("A sentence or two they will read."), 1000)


class Listing(ChangeList):
    """The list, with what the appeals are about fetched for the page: one query a kind."""

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the page and what its appeals are about."""
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        look_up(self.result_list)


@admin.register(Appeal)
class Appeals(Telling[Appeal]):
    """Appeals the person may hear; whoever took the decision does not see them here."""

    list_display = (
        *("in_short", "appellant", "what", "by_rule"),
        *("lodged", "where_it_stands"),
    )
    list_filter = ("outcome", ("heard_at", Happened))
    list_select_related = ("heard_by", *DECIDED)
    ordering = (F("heard_at").desc(nulls_first=True), "lodged_at", "id")
    fields = readonly_fields = (
        *("about", "appellant", "lodged", "sentence"),
        *("measure", "reason", "by_rule", "statement", "until", "decided", "decided_by"),
        *("where_it_stands", "answer", "heard_by", "heard"),
    )
    actions = ("let_stand", "reverse")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        """The appeals this person may hear, with what was decided."""
        rulings = Prefetch("decision__rulings", WITH_PLACE.order_by("pk"))
        return super().get_queryset(request).prefetch_related(rulings)

    def get_changelist(self, request: HttpRequest, **_kwargs: Any) -> type[ChangeList]:
        """The list that looks up what the appeals are about."""
        return Listing

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Appeal | None:
        """One appeal with what it is about."""
        appeal = super().get_object(request, *args, **kwargs)
        look_up([appeal] if appeal else [])
        return appeal

    @admin.action(
        permissions=["moderate"], description=_("The decision stands …"), location=ON_ITS_PAGE
    )
    def let_stand(self, request: HttpRequest, queryset: QuerySet[Appeal]) -> HttpResponse | None:
        """Answer that nothing changes, and why."""
        return self.hear(request, queryset, Appeal.Outcome.STANDS)

    @admin.action(
        permissions=["moderate"], description=_("Reverse the decision …"), location=ON_ITS_PAGE
    )
    def reverse(self, request: HttpRequest, queryset: QuerySet[Appeal]) -> HttpResponse | None:
        """Put everything back as it was, and say why."""
        return self.hear(request, queryset, Appeal.Outcome.REVERSED)

    def hear(
        self, request: HttpRequest, queryset: QuerySet[Appeal], outcome: Appeal.Outcome
    ) -> HttpResponse | None:
        """Ask for the answer first; with it, let the verb decide."""
        form = AnswerForm(sent(request))
        appeal = queryset.get()
        if not form.is_valid():
            return ask(self, request, [appeal.sentence], form)
        try:
            appeal.hear(by=reader(request), outcome=outcome, answer=form.cleaned_data["sentence"])
        except DomainError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.log_change(request, appeal, f"hear.{outcome}")
            self.message_user(request, _("The answer is on its way."), messages.SUCCESS)
        return None

    @admin.display(description=_("about"))
    def in_short(self, appeal: Appeal) -> str:
        """What the decision fell on; in the list it leads to the appeal."""
        first, *more = looked_up(appeal)
        text = f"{first.kind}: {first.name}"
        return f"{text} + {len(more)}" if more else text

    @admin.display(description=_("decision"))
    def what(self, appeal: Appeal) -> str:
        """What was decided, and why."""
        decision = appeal.decision
        return f"{decision.get_measure_display()}: {decision.get_reason_display()}"

    @admin.display(description=_("about"))
    def about(self, appeal: Appeal) -> SafeString:
        """The way to the case of everything of theirs that the decision fell on."""
        links = [(case_link(one.case), one.name) for one in looked_up(appeal)]
        return format_html_join(mark_safe("<br>"), "{}: {}", links)

    @admin.display(description=_("appealed by"))
    def appellant(self, appeal: Appeal) -> str:
        """The byline of what the decision fell on, as readers see it (T3)."""
        return shown.joined(*dict.fromkeys(one.teller for one in looked_up(appeal))) or "-"

    @admin.display(description=_("decision"))
    def measure(self, appeal: Appeal) -> str:
        """What was decided."""
        return appeal.decision.get_measure_display()

    @admin.display(description=_("reason"))
    def reason(self, appeal: Appeal) -> str:
        """Why."""
        return appeal.decision.get_reason_display()

    @admin.display(description=_("rule"))
    def by_rule(self, appeal: Appeal) -> str:
        """By which rule."""
        return rule_named(appeal.decision)

    @admin.display(description=_("what they were told"))
    def statement(self, appeal: Appeal) -> str:
        """The sentence of the decision."""
        return appeal.decision.sentence

    @admin.display(description=_("until"))
    def until(self, appeal: Appeal) -> str:
        """When the measure ends by itself."""
        return shown.moment(appeal.decision.until) if appeal.decision.until else "-"

    @admin.display(description=_("decided"))
    def decided(self, appeal: Appeal) -> str:
        """When it was decided."""
        return shown.moment(appeal.decision.decided_at)

    @admin.display(description=_("decided by"))
    def decided_by(self, appeal: Appeal) -> str:
        """Who decided: somebody else than the one who reads this."""
        return str(appeal.decision.decided_by)

    @admin.display(description=_("lodged"), ordering="lodged_at")
    def lodged(self, appeal: Appeal) -> str:
        """The day; of a voice that of a batch (T8)."""
        if appeal.persona_id:
            return shown.day(appeal.lodged_at)
        return str(date(timezone.localtime(appeal.lodged_at), "Y-m-d"))

    @admin.display(description=_("outcome"))
    def where_it_stands(self, appeal: Appeal) -> str:
        """What came of it, or how long it has waited for somebody to hear it."""
        waited = gettext("has waited %s") % timesince(appeal.lodged_at, depth=1)
        return appeal.get_outcome_display() or waited

    @admin.display(description=_("heard"))
    def heard(self, appeal: Appeal) -> str:
        """When it was answered."""
        return shown.moment(appeal.heard_at) if appeal.heard_at else "-"


def look_up(appeals: list[Appeal]) -> None:
    """Note with each appeal what of the appellant's the decision fell on."""
    own = {
        appeal.pk: [r.case for r in appeal.decision.rulings.all() if is_theirs(appeal, r)]
        for appeal in appeals
    }
    found = {one.case.pk: one for one in subjects(case for cases in own.values() for case in cases)}
    for appeal in appeals:
        vars(appeal)["subjects"] = [found[case.pk] for case in own[appeal.pk]]


def looked_up(appeal: Appeal) -> list[Subject]:
    """What `look_up` found."""
    found: list[Subject] = vars(appeal)["subjects"]
    return found


def is_theirs(appeal: Appeal, ruling: Any) -> bool:
    """Tell whether a ruling fell on something of whoever appeals."""
    if appeal.persona_id:
        return bool(ruling.persona_id == appeal.persona_id)
    return bool(ruling.author_id == appeal.author_id)
