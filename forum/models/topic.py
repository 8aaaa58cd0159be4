"""Topics and metrics: the curated words stories are found and measured by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.place import Bilingual, in_language


class Topic(Bilingual):
    """A curated subject with names in two languages and the words people use for it."""

    slug = models.SlugField(_("short name"), max_length=40, primary_key=True)
    group = models.SlugField(_("group"), max_length=20)
    synonyms = models.JSONField(_("synonyms"), default=list, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("slug",)


class Direction(models.TextChoices):
    """Which way is better."""

    LOWER = "lower", _("lower is better")
    HIGHER = "higher", _("higher is better")


class Metric(Bilingual):
    """Something often measured, with the unit and direction it is measured in."""

    slug = models.SlugField(_("short name"), max_length=40, primary_key=True)
    unit = models.CharField(_("unit in Swedish"), max_length=40)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, verbose_name=_("topic"))

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        ordering = ("slug",)

    @property
    def unit_name(self) -> str:
        """The unit in the language of the reader."""
        return in_language(self.unit, self.unit_en or self.unit)
