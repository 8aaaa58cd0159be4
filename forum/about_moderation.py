"""What moderation holds about a person: what they reported and appealed, and what was decided.

Whoever reported them is not here (T11), nor is what was decided of an anonymous voice: the receipt
opens that (T5).
"""

from typing import Any

from django.db.models import F

from accounts.models import User
from forum.models import Appeal, Decision, Notification, Report, Ruling

type Row = dict[str, Any]


def moderation(user: User) -> dict[str, list[Row]]:
    """Reports, decisions on the person's own things, appeals and notifications, oldest first."""
    reports: Any = Report.objects.filter(reporter=user).order_by("reported_at", "pk")
    appeals: Any = Appeal.objects.filter(author=user).order_by("lodged_at", "pk")
    told: Any = Notification.objects.filter(recipient=user).order_by("created_at", "pk")
    of = {
        "kind": F("case__kind"),
        "item": F("case__item"),
        "answered_at": F("decision__decided_at"),
    }
    return {
        "reports": [*reports.values("id", "reason", "sentence", "reported_at", **of)],
        "decisions": decisions_on(user),
        "appeals": [
            *appeals.values("decision", "sentence", "lodged_at", "outcome", "answer", "heard_at")
        ],
        "notifications": [*told.values("kind", "subject", "created_at", "read_at")],
    }


def decisions_on(user: User) -> list[Row]:
    """Each decision once for every thing of the person's it fell on."""
    rulings: Any = Ruling.objects.filter(author=user).order_by("decision__decided_at", "pk")
    names = ("measure", "reason", "sentence", "until", "decided_at")
    said = {name: F(f"decision__{name}") for name in names}
    said |= {"rule": F("decision__rule__number"), "kind": F("case__kind"), "item": F("case__item")}
    return [*rulings.values("decision", "undone_at", **said)]


def judgements(user: User) -> list[Row]:
    """What the person decided and heard as a moderator, as acts of theirs."""
    taken = Decision.objects.filter(decided_by=user).order_by("decided_at", "pk")
    heard = Appeal.objects.filter(heard_by=user).order_by("heard_at", "pk")
    decided = taken.values_list("measure", "decided_at", "pk", "sentence")
    answered = heard.values_list("outcome", "heard_at", "decision", "answer")
    return [
        {"verb": f"{verb}_{what}", "at": at, "id": pk, "note": note}
        for verb, rows in (("decide", decided), ("appeal", answered))
        for what, at, pk, note in rows
    ]
