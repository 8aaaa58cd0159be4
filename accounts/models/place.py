"""Where a company stands and what it makes, as coarse public reference tables."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.legible import NameField


def in_language(swedish: str, english: str) -> str:
    """One of two texts, in the language of the reader."""
    return english if (get_language() or "sv").startswith("en") else swedish


class Bilingual(models.Model):
    """A reference row with a Swedish and an English name."""

    name_sv = NameField(_("name in Swedish"), max_length=120)
    name_en = NameField(_("name in English"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return in_language(self.name_sv, self.name_en)


class County(Bilingual):
    """A Swedish county (län, ISO 3166-2:SE) with its NUTS 2 region."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    iso = models.CharField(max_length=5)
    nuts2 = models.CharField(_("region code"), max_length=4)
    nuts2_name = models.CharField(_("region"), max_length=60)

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ("code",)


class Industry(Bilingual):
    """A manufacturing division of SNI 2007 with the coarse group shown to others."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    group = models.SlugField(_("group"), max_length=30)
    group_name_sv = NameField(_("group in Swedish"), max_length=60)

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")
        ordering = ("code",)
