"""Cases: everything that calls for a moderator about one item, gathered in one place (T11)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.errors import NotYours
from accounts.models import Company, User
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.models.audience import Audience
from forum.models.reviewed import State as StoryState
from forum.models.story import Story
from forum.models.thread import Thread
from forum.moderation import auditing
from forum.moderation.errors import CaseChanged, CaseClaimed, NoModeratorHere
from forum.moderation.places import moderated_apart, moderated_by
from forum.moderation.subjects import Item, columns_of, model_of
from forum.moderation.words import HeldFor, Kind, Reason

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from forum.models.decision import Ruling
    from forum.models.report import Report

CLAIM = timedelta(minutes=30)  # a moderator called to the line leaves nothing blocked for a day


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases as moderators meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Cases this reader may handle: about what they moderate and may read, and nobody else.

        Never about their own words or their own company's, as teller or in answer (T11). About an
        anonymous voice only for moderators of no company among its readers: of any other, the
        cases that are missing would be the own company's (T4). Who is suspended decides nothing.
        """
        if not reader.moderating or reader.suspended_until:
            return self.none()
        told = Q(story=None) | Q(story__state=StoryState.PUBLISHED)
        return self.filter(told, moderated_by(reader, **PLACE), _impartial(reader))

    def waiting(self) -> Self:
        """Those nobody has decided yet: danger to life or health, then the longest waiting."""
        return self.exclude(state=Case.State.DECIDED).order_by("-urgent", "opened_at", "id")


PLACE = {"story": "story", "thread": "thread"}


def _impartial(reader: Reader) -> Q:
    mine = Q(author=reader.user_id) | Q(story__author=reader.user_id)
    mine |= Q(thread__author=reader.user_id)
    for path in ("company", "story__company", "thread__company"):
        mine |= Q(**{f"{path}__in": reader.companies})
    return ~mine & (Q(unnamed=False) | moderated_apart(reader, **PLACE))


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
    urgent = models.BooleanField(_("danger to life or health"), default=False)
    report_count = models.PositiveIntegerField(_("reports"), default=0)
    opened_at = models.DateTimeField(_("waits since"), default=timezone.now)
    claimed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("claimed by")
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    if TYPE_CHECKING:
        reports: RelatedManager[Report]
        rulings: RelatedManager[Ruling]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("-urgent", "opened_at", "id")
        indexes = [
            models.Index(fields=["state", "-urgent", "opened_at", "id"], name="case_waiting")
        ]
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

    @classmethod
    def about(cls, item: Item, **first: Any) -> "Case":
        """The case of an item, its row held (inside a transaction); a new one where there is none.

        Raises NoModeratorHere for what only one company reads.
        """
        columns = columns_of(item)
        story = columns["story"]
        if story is not None and story.audience == Audience.COMPANY:
            raise NoModeratorHere
        case, new = cls.objects.get_or_create(item=item.pk, defaults=columns | first)
        if new:
            auditing.record("case.open", by=None, kind=columns["kind"], item=case.pk)
        return cls.objects.select_for_update(of=("self",)).get(pk=case.pk)

    def subject(self) -> Any:
        """The item itself; None when it has been taken away."""
        return model_of(self.kind)._base_manager.filter(pk=self.item).first()

    @property
    def is_claimed(self) -> bool:
        """Tell whether somebody has it before them just now."""
        until = self.claimed_until
        return self.claimed_by_id is not None and until is not None and until > timezone.now()

    def is_held_by_another(self, reader: Reader) -> bool:
        """Tell whether somebody else has claimed it."""
        return self.is_claimed and self.claimed_by_id != reader.user_id

    @transaction.atomic
    def claim(self, *, by: Reader) -> None:
        """Take the case on for half an hour, or for half an hour more.

        Raises NotYours for whoever may not handle it, CaseClaimed where somebody else has it.
        """
        self.hold(by)
        self._note_claim(by, timezone.now() + CLAIM)

    @transaction.atomic
    def let_go(self, *, by: Reader) -> None:
        """Leave the case to others again; raises what `claim` raises."""
        self.hold(by)
        self._note_claim(None, None)

    def hold(self, by: Reader, version: int | None = None) -> None:
        """Hold the row for a moderator's act (inside a transaction).

        Raises NotYours, CaseClaimed, and CaseChanged where `version` is not the row's any more.
        """
        if not Case.objects.visible_to(by).filter(pk=self.pk).exists():
            raise NotYours
        self.refresh_from_db(from_queryset=Case.objects.select_for_update(of=("self",)))
        if version is not None and version != self.version:
            raise CaseChanged
        if self.is_held_by_another(by):
            raise CaseClaimed

    def joined(self, reason: str) -> None:
        """Count one more report, and open the case anew if it was decided (its row is held)."""
        if self.state == self.State.DECIDED:
            self.wait_again()
        self.report_count += 1
        self.urgent = self.urgent or reason == Reason.DANGER
        self.save(update_fields=["report_count", "urgent"])

    def held_back(self, held_for: str) -> None:
        """Say what its item is held for, and open the case anew if it was decided."""
        if self.state == self.State.DECIDED:
            self.wait_again(held_for=held_for)
        elif self.held_for != held_for:
            self.move_to(self.State.OPEN, held_for=held_for)

    def wait_again(self, **changes: Any) -> None:
        """Wait once more, from now on, with nothing reported since."""
        self.move_to(
            self.State.OPEN, opened_at=timezone.now(), report_count=0, urgent=False, **changes
        )

    def move_to(self, state: str, **changes: Any) -> None:
        """Write where it stands; claims end with it, and it counts as a new version."""
        changes |= {"state": state, "claimed_by_id": None, "claimed_until": None}
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=["version", *changes])

    def _note_claim(self, by: Reader | None, until: Any) -> None:
        self.claimed_by_id, self.claimed_until = by.user_id if by else None, until
        self.save(update_fields=["claimed_by", "claimed_until"])
