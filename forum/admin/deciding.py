"""Deciding from the admin: the page that shows what was chosen and asks for measure and reasons."""

from collections.abc import Iterable, Sequence, Sized
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Guarded, reader
from accounts.errors import DomainError, NotYours
from forum.admin.identifiers import in_texts
from forum.admin.reasons import answer
from forum.admin.source import sources
from forum.admin.subjects import Subject, subjects
from forum.models import Case, Decision, Guidelines, Report, Thread
from forum.models.decision import Judgement
from forum.models.guidelines import Rule
from forum.moderation.errors import CaseChanged, CaseClaimed
from forum.moderation.measures import END_ACCESS, FITS, ON_TEXT
from forum.moderation.passages import REMOVE
from forum.moderation.words import Kind, Measure, Reason

AT_ONCE = 100  # cases in one decision: as many as a list shows twice over
MOOT = (CaseChanged, CaseClaimed, NotYours)  # nothing on the form would make them good
RIGHTS = {Measure.REMOVE: REMOVE, Measure.END_ACCESS: END_ACCESS}


class RuleField(forms.ModelChoiceField[Rule]):
    """The rules of the guidelines that hold, by number and name."""

    def label_from_instance(self, obj: Rule) -> str:
        """How a rule stands in the list."""
        return f"{obj.number}. {obj.name}"


class DecisionForm(forms.Form):
    """What a moderator says; the person concerned reads all of it but the passages."""

    measure = forms.ChoiceField(label=_("Decision"), choices=())
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *Reason.choices])
    rule = RuleField(label=_("Rule"), queryset=Rule.objects.none())
    sentence = forms.CharField(
        label=_("To the person concerned"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
        help_text=_("A sentence or two they will read, with the rule and how to appeal."),
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only to suspend from writing, which ends by itself; at most a year away."),
    )
    found = forms.MultipleChoiceField(
        label=_("Could identify someone"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only to mask or remove passages, or to suggest an edit of them."),
    )
    passages = forms.CharField(
        label=_("Passages"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 70}),
        help_text=_(
            "Only to mask or remove, or to suggest an edit: one a line, exactly as they stand in"
            " the text."
        ),
    )

    def __init__(self, asked: HttpRequest, chosen: list[Subject]) -> None:
        """A form for these cases, filled in where it was sent."""
        posted = asked.POST if "measure" in asked.POST else None
        first = {"reason": likely_reason(one.case for one in chosen)}
        super().__init__(posted, initial=first)
        fields: Any = self.fields
        fields["measure"].choices = [("", "---------"), *fitting(asked, chosen)]
        fields["rule"].queryset = Guidelines.objects.current().rules.order_by("number")
        found = in_texts(chosen[0].item) if len(chosen) == 1 else []
        if texts := dict.fromkeys(one.text for one in found):
            fields["found"].choices = [(text, text) for text in texts]
        else:
            del fields["found"]

    @property
    def judgement(self) -> Judgement:
        """What was said, as the domain takes it."""
        said = self.cleaned_data
        lines = [line.strip() for line in said["passages"].splitlines() if line.strip()]
        passages = tuple(dict.fromkeys([*said.get("found", []), *lines]))
        until = end_of(said["until"]) if said["until"] else None
        return Judgement(
            said["measure"], said["reason"], said["rule"], said["sentence"], until, passages
        )


def decide(page: Guarded[Any], request: HttpRequest, cases: list[Case]) -> HttpResponse | None:
    """Ask how to decide about the cases, and decide about all of them at once.

    The cases are ones the person may handle, as the page or `opened` has found them. It sends the
    same action again, with the version of each case as it was read. None when it is over, decided
    or not; the messages say which.
    """
    cases = list({case.pk: case for case in cases}.values())
    if problem := impossible(request, cases):
        page.message_user(request, problem, messages.ERROR)
        return None
    chosen = subjects(cases)
    form = DecisionForm(request, chosen)
    if not form.is_valid():
        return ask(page, request, chosen, form)
    try:
        Decision.take(cases, form.judgement, by=reader(request))
    except MOOT as refusal:
        page.message_user(request, str(refusal), messages.ERROR)
        return None
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return ask(page, request, chosen, form)
    for case in cases:
        page.log_change(request, case, f"decide.{form.cleaned_data['measure']}")
    told = ngettext("Decided about %(count)d item.", "Decided about %(count)d items.", len(cases))
    page.message_user(request, told % {"count": len(cases)}, messages.SUCCESS)
    return None


def impossible(request: HttpRequest, cases: list[Case]) -> str:
    """Why these cannot be decided here and now, or ""; takes each case to the version read."""
    read = versions_read(request)
    if read is not None and read.keys() != {case.pk for case in cases}:
        return str(CaseChanged.message)
    for case in cases:
        case.version = case.version if read is None else read[case.pk]
    return too_many(cases) or ("" if cases else gettext("There is nothing here to decide about."))


def too_many(chosen: Sized) -> str:
    """What to say where more was chosen than is decided about at once, or ""."""
    told = gettext("Choose at most %(count)d at a time.") % {"count": AT_ONCE}
    return told if len(chosen) > AT_ONCE else ""


def versions_read(request: HttpRequest) -> dict[UUID, int] | None:
    """The versions the form was made with; None before there is one, empty for nonsense."""
    if "measure" not in request.POST:
        return None
    pairs = (text.partition(":") for text in request.POST.getlist("version"))
    try:
        return {UUID(case): int(version) for case, _colon, version in pairs}
    except ValueError:
        return {}


def ask(
    page: Guarded[Any], request: HttpRequest, chosen: list[Subject], form: DecisionForm
) -> HttpResponse:
    """Answer with the page that shows what was chosen, and the form."""
    return answer(
        page,
        request,
        "admin/decide.html",
        title=_("Decide"),
        chosen=[(one, sources(one.item)) for one in chosen],
        claimed=any(one.case.is_held_by_another(reader(request)) for one in chosen),
        kept=[("version", f"{one.case.pk}:{one.case.version}") for one in chosen],
        form=form,
    )


def fitting(request: HttpRequest, chosen: Sequence[Subject]) -> list[tuple[str, Any]]:
    """The measures that fit everything chosen and whoever decides."""
    fit = set(Measure)
    for one in chosen:
        fit &= FITS[one.case.kind] if one.item is not None else {Measure.NONE}
        if isinstance(one.item, Thread) and one.item.story_id:
            fit -= ON_TEXT
    lacking = {measure for measure, right in RIGHTS.items() if not request.user.has_perm(right)}
    if all(one.case.kind == Kind.PERSONA for one in chosen):
        lacking -= {Measure.END_ACCESS}  # a voice every moderator may silence (T14)
    return [(one.value, one.label) for one in Measure if one in fit - lacking]


def likely_reason(cases: Iterable[Case]) -> str:
    """What the reports say, where all of them say the same."""
    reports = Report.objects.unanswered().filter(case__in=list(cases))
    said = list(reports.order_by().values_list("reason", flat=True).distinct()[:2])
    return said[0] if len(said) == 1 else ""


def end_of(day: Any) -> datetime:
    """The end of a day on the local clock."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
