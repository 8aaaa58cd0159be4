"""Words that hold a text until a moderator has read it; the list is open to everybody."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.moderation.auditing import record
from forum.moderation.wordlist import fold, is_one_word


class HeldWord(Identified):
    """A word of one language; it is found whole, and with `in_compounds` within longer words.

    The list comes empty, and a circle that has not asked for it is not touched by it.
    """

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

    def clean(self) -> None:
        """Keep the word as it is looked for; ValidationError for what could never be found."""
        self.word = fold(self.word).strip()
        if not is_one_word(self.word):
            alone = _("Write one word, with letters and digits only.")
            raise ValidationError({"word": ValidationError(alone, code="not_one_word")})

    @transaction.atomic
    def put_on_list(self, *, by: Reader) -> None:
        """Hold for this word from now on, or hold for it in another way; it is logged."""
        self.save()
        self._record("list_word", by)

    @transaction.atomic
    def take_off_list(self, *, by: Reader) -> None:
        """Hold for it no longer: the row goes, the log keeps who did it and when.

        What is held already stays so until a moderator has read it.
        """
        self._record("unlist_word", by)
        HeldWord.objects.filter(pk=self.pk).delete()

    def _record(self, verb: str, by: Reader) -> None:
        language, within = self.language, int(self.in_compounds)
        record(
            verb, by=by.user_id, kind="word", item=self.pk, language=language, in_compounds=within
        )
