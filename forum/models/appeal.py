"""Appeals: the person concerned asks once, and somebody else hears it (T11)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.errors import NotYours
from accounts.models import User
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum import batches
from forum.models.case import Case
from forum.models.decision import Decision, Ruling
from forum.models.persona import Persona
from forum.models.told import today_unnamed
from forum.moderation import auditing, telling
from forum.moderation.errors import (
    AppealedAlready,
    AppealHeard,
    AppealInPerson,
    NotAppealable,
)
from forum.moderation.words import RESTRICTING

OPEN_FOR = timedelta(days=183)  # six months, as the Digital Services Act asks (article 20)


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals as moderators, and those who lodged them, meet them."""

    def lodged_by(self, reader: Reader) -> Self:
        """The reader's own: by name, or by the voice whose receipt they bear."""
        if reader.persona:
            return self.filter(persona=reader.persona)
        return self.filter(author=reader.user_id) if reader.user_id else self.none()

    def visible_to(self, reader: Reader) -> Self:
        """Appeals this reader may hear: of cases they may handle, against somebody else's decision.

        All of the appellant's cases in the decision count, so that nobody brings back what they
        may not read. A voice's appeal arrives with the batch after it was lodged (T8).
        """
        theirs: Any = Q(author=OuterRef("author")) | Q(persona=OuterRef("persona"))
        rulings = Ruling.objects.filter(theirs, decision=OuterRef("decision"))
        handled = Case.objects.visible_to(reader).values("pk")
        beyond = rulings.exclude(case__in=handled)
        own = Q(author=reader.user_id) | Q(decision__decided_by=reader.user_id)
        return self.arrived().filter(Exists(rulings), ~Exists(beyond)).exclude(own)

    def arrived(self) -> Self:
        """Those by name at once; a voice's from the date it carries, which is a batch's (T8)."""
        return self.filter(Q(persona=None) | Q(lodged_at__lte=today_unnamed()))

    def waiting(self) -> Self:
        """Those nobody has heard, longest waiting first."""
        return self.filter(outcome="").order_by("lodged_at", "id")


class Appeal(Identified):
    """One person's appeal against one decision; `outcome` is empty until it has been heard."""

    class Outcome(models.TextChoices):
        """What came of it."""

        STANDS = "stands", pgettext_lazy("appeal", "the decision stands")
        REVERSED = "reversed", pgettext_lazy("appeal", "the decision is reversed")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="appeals")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    persona = models.ForeignKey(Persona, models.SET_NULL, null=True, related_name="+")
    sentence = models.TextField(_("why"), max_length=2000)
    lodged_at = models.DateTimeField(_("lodged"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    heard_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("heard by")
    )
    heard_at = models.DateTimeField(_("heard"), null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("lodged_at", "id")
        indexes = [models.Index(fields=["outcome", "lodged_at", "id"], name="appeal_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "author"], name="appeal_once_by_name"),
            models.UniqueConstraint(fields=["decision", "persona"], name="appeal_once_by_voice"),
            models.CheckConstraint(
                condition=Q(author=None) | Q(persona=None), name="appeal_by_name_or_voice"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(heard_at__isnull=False), name="appeal_heard_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def lodge(cls, decision: Decision, *, by: Reader, sentence: str) -> Self:
        """Appeal a decision on something of one's own, by name or by receipt.

        Raises NotYours for anybody else, NotAppealable for what takes nothing from anybody, was
        undone, or is half a year old, and AppealedAlready.
        """
        own = Ruling.objects.concerning(by).filter(decision=decision)
        if not own.exists():
            raise NotYours
        if not is_appealable(decision, own):
            raise NotAppealable
        who = {"author_id": by.user_id, "persona_id": by.persona}
        now = timezone.now()
        lodged = batches.moment_of(batches.next_batch(now)) if by.persona else now
        try:
            with transaction.atomic():
                appeal = cls.objects.create(
                    decision=decision, sentence=sentence, lodged_at=lodged, **who
                )
        except IntegrityError as twice:
            raise AppealedAlready from twice
        note = auditing.record_later if by.persona else auditing.record
        note("appeal.lodge", by=None, kind="decision", item=decision.pk)
        return appeal

    @classmethod
    @transaction.atomic
    def receive(cls, decision: Decision, author_id: UUID, *, by: Reader, sentence: str) -> Self:
        """Lodge an appeal that came by mail from somebody who can no longer sign in.

        Any moderator of their case may write it down, whoever decided as well: it is heard by
        somebody else. Raises NotYours, AppealInPerson for who can sign in, and what `lodge` raises.
        """
        theirs = Ruling.objects.filter(decision=decision, author=author_id)
        if not theirs.filter(case__in=Case.objects.visible_to(by).values("pk")).exists():
            raise NotYours
        if User.objects.filter(pk=author_id, is_active=True).exists():
            raise AppealInPerson
        appeal = cls.lodge(decision, by=Reader(user_id=author_id), sentence=sentence)
        auditing.record("appeal.receive", by=by.user_id, kind="decision", item=decision.pk)
        return appeal

    @transaction.atomic
    def hear(self, *, by: Reader, outcome: str, answer: str) -> None:
        """Answer it: the decision stands, or everything is put back as it was (Outcome).

        Raises NotYours for whoever decided and for whom the cases are closed, and AppealHeard.
        """
        if not Appeal.objects.visible_to(by).filter(pk=self.pk).exists():
            raise NotYours
        self.refresh_from_db(from_queryset=Appeal.objects.select_for_update(of=("self",)))
        if self.outcome:
            raise AppealHeard
        self.outcome, self.answer = self.Outcome(outcome), answer
        self.heard_by_id, self.heard_at = by.user_id, timezone.now()
        self.save(update_fields=["outcome", "answer", "heard_by", "heard_at"])
        if self.outcome == self.Outcome.REVERSED:
            self._put_back(by)
        telling.tell_appellant(self)
        auditing.record(
            f"appeal.{self.outcome}", by=by.user_id, kind="decision", item=self.decision_id
        )

    def rulings(self) -> Any:
        """What the decision did to the appellant's own things."""
        theirs = Q(persona=self.persona_id) if self.persona_id else Q(author=self.author_id)
        return Ruling.objects.filter(theirs, decision=self.decision_id)

    def _put_back(self, by: Reader) -> None:
        rulings = self.rulings().in_force()
        held = Case.objects.filter(pk__in=rulings.values("case")).order_by("pk")
        cases = [case.pk for case in held.select_for_update(of=("self",))]
        for ruling in rulings.select_related("decision", "case").order_by("case_id"):
            ruling.put_back(by=by, sentence=self.answer)
        Case.objects.filter(pk__in=cases).update(version=F("version") + 1)


def is_appealable(decision: Decision, own: Iterable[Ruling]) -> bool:
    """Tell whether it still takes something from whoever the `own` rulings fall on, and is new."""
    in_force = any(ruling.undone_at is None for ruling in own)
    fresh = timezone.now() < decision.decided_at + OPEN_FOR
    return decision.measure in RESTRICTING and in_force and fresh
