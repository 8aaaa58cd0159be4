"""The desk: what waits for one moderator, how long already, and what others are looking at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.reader import Reader
from forum.admin import shown
from forum.admin.proposals import proposer, what
from forum.admin.subjects import Subject, subjects
from forum.models import Appeal, Byline, Case, Proposal, State, Story, Waiting

FIRST = 10  # of each sort on the desk; the rest is behind the heading
COUNTED = 99  # beyond that "99+": a queue that long is worked off, not counted
OPEN = Q(state=Case.State.OPEN)
# The sorts of cases that wait. What was held, let out and is reported later counts as reported.
SORTS: dict[str, tuple[Any, Q]] = {
    "reported": (_("Reports"), OPEN & Q(report_count__gt=0)),
    "held": (_("Held until somebody has looked"), OPEN & Q(report_count=0) & ~Q(held_for="")),
    "asked": (_("Asked, and waiting for the teller"), Q(state=Case.State.ASKED)),
}


class Line(NamedTuple):
    """One thing that waits: what, of what kind or by whom, since when, and who is at it."""

    name: str
    about: str
    url: str
    wait: str
    claimed: str = ""


class Queue(NamedTuple):
    """Everything of one sort that waits, longest waiting first."""

    title: Any
    url: str
    number: str
    lines: list[Line]

    @property
    def oldest(self) -> str:
        """How long the first has waited."""
        return self.lines[0].wait if self.lines else ""

    @property
    def has_more(self) -> bool:
        """Tell whether more waits than is shown."""
        return self.number != str(len(self.lines))


def desk_of(reader: Reader) -> list[Queue]:
    """What waits for this reader, in a constant number of queries.

    For whoever moderates nothing only changes to say yes to, if there are any; for the suspended
    nothing: who may not write does not decide.
    """
    if reader.suspended_until:
        return []
    changes = proposals(reader)
    if not reader.moderating:
        return [changes] if changes.lines else []
    reported, held, asked = cases(reader)
    checks = [unchecked(reader), unread(reader)]
    return [reported, held, *checks, changes, appeals(reader), asked]


def cases(reader: Reader) -> list[Queue]:
    """The sorts of cases, by one query each and one for each kind of item."""
    waiting = Case.objects.visible_to(reader).waiting().select_related("claimed_by")
    found = {name: first_of(waiting.filter(sort)) for name, (_title, sort) in SORTS.items()}
    first = subjects(case for rows in found.values() for case in rows[:FIRST])
    lines = {one.case.pk: line_of(one, reader) for one in first}
    page = reverse("admin:forum_case_changelist")
    return [
        Queue(
            title, f"{page}?waiting={name}", numbered(rows), [lines[one.pk] for one in rows[:FIRST]]
        )
        for (name, rows), (title, _sort) in zip(found.items(), SORTS.values(), strict=True)
    ]


def unchecked(reader: Reader) -> Queue:
    """Anonymous stories to look through for what identifies somebody (T4).

    Whoever reads one in review may check it. How long they have waited is not said (T8).
    """
    told = Story.objects.visible_to(reader).filter(byline=Byline.ANONYMOUS, state=State.IN_REVIEW)
    rows = first_of(told.select_related("circle").order_by("id"))
    lines = [Line(one.title, shown.audience(one), change("story", one), "") for one in rows[:FIRST]]
    title = _("Anonymous stories to check for what identifies somebody")
    page = reverse("admin:forum_story_changelist")
    return Queue(title, f"{page}?state__exact={State.IN_REVIEW}", numbered(rows), lines)


def unread(reader: Reader) -> Queue:
    """Anonymous answers to read before they come out (T4), in no order (T8)."""
    answers = Waiting.objects.visible_to(reader).select_related("persona", "thread__story")
    rows = first_of(answers.order_by("id"))
    lines = [
        Line(str(one.thread), one.persona.label, change("waiting", one), "") for one in rows[:FIRST]
    ]
    page = reverse("admin:forum_waiting_changelist")
    return Queue(_("Anonymous answers to read first"), page, numbered(rows), lines)


def proposals(reader: Reader) -> Queue:
    """Changes of what is out that wait for this reader's yes (T4); those of a voice by no time."""
    waiting = Proposal.objects.to_be_answered_by(reader)
    beside = waiting.select_related("story__company", "author", "persona")
    rows = first_of(beside.order_by("proposed_at", "id"))
    lines = [
        Line(
            str(one.story),
            shown.joined(what(one), proposer(one)),
            change("proposal", one),
            "" if one.persona_id else since(one.proposed_at),
        )
        for one in rows[:FIRST]
    ]
    title = _("Changes that wait for your yes")
    return Queue(title, reverse("admin:forum_proposal_changelist"), numbered(rows), lines)


def appeals(reader: Reader) -> Queue:
    """Appeals against what others decided; those of a voice since the date of a batch (T8)."""
    lodged = Appeal.objects.visible_to(reader).waiting().select_related("decision")
    rows = first_of(lodged)
    lines = [
        Line(
            str(one.decision.get_measure_display()),
            str(one.decision.get_reason_display()),
            change("appeal", one),
            since_day(one.lodged_at) if one.persona_id else since(one.lodged_at),
        )
        for one in rows[:FIRST]
    ]
    return Queue(_("Appeals"), reverse("admin:forum_appeal_changelist"), numbered(rows), lines)


def line_of(one: Subject, reader: Reader) -> Line:
    """One case on the desk."""
    about = shown.joined(one.kind, one.teller)
    claimed = claimant(one.case, reader)
    return Line(one.name, about, change("case", one.case), since(one.case.opened_at), claimed)


def claimant(case: Case, reader: Reader) -> str:
    """Who has the case before them just now."""
    if not case.is_claimed:
        return ""
    return gettext("you") if case.claimed_by_id == reader.user_id else str(case.claimed_by)


def since(moment: datetime) -> str:
    """How long ago, in its largest unit."""
    return timesince(moment, depth=1)


def since_day(moment: datetime) -> str:
    """Since when something of a voice waits: the date of a batch."""
    return gettext("since %(day)s") % {"day": shown.day(moment)}


def first_of(rows: QuerySet[Any]) -> list[Any]:
    """As many rows as the desk tells apart."""
    return list(rows[: COUNTED + 1])


def numbered(rows: Sequence[object]) -> str:
    """How many, up to 99."""
    return f"{COUNTED}+" if len(rows) > COUNTED else str(len(rows))


def change(model: str, row: Any) -> str:
    """The page of one row."""
    return reverse(f"admin:forum_{model}_change", args=[row.pk])
