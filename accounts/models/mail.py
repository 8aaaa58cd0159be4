"""Mail on its way out: kept until a server has taken it, then gone."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified


class Mail(Identified):
    """A message that waits to be sent; the row is deleted once it was (its text is private)."""

    recipient = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return str(self.pk)
