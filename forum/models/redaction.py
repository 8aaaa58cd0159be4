"""Redactions: passages masked in a text, whole underneath until they are put back or removed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from forum.moderation.words import Kind


class Redaction(Identified):
    """The whole text of one column of one item, and which passages of it are masked.

    The item itself holds only the masked text, so that lists, details, exports, revisions and
    search cannot show more. `ranges` are pairs of first and last-plus-one character in `source`,
    ordered and apart.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    item = models.UUIDField()
    field = models.CharField(max_length=20)
    source = models.TextField()
    ranges = models.JSONField(default=list)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [models.UniqueConstraint(fields=["item", "field"], name="redaction_once")]

    def __str__(self) -> str:
        return str(self.pk)
