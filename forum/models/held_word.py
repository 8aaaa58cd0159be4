"""Words that hold a text until a moderator has read it; the list is open to everybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified


class HeldWord(Identified):
    """A word of one language; it is found whole, and with `in_compounds` within longer words."""

    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    word = models.CharField(_("word"), max_length=60)
    in_compounds = models.BooleanField(_("also in compounds"), default=True)

    class Meta:
        verbose_name = _("word to hold for")
        verbose_name_plural = _("words to hold for")
        ordering = ("language", "word")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="held_word_once")]

    def __str__(self) -> str:
        return self.word
