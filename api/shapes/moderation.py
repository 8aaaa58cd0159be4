"""What people are shown of moderation: their reports, and the decisions on their own things.

Who reported, who decided and who heard an appeal is shown to nobody: the log holds moderators to
account, and nobody in the forum shall have a name to be angry with.
"""

from typing import Any

from rest_framework import serializers

from accounts.reader import Reader
from api.shapes.told import day
from forum import batches
from forum.models import Appeal, Case, Decision, Report
from forum.models.appeal import is_appealable
from forum.moderation.words import FIRST, Kind, Measure, Reason

LABEL = "of a voice, as the thread shows it; null for everything else"


class About(serializers.Serializer[Any]):
    """What moderation is about."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    item = serializers.UUIDField(allow_null=True, help_text="of a voice, the thread it speaks in")
    label: Any = serializers.CharField(allow_null=True, help_text=LABEL)


class ReportShown(About):
    """A report of one's own, and what became of it."""

    id = serializers.UUIDField()
    reason = serializers.ChoiceField(choices=Reason.choices)
    sentence = serializers.CharField()
    first = serializers.CharField(
        allow_null=True, help_text="what to do yourself before any moderator reads this"
    )
    reported_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=["waiting", "answered"])
    answer = serializers.ChoiceField(choices=["nothing_to_do", "acted"], allow_null=True)


class RuleNamed(serializers.Serializer[Any]):
    """The rule of the guidelines a decision rests on, as it read then."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    text = serializers.CharField()


class AppealShown(serializers.Serializer[Any]):
    """One's own appeal; somebody else than whoever decided hears it."""

    state = serializers.ChoiceField(choices=["waiting", *Appeal.Outcome.values])
    sentence = serializers.CharField()
    answer = serializers.CharField(allow_null=True)


class DecisionShown(serializers.Serializer[Any]):
    """A decision on one's own things, with its reasons (DSA article 17); never who decided."""

    id = serializers.UUIDField()
    measure = serializers.ChoiceField(choices=Measure.choices)
    reason = serializers.ChoiceField(choices=Reason.choices)
    rule = RuleNamed()
    sentence = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True, help_text="null for the anonymous")
    decided_on = serializers.DateField(help_text="of the anonymous the date of the batch before it")
    items = About(many=True, help_text="your own things it fell on; others' are not listed")
    undone = serializers.BooleanField(help_text="everything was put back as it was")
    appeal = AppealShown(allow_null=True)
    may_appeal = serializers.BooleanField()


def as_about(case: Case, label: str | None) -> dict[str, Any]:
    """What a case is about, as `About`; the id of a voice is for nobody."""
    if case.kind != Kind.PERSONA:
        return {"kind": case.kind, "item": case.item, "label": None}
    thread = case.thread if case.story is None else getattr(case.story, "thread", None)
    return {"kind": case.kind, "item": thread and thread.pk, "label": label}


def as_report(report: Report, labels: dict[Any, str]) -> dict[str, Any]:
    """A report with its case and decision; `labels` are those of voices, by their ids."""
    decided = report.decision
    acted = decided is not None and decided.measure != Measure.NONE
    return {
        "id": report.pk,
        **as_about(report.case, labels.get(report.case.item)),
        "reason": report.reason,
        "sentence": report.sentence,
        "reported_at": report.reported_at,
        "state": "answered" if decided else "waiting",
        "first": said_first(report.reason),
        "answer": ("acted" if acted else "nothing_to_do") if decided else None,
    }


def said_first(reason: str) -> str | None:
    """What whoever reports for a reason should do first, in the language asked for."""
    words = FIRST.get(Reason(reason))
    return str(words) if words else None


def as_appeal(appeal: Appeal) -> dict[str, Any]:
    """An appeal as an `AppealShown`."""
    state = appeal.outcome or "waiting"
    return {"state": state, "sentence": appeal.sentence, "answer": appeal.answer or None}


def as_decision(decision: Any, reader: Reader) -> dict[str, Any]:
    """A decision with the reader's own `rulings` and `appeals` and no others, prefetched."""
    own, appeal = list(decision.rulings.all()), next(iter(decision.appeals.all()), None)
    rule = decision.rule
    return {
        "id": decision.pk,
        "measure": decision.measure,
        "reason": decision.reason,
        "rule": {"number": rule.number, "name": rule.name, "text": rule.text},
        "sentence": decision.sentence,
        "until": decision.until,
        **decided(decision, reader),
        "items": [as_about(one.case, one.persona and one.persona.label) for one in own],
        "undone": all(one.undone_at is not None for one in own),
        "appeal": as_appeal(appeal) if appeal else None,
        "may_appeal": appeal is None and is_appealable(decision, own),
    }


def decided(decision: Decision, reader: Reader) -> dict[str, Any]:
    """When: of what is anonymous nothing finer than the date of a batch is shown (T8)."""
    at = decision.decided_at
    if reader.persona:
        return {"decided_at": None, "decided_on": batches.last_batch(at)}
    return {"decided_at": at, "decided_on": day(at)}
