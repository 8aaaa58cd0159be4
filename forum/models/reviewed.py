"""The way of a story to its readers: states, and the verbs that are the only doors between them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models import Company, Participation
from accounts.reader import Reader
from forum.errors import NotAddressable, NotReady, WrongState
from forum.models.audience import Addressed, Audience
from forum.models.told import Byline, Told, monday


class State(models.TextChoices):
    """Where a story stands on its way."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("waits for approval")
    SCHEDULED = "scheduled", _("approved, not yet out")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Reviewed(Told, Addressed):
    """State, approval and withdrawal of a story (T2, T4, T10); every verb leaves a record."""

    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    publish_on = models.DateField(_("publish on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    review_note = models.TextField(_("note from the review"), blank=True, editable=False)
    requested_audience = models.CharField(max_length=10, blank=True, editable=False)
    requested_circle = models.ForeignKey(
        "accounts.Circle", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # what Story brings

        def record(self, verb: str, by: Reader, note: str) -> None:
            """Write who did what and when."""

        def after_publishing(self) -> None:
            """Do what comes with publication."""

    # --- asking -----------------------------------------------------------------------------
    def is_written_by(self, reader: Reader) -> bool:
        """Tell whether the reader is the author and still belongs to the company told of."""
        wrote = self.author_id is not None and self.author_id == reader.user_id
        return wrote and self.company_id in reader.companies

    def is_stewarded_by(self, reader: Reader) -> bool:
        """Tell whether the reader answers for the company whose name stands on it (T4)."""
        return self.is_named and self.company_id in reader.stewarding

    def is_moderated_by(self, reader: Reader) -> bool:
        """Tell whether the reader moderates where it is told."""
        if self.audience == Audience.CIRCLE:
            return self.circle_id in reader.moderating
        return bool(reader.moderating) and self.audience != Audience.COMPANY

    def needs_approval(self, audience: str, by: Reader) -> bool:
        """Tell whether a steward must say yes before the company's name reaches `audience`."""
        if audience == Audience.COMPANY or self.is_stewarded_by(by):
            return False
        asking = Company.objects.filter(approval_required=True)
        return self.company_id is not None and asking.filter(pk=self.company_id).exists()

    # --- acting -----------------------------------------------------------------------------
    @transaction.atomic
    def submit(self, *, by: Reader) -> None:
        """Send a draft on its way: to a steward, or out if nobody needs to say yes.

        Raises NotYours, WrongState for anything but a draft, NotReady without title or summary.
        """
        self.change("submit", by, may=self.is_written_by(by), within=[State.DRAFT])
        if not (self.title.strip() and self.summary.strip()):  # type: ignore[attr-defined]
            raise NotReady
        if self.needs_approval(self.audience, by):
            self.move_to(State.IN_REVIEW, review_note="")
        else:
            self.release()

    @transaction.atomic
    def recall(self, *, by: Reader) -> None:
        """Take a story back from review to go on writing."""
        waiting = [State.IN_REVIEW, State.SCHEDULED]
        self.change("recall", by, may=self.is_written_by(by), within=waiting)
        self.move_to(State.DRAFT)

    @transaction.atomic
    def approve(self, *, by: Reader) -> None:
        """A steward's yes: to the story, or to the wider audience its author asked for.

        Raises NotYours, WrongState with nothing to say yes to, NotAddressable when the company
        has left the circle asked for.
        """
        self.change(
            "approve", by, may=self.is_stewarded_by(by), within=[State.IN_REVIEW, State.PUBLISHED]
        )
        if self.state == State.IN_REVIEW:
            self.release()
        elif self.requested_audience:
            self._widen()
        else:
            raise WrongState

    @transaction.atomic
    def send_back(self, *, by: Reader, note: str) -> None:
        """A steward's not yet, with the reason; a wider audience asked for is declined."""
        self.change(
            "send_back", by, may=self.is_stewarded_by(by), within=[State.IN_REVIEW, State.PUBLISHED]
        )
        if self.state == State.IN_REVIEW:
            self.move_to(State.DRAFT, review_note=note)
        elif self.requested_audience:
            self.move_to(
                self.state, review_note=note, requested_audience="", requested_circle_id=None
            )
        else:
            raise WrongState

    def release(self) -> None:
        """Publish now, or on the day asked for."""
        today = timezone.localdate()
        if self.publish_on and self.publish_on > today:
            self.move_to(State.SCHEDULED)
        else:
            self.publish()

    def publish(self) -> None:
        """Let the audience read; asked again at this moment whether the circle still is theirs.

        A story whose company has left the circle meanwhile goes back to its author.
        """
        if not self._still_belongs(self.audience, self.circle_id):
            self.move_to(State.DRAFT, review_note=str(_("The company has left the circle.")))
            return
        now = timezone.now()
        told = monday(now) if self.byline == Byline.ANONYMOUS else now
        self.move_to(State.PUBLISHED, published_at=told, told_at=told)
        self.after_publishing()

    def _widen(self) -> None:
        if not self._still_belongs(self.requested_audience, self.requested_circle_id):
            raise NotAddressable
        self.address(self.requested_audience, self.requested_circle_id)

    def address(self, audience: str, circle_id: UUID | None) -> None:
        """Set who may read; the request to widen, if any, is answered with it."""
        self.move_to(
            self.state,
            audience=audience,
            circle_id=circle_id if audience == Audience.CIRCLE else None,
            requested_audience="",
            requested_circle_id=None,
        )

    @transaction.atomic
    def hide(self, *, by: Reader, reason: str) -> None:
        """Moderation takes the story out of sight; its author still sees it, as hidden."""
        self.change("hide", by, may=self.is_moderated_by(by), within=[State.PUBLISHED], note=reason)
        if self.hidden_at is None:
            self.move_to(self.state, hidden_at=timezone.now())

    @transaction.atomic
    def restore(self, *, by: Reader, reason: str) -> None:
        """Undo `hide`."""
        self.change(
            "restore", by, may=self.is_moderated_by(by), within=[State.PUBLISHED], note=reason
        )
        self.move_to(self.state, hidden_at=None)

    # --- the mechanics every verb shares ------------------------------------------------------
    def change(
        self, verb: str, by: Reader, *, may: bool, within: list[State], note: str = ""
    ) -> None:
        """Check who and state under the row's lock, and record the act (inside a transaction)."""
        self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update())
        if not may:
            raise NotYours
        if self.state not in within:
            raise WrongState
        self.record(verb, by, note)

    def move_to(self, state: str, **changes: Any) -> None:
        """Write the new state and what goes with it; counts as a new version."""
        for name, value in {"state": state, **changes}.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=["state", "version", *changes])

    def _still_belongs(self, audience: str, circle_id: UUID | None) -> bool:
        if audience != Audience.CIRCLE or self.company_id is None:
            return True
        current = Participation.objects.filter(circle=circle_id, company=self.company_id)
        return current.filter(left_at=None).exists()
