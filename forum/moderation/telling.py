"""Telling people what was decided: written down with the decision, in one transaction (T11, T12).

Both the notification and the mail are rows of that transaction, so that a worker killed between
deciding and sending loses neither. Nothing is sent to an anonymous voice, for nobody knows whose
it is. They read the decision with their receipt.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.template.defaultfilters import date
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.leaving import is_forgotten
from accounts.mail import post
from accounts.models import User
from forum.models.notification import Notification
from forum.moderation.words import RESTRICTING, TOLD, Measure

if TYPE_CHECKING:
    from forum.models.appeal import Appeal
    from forum.models.decision import Decision

Kind = Notification.Kind


def tell_concerned(decision: "Decision", people: Iterable[UUID]) -> None:
    """Tell everybody by name whom the decision concerns, once each, by notification and mail."""
    if decision.measure not in TOLD:
        return
    for user in User.objects.filter(pk__in=set(people)).order_by("pk"):
        if not is_forgotten(user):
            notify([user.pk], Kind.DECISION, decision.pk)
            with translation.override(user.language):
                post(
                    user.email, gettext("A decision about something you wrote"), statement(decision)
                )


def tell_reporters(reports: Iterable[tuple[UUID, UUID | None]]) -> None:
    """Tell whoever reported that there is an answer; pairs of a report's and a person's id."""
    told = [
        Notification(recipient_id=person, kind=Kind.REPORT_ANSWERED, subject=report)
        for report, person in reports
        if person
    ]
    Notification.objects.bulk_create(told)


def tell_appellant(appeal: "Appeal") -> None:
    """Tell the person by name what came of their appeal."""
    user = appeal.author
    if user is None or is_forgotten(user):
        return
    notify([user.pk], Kind.APPEAL_HEARD, appeal.decision_id)
    with translation.override(user.language):
        parts = [
            gettext("Hello!"),
            gettext("Somebody else than before has looked at the decision you appealed."),
            gettext("Outcome: %s.") % appeal.get_outcome_display(),
            appeal.answer,
            gettext("Kind regards") + "\nTillit",
        ]
        post(user.email, gettext("Your appeal has been heard"), "\n\n".join(parts))


def notify(people: Iterable[UUID], kind: str, subject: UUID) -> None:
    """Write a notification for each."""
    rows = [Notification(recipient_id=one, kind=kind, subject=subject) for one in people]
    Notification.objects.bulk_create(rows)


def statement(decision: "Decision") -> str:
    """The statement of reasons, in the language at hand (DSA article 17); never the text."""
    parts = [
        gettext("Hello!"),
        gettext("A moderator has decided about something you wrote in Tillit."),
        what(decision),
        decision.sentence,
        how_to_appeal(decision),
        gettext("Kind regards") + "\nTillit",
    ]
    return "\n\n".join(filter(None, parts))


def what(decision: "Decision") -> str:
    """Measure, reason, rule and how long, a line each."""
    rule = decision.rule
    lines = [
        gettext("Decision: %s") % decision.get_measure_display(),
        gettext("Reason: %s") % decision.get_reason_display(),
        gettext("Rule %(number)s: %(name)s") % {"number": rule.number, "name": rule.name},
    ]
    if decision.until:
        until = date(timezone.localtime(decision.until), "Y-m-d H:i")
        lines.append(gettext("Until: %s") % until)
    return "\n".join(lines)


def how_to_appeal(decision: "Decision") -> str:
    """What the person can do about it."""
    if decision.measure not in RESTRICTING:
        return ""
    if decision.measure == Measure.END_ACCESS:
        return gettext(
            "You can no longer sign in. If you think this is wrong, answer this mail within six"
            " months: somebody else will look at it."
        )
    return gettext(
        "If you think this is wrong, you can appeal once, within six months, under Decisions in"
        " Tillit. Somebody else will look at it."
    )
