"""Notifications: what a person finds told to them when they next look in."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from accounts.reader import Reader


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications as their recipients meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """One's own, of what one may still see: asked again at every reading (T12)."""
        if reader.user_id is None:
            return self.none()
        seen = Q()
        for model, kinds in SUBJECTS.items():
            there: Any = apps.get_model("forum", model)._default_manager
            theirs = there.visible_to(reader).filter(pk=OuterRef("subject"))
            seen |= Q(Exists(theirs), kind__in=kinds)
        return self.filter(seen, recipient=reader.user_id)

    def mark_read(self) -> None:
        """Note that the recipient has seen them; the first time counts."""
        self.filter(read_at=None).update(read_at=timezone.now())


class Notification(Identified):
    """One thing told to one person; `subject` is the id of what it is about."""

    class Kind(models.TextChoices):
        """What happened."""

        DECISION = "decision", _("A decision about something of yours")
        REPORT_ANSWERED = "report_answered", _("Your report has been answered")
        APPEAL_HEARD = "appeal_heard", _("Your appeal has been heard")
        CIRCLE_GREW = "circle_grew", _("More companies can read what you told")
        PROPOSAL_WAITS = "proposal_waits", _("A change waits for your yes")
        PROPOSAL_ANSWERED = "proposal_answered", _("A change you proposed has been answered")

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    subject = models.UUIDField()
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_own")
        ]

    def __str__(self) -> str:
        return str(self.pk)


# What a notification of each kind is about.
SUBJECTS = {
    "Decision": (Notification.Kind.DECISION, Notification.Kind.APPEAL_HEARD),
    "Report": (Notification.Kind.REPORT_ANSWERED,),
    "Story": (Notification.Kind.CIRCLE_GREW,),
    "Proposal": (Notification.Kind.PROPOSAL_WAITS, Notification.Kind.PROPOSAL_ANSWERED),
}
