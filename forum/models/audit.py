"""The audit log: every act of moderation, each entry holding the digest of the one before (T11).

The guards here stop a slip, not a person with the database; triggers would stop no owner of it
either, and would have to be taken down for every flush of a test. What finds that person is the
chain itself: `manage.py verify_audit`.
"""

from typing import Any, Never

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified


class AppendOnly(Exception):
    """Something tried to change or to delete what the audit log holds."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries to read."""

    def update(self, **_values: Any) -> Never:
        """Refuse, and `bulk_update` with it."""
        raise AppendOnly

    def delete(self) -> Never:
        """Refuse."""
        raise AppendOnly


class AuditEntry(models.Model):
    """One act; `number` counts without gaps, `actor` and `item` are bare ids.

    Written by `forum.moderation.auditing.record` and by nobody else.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.UUIDField(_("who"), null=True)
    verb = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    item = models.UUIDField(_("item"), null=True)
    details = models.JSONField(_("details"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log")
        ordering = ("-number",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry, never over another; raises AppendOnly for one that is in the log."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        """Refuse."""
        raise AppendOnly


class AuditLater(Identified):
    """An entry that is appended with a batch, among others and with its date (T8, T11).

    What a voice did, or was done to what waits unread, must not stand in an append-only log by the
    second. A row here has a random key and no time but the date it is due.
    """

    verb = models.CharField(max_length=40)
    actor = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, blank=True)
    item = models.UUIDField(null=True)
    due_on = models.DateField()

    class Meta:
        verbose_name = _("entry to come")
        verbose_name_plural = _("entries to come")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class AuditHead(models.Model):
    """The last entry's number and digest, in the one row every writer holds while adding."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
