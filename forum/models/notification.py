"""Notifications: what a person finds told to them when they next look in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified


class Notification(Identified):
    """One thing told to one person; `subject` is the id of what it is about."""

    class Kind(models.TextChoices):
        """What happened."""

        DECISION = "decision", _("A decision about something of yours")
        REPORT_ANSWERED = "report_answered", _("Your report has been answered")
        APPEAL_HEARD = "appeal_heard", _("Your appeal has been heard")

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    subject = models.UUIDField()
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_own")
        ]

    def __str__(self) -> str:
        return str(self.pk)
