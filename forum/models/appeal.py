"""Appeals: the person concerned asks once, and somebody else hears it (T11)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.models.identified import Identified
from forum.models.decision import Decision
from forum.models.persona import Persona


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
