"""Cases: everything that calls for a moderator about one item, gathered in one place (T11)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Company, User
from accounts.models.identified import Identified
from forum.models.story import Story
from forum.models.thread import Thread
from forum.moderation.words import HeldFor, Kind


class Case(Identified):
    """What moderation knows of one item: there is one case of it, ever, open or decided.

    `item` is a bare id, so that the record outlives the item; `story` or `thread` (a question) is
    where it stands and decides who may read the case. `author` and `company` are those of the item
    as its byline has them; of the anonymous there are none (T5).
    """

    class State(models.TextChoices):
        """Whether it waits, and for whom."""

        OPEN = "open", pgettext_lazy("case", "open")
        ASKED = "asked", pgettext_lazy("case", "waits for the teller")
        DECIDED = "decided", pgettext_lazy("case", "decided")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    item = models.UUIDField(_("item"), unique=True)
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="cases")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="cases")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="+")
    unnamed = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    held_for = models.CharField(_("held for"), max_length=10, choices=HeldFor, blank=True)
    report_count = models.PositiveIntegerField(_("reports"), default=0)
    opened_at = models.DateTimeField(_("waits since"), default=timezone.now)
    claimed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("claimed by")
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("opened_at", "id")
        indexes = [models.Index(fields=["state", "opened_at", "id"], name="case_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, thread__isnull=False) | Q(story__isnull=False, thread=None),
                name="case_stands_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(unnamed=False) | Q(author=None, company=None),
                name="case_unnamed_holds_no_key",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
