"""Reports: what a reader asks moderation to look at; nobody reported learns by whom (T11)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from forum.models.case import Case
from forum.models.decision import Decision
from forum.moderation.words import Reason


class Report(Identified):
    """One reader's report; `decision` is the answer to it, once there is one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    sentence = models.TextField(_("in a sentence"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="reports")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-reported_at", "-id")
        indexes = [models.Index(fields=["reporter", "-reported_at", "-id"], name="report_own")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(decision=None),
                name="report_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
