"""Community guidelines (samtalsregler): what decisions rest on, in versions people accept."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from accounts.models.place import Bilingual


class Guidelines(Identified):
    """One version of the guidelines; the newest published one holds."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    preamble_sv = models.TextField(_("preamble in Swedish"))
    preamble_en = models.TextField(_("preamble in English"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("guidelines")
        verbose_name_plural = _("guidelines")
        ordering = ("-version",)

    def __str__(self) -> str:
        return str(self.version)


class Rule(Identified, Bilingual):
    """One numbered rule of a version: a name and its text in both languages."""

    guidelines = models.ForeignKey(Guidelines, models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField(_("number"))
    text_sv = models.TextField(_("text in Swedish"))
    text_en = models.TextField(_("text in English"))

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ("guidelines", "number")
        constraints = [
            models.UniqueConstraint(fields=["guidelines", "number"], name="rule_number_once")
        ]


class Acceptance(Identified):
    """That a person has read and accepted a version, and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    guidelines = models.ForeignKey(Guidelines, models.CASCADE, related_name="acceptances")
    accepted_at = models.DateTimeField(_("accepted"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(fields=["user", "guidelines"], name="acceptance_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
