"""Attribution: where text brought in from another collection comes from, and its licence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified


class Attribution(Identified):
    """Source, author, licence and link of one imported text; shown wherever the text is."""

    source = models.CharField(_("collection"), max_length=80)
    source_id = models.CharField(_("id there"), max_length=200)
    author_name = models.CharField(_("author there"), max_length=120, blank=True)
    company_name = models.CharField(_("organisation there"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    written_at = models.DateTimeField(_("written there"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="attribution_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"
