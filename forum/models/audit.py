"""The audit log: every act of moderation, each entry holding the digest of the one before (T11)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act; `number` counts without gaps, `actor` and `item` are bare ids."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.UUIDField(_("who"), null=True)
    verb = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    item = models.UUIDField(_("item"), null=True)
    details = models.JSONField(_("details"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log")
        ordering = ("-number",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.number)


class AuditHead(models.Model):
    """The last entry's number and digest, in the one row every writer holds while adding."""

    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
