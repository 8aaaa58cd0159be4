"""What can be reacted to: the counters kept with the item, and the bands others see (T9)."""

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.reader import Reader
from forum.errors import KindNotForThis, NotParticipant
from forum.models.audience import ReadSomewhere
from forum.models.persona import refuse_suspended
from forum.models.told import company_reacting
from forum.vocabulary import REACTIONS

BANDS = ((50, "50+"), (20, "20+"), (5, "5+"))
BAND_NAMES = [name for _least, name in reversed(BANDS)]


@cache
def band(companies: int) -> str | None:
    """What others may know of a number of companies; below five nothing (T9)."""
    return next((name for least, name in BANDS if companies >= least), None)


def bands(counts: dict[str, int]) -> dict[str, str | None]:
    """The bands of all kinds given; kinds nobody gave are absent."""
    return {kind: band(count) for kind, count in counts.items()}


class Reactable(models.Model):
    """An item with reactions; `reaction_counts` holds distinct companies for each kind given."""

    reaction_counts = models.JSONField(_("companies by kind"), default=dict, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # what each kind of item brings

        @property
        def read_at(self) -> ReadSomewhere:
            """Where the item is read, which decides for which company a reaction counts."""

    @transaction.atomic
    def react(self, *, by: Reader, kind: str) -> None:
        """Give a reaction of one kind; giving it again changes nothing.

        It counts for the company of the reader's that reads there (`company_reacting`).

        Raises NotParticipant, Suspended, and KindNotForThis when the kind does not fit the item.
        """
        if not by.is_participant:
            raise NotParticipant
        refuse_suspended(by)
        if self._meta.model_name not in REACTIONS[kind].note.split(","):
            raise KindNotForThis
        self._hold()
        self.before_reacting()
        company = company_reacting(by, self.read_at)
        given = self.reactions.get_or_create(  # type: ignore[attr-defined]
            user_id=by.user_id, kind=kind, defaults={"company_id": company}
        )
        if given[1]:
            self.recount(kind)

    @transaction.atomic
    def unreact(self, *, by: Reader, kind: str) -> None:
        """Take a reaction back; none given is fine."""
        self._hold()
        taken, _rows = self.reactions.filter(  # type: ignore[attr-defined]
            user_id=by.user_id, kind=kind
        ).delete()
        if taken:
            self.recount(kind)

    def recount(self, *kinds: str) -> None:
        """Count the distinct companies of the kinds anew and keep the numbers with the item."""
        for kind in kinds:
            given: Any = self.reactions.filter(kind=kind)  # type: ignore[attr-defined]
            companies = given.exclude(company=None).values("company").distinct().count()
            self.reaction_counts[kind] = companies
            if not companies and not given.exists():
                del self.reaction_counts[kind]
        self.save(update_fields=["reaction_counts"])

    def before_reacting(self) -> None:
        """What a kind of item checks first, its row held."""

    def _hold(self) -> None:
        held = type(self)._base_manager.select_for_update().only("reaction_counts").get(pk=self.pk)
        self.reaction_counts = held.reaction_counts
