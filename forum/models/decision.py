"""Decisions: what moderation did, why, by which rule, and to whom (T11)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.models.case import Case
from forum.models.guidelines import Rule
from forum.models.persona import Persona
from forum.models.thread import Thread
from forum.moderation import auditing, telling
from forum.moderation.deed import Deed
from forum.moderation.errors import MeasureNotForThis
from forum.moderation.measures import ON_PEOPLE, carry_out, undo
from forum.moderation.stacking import hand_down
from forum.moderation.subjects import Concerned, concerned
from forum.moderation.words import ASKING, TOLD, Measure, Reason

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Judgement(NamedTuple):
    """What a moderator says: one of Measure, one of Reason, the rule, and a sentence."""

    measure: str
    reason: str
    rule: Rule
    sentence: str
    until: datetime | None = None
    passages: Sequence[str] = ()


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions as those they concern meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Decisions on the reader's own things, of the kinds people are told of (T11)."""
        own: Any = Ruling.objects.filter(decision=OuterRef("pk")).concerning(reader)
        return self.filter(Exists(own), measure__in=TOLD)

    def handled_by(self, reader: Reader) -> Self:
        """Decisions whose every case this moderator may handle: one sentence tells of them all."""
        rulings = Ruling.objects.filter(decision=OuterRef("pk"))
        handled = Case.objects.visible_to(reader).values("pk")
        return self.filter(Exists(rulings), ~Exists(rulings.exclude(case__in=handled)))


class Decision(Identified):
    """One decision, on one case or on many at once."""

    measure = models.CharField(_("decision"), max_length=10, choices=Measure)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="+", verbose_name=_("rule"))
    sentence = models.TextField(_("to the person concerned"), max_length=1000)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    if TYPE_CHECKING:
        rulings: RelatedManager["Ruling"]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_at", "-id")
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_newest")]
        permissions = [("end_access", "Can end somebody's access")]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def take(cls, cases: Iterable[Case], judgement: Judgement, *, by: Reader) -> Self:
        """Decide one case, or many alike at once; everybody concerned is told.

        Each case is as the moderator read it: CaseChanged if it has another version by now. Also
        raises NotYours, CaseClaimed, MeasureNotForThis, and what the measure's verbs raise; then
        nothing is decided about any of them.
        """
        said = judgement._asdict()
        passages = said.pop("passages")
        decision = cls(**said, decided_by_id=by.user_id)
        decision.full_clean(exclude=["decided_by", "rule"])
        decision.save(force_insert=True)
        deed = Deed(by, judgement.sentence, judgement.until, passages)
        held = sorted(cases, key=lambda case: case.pk)
        for case in held:  # all of them before anything is written: two in a hurry never embrace
            case.hold(by, case.version)
        hold_threads(held)
        rulings = [decision._fall_on(case, deed) for case in held]
        if not rulings:
            raise MeasureNotForThis
        people = {ruling.author_id for ruling in rulings if ruling.author_id}
        telling.tell_concerned(decision, people)
        decision._answer_reports(rulings)
        for ruling in rulings:
            decision._note(ruling)
        return decision

    def _fall_on(self, case: Case, deed: Deed) -> "Ruling":
        item = case.subject()
        if item is None and self.measure != Measure.NONE:
            raise MeasureNotForThis
        if self.measure == Measure.RESTORE:
            in_force = Ruling.objects.in_force().filter(case=case)
            for earlier in in_force.order_by("-decision__decided_at", "-pk"):
                earlier.put_back(by=deed.by, sentence=self.sentence)
            item = case.subject()
        before = carry_out(self.measure, item, deed) if item is not None else {}
        who = concerned(item) if item is not None else Concerned(case.author_id, None)
        asks = self.measure in ASKING
        case.move_to(Case.State.ASKED if asks else Case.State.DECIDED)
        ruling = Ruling(decision=self, case=case, before=before, persona_id=who.persona_id)
        ruling.author_id = who.author_id
        ruling.save(force_insert=True)
        return ruling

    def _answer_reports(self, rulings: list["Ruling"]) -> None:
        if self.measure in ASKING:
            return
        reports = self._meta.apps.get_model("forum", "Report").objects.unanswered()
        answered = reports.filter(case__in=[ruling.case_id for ruling in rulings])
        telling.tell_reporters(list(answered.values_list("pk", "reporter")))
        answered.update(decision=self)

    def _note(self, ruling: "Ruling") -> None:
        told: dict[str, Any] = {"decision": self.pk, "reason": str(self.reason)}
        told |= {"rule": self.rule.number, "until": self.until, "by": self.decided_by_id}
        auditing.record(f"decide.{self.measure}", kind="case", item=ruling.case_id, **told)


def hold_threads(cases: Sequence[Case]) -> None:
    """Hold the threads of cases before the log is written, as whoever comments does."""
    told = Q(story__in=[case.story_id for case in cases if case.story_id])
    asked = Q(pk__in=[case.thread_id for case in cases if case.thread_id])
    threads = Thread.objects.filter(told | asked).order_by("pk")
    list(threads.select_for_update(of=("self",)).values_list("pk"))


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Rulings as they are looked for."""

    def concerning(self, reader: Reader) -> Self:
        """Those on the reader's own things: by name, or by the voice whose receipt they bear."""
        if reader.persona:
            return self.filter(persona=reader.persona)
        return self.filter(author=reader.user_id) if reader.user_id else self.none()

    def in_force(self) -> Self:
        """Those nobody has undone, of which something can be put back."""
        return self.filter(undone_at=None).exclude(decision__measure=Measure.RESTORE)


class Ruling(Identified):
    """A decision as it falls on one case, and the person concerned: by name or by voice."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="rulings")
    case = models.ForeignKey(Case, models.CASCADE, related_name="rulings")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    persona = models.ForeignKey(Persona, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.UniqueConstraint(fields=["decision", "case"], name="ruling_once"),
            models.CheckConstraint(
                condition=Q(author=None) | Q(persona=None),
                name="ruling_by_name_or_voice",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def put_back(self, *, by: Reader, sentence: str) -> None:
        """Undo what it did, as it was before, and note it (its case's row is held).

        What later decisions of the same kind did on top of it stays.
        """
        self.refresh_from_db(fields=["before", "undone_at"])  # another may have handed it down
        if self.undone_at is not None:
            return
        decision, item, deed = self.decision, self.case.subject(), Deed(by, sentence)
        if above := list(self._above()):
            hand_down(item, self.before, above, deed)
        else:
            undo(decision.measure, item, self.before, deed)
        self.undone_at = timezone.now()
        self.save(update_fields=["undone_at"])
        auditing.record(
            "decision.undo", by=by.user_id, kind="case", item=self.case_id, decision=decision.pk
        )

    def _above(self) -> QuerySet["Ruling"]:
        """Later rulings of the same measure on the same item, or person, that still stand."""
        decision = self.decision
        same = Q(case=self.case_id)
        if decision.measure in ON_PEOPLE:
            same = Q(persona=self.persona_id) if self.persona_id else Q(author=self.author_id)
        later = Q(decision__decided_at__gt=decision.decided_at)
        later |= Q(decision=decision, case__gt=self.case_id)
        alike = Ruling.objects.in_force().filter(same, later, decision__measure=decision.measure)
        return alike.select_for_update(of=("self",)).order_by("decision__decided_at", "case_id")
