"""Decisions: what moderation did, why, by which rule, and to whom (T11)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from forum.models.case import Case
from forum.models.guidelines import Rule
from forum.models.persona import Persona
from forum.moderation.words import Measure, Reason


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

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_at", "-id")
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_newest")]

    def __str__(self) -> str:
        return str(self.pk)


class Ruling(Identified):
    """A decision as it falls on one case, and the person concerned: by name or by voice."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="rulings")
    case = models.ForeignKey(Case, models.CASCADE, related_name="rulings")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    persona = models.ForeignKey(Persona, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.UniqueConstraint(fields=["decision", "case"], name="ruling_once"),
            models.CheckConstraint(
                condition=models.Q(author=None) | models.Q(persona=None),
                name="ruling_by_name_or_voice",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
