"""Reveals: before the strip, two people together may find out who an anonymous voice is (T6)."""

from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.errors import NotYours
from accounts.models import User
from accounts.models.identified import Identified
from forum.errors import NothingToReveal, RevealOver, SameCustodian
from forum.models.persona import Persona
from forum.models.seal import Seal, Sealed
from forum.models.story import Story
from forum.moderation import auditing
from forum.moderation.words import Kind as CaseKind
from forum.revealed import Revealed, tell, who

RIGHT = "reveal_teller"
OPEN_FOR = timedelta(hours=24)  # two people who talk to each other need no longer


class Reason(models.TextChoices):
    """What an anonymous teller's protection may give way to; nothing else does."""

    DANGER = "danger", _("a risk to somebody's life or health")
    CRIME = "crime", _("a court order, or a serious crime suspected")
    ABUSE = "abuse", _("threats or harassment in the text itself")


class Kind(models.TextChoices):
    """What the voice told."""

    STORY = "story", _("story")
    COMMENT = "comment", _("comment")


class Answer(models.TextChoices):
    """What the second person said."""

    CONFIRMED = "confirmed", pgettext_lazy("reveal", "confirmed")
    DECLINED = "declined", pgettext_lazy("reveal", "declined")


class Reveal(Identified):
    """One custodian's request to know who a voice is, and another's answer.

    The record of both acts with their reason, and never of the name: who it was is returned once
    and written nowhere. `persona` is a bare id, so that the record outlives the voice.
    """

    persona = models.UUIDField(_("anonymous voice"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    sentence = models.TextField(_("why, in a sentence"), max_length=500)
    asked_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer, blank=True, editable=False
    )
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    class Meta:
        verbose_name = _("reveal")
        verbose_name_plural = _("reveals")
        ordering = ("-asked_at", "-id")
        default_permissions = ()
        permissions = [(RIGHT, "Can reveal an anonymous teller, together with somebody else")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer=Answer.CONFIRMED)
                | (Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by"))),
                name="reveal_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values), name="reveal_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def ask(cls, persona: Persona, by: User, reason: str, sentence: str) -> Self:
        """Ask to know who a voice is; `reason` is one of Reason.

        Raises NotYours for anybody but a custodian, NothingToReveal after the strip.
        """
        require_custodian(by)
        closed_seal(persona.pk)
        tells = Story.objects.filter(persona=persona).exists()
        kind = Kind.STORY if tells else Kind.COMMENT
        kept: dict[str, Any] = {"reason": reason, "sentence": sentence, "kind": kind}
        asked = cls.objects.create(persona=persona.pk, asked_by=by, **kept)
        asked._note("reveal.ask", by)
        return asked

    @transaction.atomic
    def confirm(self, *, by: User) -> Revealed:
        """Say yes as the second person: who it is, this once, and the teller is told by mail.

        Raises NotYours, SameCustodian for whoever asked, NothingToReveal after the strip or with
        the key gone, RevealOver for a request answered already, a day old, or asked by somebody
        who is no custodian any more.
        """
        self._hold(by)
        if by.pk == self.asked_by_id:
            raise SameCustodian
        held = closed_seal(self.persona).open()
        if held is None:
            raise NothingToReveal
        if not is_custodian(self.asked_by):
            raise RevealOver
        known = self._show(held, by)
        self._note("reveal.confirm", by)
        return known

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        """Say no, or take one's own request back; raises NotYours, RevealOver."""
        self._hold(by)
        self._answer(Answer.DECLINED, by)
        self._note("reveal.decline", by)

    @property
    def standing(self) -> str:
        """Where the request stands, as one may read it long afterwards."""
        if self.answer:
            return str(self.get_answer_display())
        return str(_("waits for a second person") if self.is_open else _("ran out"))

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can still answer."""
        return not self.answer and timezone.now() < self.asked_at + OPEN_FOR

    def _hold(self, by: User) -> None:
        require_custodian(by)
        self.refresh_from_db(from_queryset=Reveal.objects.select_for_update())

    def _show(self, held: Sealed, by: User) -> Revealed:
        self._answer(Answer.CONFIRMED, by)
        tell(held.user_id, Reason(self.reason).label)  # lazy: it is said in the teller's language
        return who(held)

    def _answer(self, answer: Answer, by: User) -> None:
        if not self.is_open:
            raise RevealOver
        self.answer, self.answered_by, self.answered_at = answer, by, timezone.now()
        self.save(update_fields=["answer", "answered_by", "answered_at"])

    def _note(self, verb: str, by: User) -> None:
        auditing.record(
            verb, by=by.pk, kind=CaseKind.PERSONA, item=self.persona, reason=self.reason
        )


def is_custodian(user: User) -> bool:
    """Tell whether somebody active was given the right, by name or by a group.

    Asked of the database and not of `has_perm`, by which a superuser would hold it unasked.
    """
    right = Permission.objects.filter(codename=RIGHT, content_type__app_label="forum")
    given = Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(given, pk=user.pk, is_active=True).exists()


def require_custodian(user: User) -> None:
    """Raise NotYours for anybody else."""
    if not is_custodian(user):
        raise NotYours


def closed_seal(persona_id: UUID) -> Seal:
    """The seal of a voice, its row held; NothingToReveal from the day it is due (T5)."""
    seals = Seal.objects.select_for_update()
    seal = seals.filter(persona=persona_id, until__gt=timezone.localdate()).first()
    if seal is None:
        raise NothingToReveal
    return seal
