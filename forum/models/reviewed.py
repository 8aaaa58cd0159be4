"""The way of a story to its readers: states, and the verbs that are the only doors between them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.reader import Reader
from forum import batches
from forum.errors import CrowdTooSmall, NotAddressable, NotReady, StaleVersion, WrongState
from forum.identifying import digests_of, everything_written, refuse_identifiers
from forum.models.audience import Audience, ReadSomewhere
from forum.models.linked import Inspiration
from forum.models.persona import Persona, refuse_suspended
from forum.models.standing import Standing
from forum.models.told import Byline, moment_for, today_unnamed
from forum.models.vouched import Vouched
from forum.moderation.held import because, open_held, refuse_to_hold, who_tells
from forum.moderation.words import HeldFor
from forum.unnamed import may_be_unnamed, recount_traits

NOWHERE: dict[str, Any] = {"queue_on": None, "batch_on": None}


class State(models.TextChoices):
    """Where a story stands on its way."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("waits for approval")
    SCHEDULED = "scheduled", _("approved, not yet out")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Reviewed(Standing, Vouched):
    """State, approval and withdrawal of a story (T2, T4, T10); every verb leaves a record.

    Of an anonymous one `queue_on` is the morning on which whoever checks it first sees it, empty
    from then on, and `batch_on` the Monday on which it comes out once it has been checked (T8).
    """

    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    publish_on = models.DateField(_("publish on"), null=True, blank=True)
    queue_on = models.DateField(null=True, editable=False)
    batch_on = models.DateField(null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)
    review_note = models.TextField(_("note from the review"), blank=True, editable=False)
    requested_audience = models.CharField(max_length=10, blank=True, editable=False)
    requested_circle = models.ForeignKey(
        "accounts.Circle", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True, editable=False)
    held_for = models.CharField(max_length=10, choices=HeldFor, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # what Story brings
        postponed: Any

        def record(self, verb: str, by: Reader, note: str) -> None:
            """Write who did what and when."""

        def after_publishing(self) -> None:
            """Do what comes with publication."""

    @property
    def seen_as(self) -> str:
        """Which version this is: what a yes names."""
        return str(self.version)

    # --- acting -----------------------------------------------------------------------------
    @transaction.atomic
    def submit(self, *, by: Reader) -> None:
        """Send a draft on its way: to a steward or moderator, or out if nobody needs to say yes.

        Raises NotYours, WrongState for anything but a draft, NotReady without title or summary,
        IdentifiesSomeone (T13), and for the anonymous what `may_be_unnamed` raises.
        """
        self.change("submit", by, may=self.is_written_by(by), within=[State.DRAFT])
        refuse_suspended(by)
        if not (self.title.strip() and self.summary.strip()):  # type: ignore[attr-defined]
            raise NotReady
        self._refuse_identifiers()
        if not self.is_named:
            may_be_unnamed(self.audience, self.circle_id)
        if self.needs_approval(self.audience, by):
            queue_on = None if self.is_named else batches.next_morning(timezone.now())
            self.postponed.filter(act="recall").delete()
            self.move_to(State.IN_REVIEW, review_note="", queue_on=queue_on)
        else:
            self.release()

    @transaction.atomic
    def vouch(self, *, by: Reader, passages: Iterable[str]) -> None:
        """Vouch that passages are no telephone or organisation numbers; the last list holds.

        A passage may stand in a change that is still to come. Raises NotYours, WrongState while in
        review, and NotToVouchFor.
        """
        within = [State.DRAFT, State.PUBLISHED]
        self.change("vouch", by, may=self.is_written_by(by), within=within)
        refuse_suspended(by)
        self.vouched = digests_of(passages)
        self.save(update_fields=["vouched"])

    def _refuse_identifiers(self) -> None:
        """Raise IdentifiesSomeone (T13); what is vouched for and stands nowhere is forgotten."""
        needed = refuse_identifiers(self)  # type: ignore[arg-type]  # Story is the only one
        if needed != self.vouched:
            self.vouched = needed
            self.save(update_fields=["vouched"])

    @transaction.atomic
    def recall(self, *, by: Reader, now: bool = False) -> Any:
        """Take a story back from review to go on writing.

        By receipt one that a moderator has before them leaves their queue in the morning, and a
        Postponed is returned, unless it is to go `now` at a minute that can be seen (T8).
        """
        waiting = [State.IN_REVIEW, State.SCHEDULED]
        self.change("recall", by, may=self.is_written_by(by), within=waiting)
        if by.persona and not now and self.is_in_queue():
            return self.postponed.model.put(self, "recall", by=by)
        self.move_to(State.DRAFT, **NOWHERE)
        return None

    def is_in_queue(self) -> bool:
        """Tell whether whoever checks it has it before them."""
        return self.state == State.IN_REVIEW and self.queue_on is None

    @transaction.atomic
    def approve(self, *, by: Reader, seen: str = "") -> None:
        """A steward's or moderator's yes: to the story, or to the wider audience asked for.

        `seen` is the version it was given to, where that has not been asked already. Raises
        NotYours, WrongState with nothing to say yes to, StaleVersion, NotAddressable when the
        company has left the circle asked for.
        """
        self._answer("approve", by)
        if seen not in {"", self.seen_as}:
            raise StaleVersion
        if self.state == State.IN_REVIEW:
            self.release()
        elif self.requested_audience:
            self._widen()
        else:
            raise WrongState

    @transaction.atomic
    def send_back(self, *, by: Reader, note: str) -> None:
        """Their not yet, with the reason; a wider audience asked for is declined."""
        self._answer("send_back", by)
        if self.state == State.IN_REVIEW:
            self.move_to(State.DRAFT, review_note=note, **NOWHERE)
        elif self.requested_audience:
            self.move_to(
                self.state, review_note=note, requested_audience="", requested_circle_id=None
            )
        else:
            raise WrongState

    def release(self) -> None:
        """Publish now or on the day asked for; the anonymous on the Monday after (T8)."""
        now = timezone.now()
        if not self.is_named:
            due = batches.story_batch(now, self.publish_on)
            self.move_to(State.SCHEDULED, queue_on=None, batch_on=due)
        elif self.publish_on and self.publish_on > timezone.localdate(now):
            self.move_to(State.SCHEDULED)
        else:
            self.publish()

    def publish(self) -> None:
        """Let the audience read; asked again at this moment whether that still holds.

        A story whose company has left the circle goes back to its author, an anonymous one when
        the crowd around it has become too small (T7).
        """
        if obstacle := self.obstacle():
            self.move_to(State.DRAFT, review_note=obstacle, **NOWHERE)
            return
        held_for = "" if self.published_at else self.held_because()
        unnamed = self.byline == Byline.ANONYMOUS
        told = today_unnamed() if unnamed else timezone.now()
        # The day it was asked to wait for would be finer than its batch.
        changes: dict[str, Any] = {"publish_on": None, **NOWHERE} if unnamed else {}
        changes |= {"hidden_at": told, "held_for": held_for} if held_for else {}
        self.move_to(State.PUBLISHED, published_at=told, told_at=told, **changes)
        self.after_publishing()
        if held_for:
            open_held(self)

    def held_because(self) -> str:
        """Why it waits for a moderator; the anonymous has been looked at already (T4)."""
        if not self.is_named:
            return ""
        texts = everything_written(self)  # type: ignore[arg-type]  # Story is the only one
        return because(texts, who_tells(self), place=self)

    def _widen(self) -> None:
        if not self.still_belongs(self.requested_audience, self.requested_circle_id):
            raise NotAddressable
        self.address(self.requested_audience, self.requested_circle_id)

    def address(self, audience: str, circle_id: UUID | None) -> None:
        """Set who may read; the request to widen, if any, is answered with it.

        Whoever answers anonymously and may no longer read here can no longer answer either; since
        nobody knows who that is, every such voice falls silent for good, and whoever still reads
        begins a new one (T2, T14). Whom it newly reaches may want it looked at first, as when it
        came out: then it waits. Raises CrowdTooSmall for something anonymous that would have too
        few readers (T7).
        """
        moved = (audience, circle_id) != (self.audience, self.circle_id)
        is_out = moved and self.state == State.PUBLISHED
        wider = is_out and self.reaches_further(audience, circle_id)
        if is_out and not wider:
            self._silence()
        self.move_to(
            self.state,
            audience=audience,
            circle_id=circle_id if audience == Audience.CIRCLE else None,
            requested_audience="",
            requested_circle_id=None,
        )
        if moved:
            Inspiration.objects.drop_narrower(self.pk)
        if moved and self.persona:
            if self.obstacle():  # among fewer than six, being here would tell who it is
                raise CrowdTooSmall
            recount_traits([self])
        if wider and not self.hidden_at and (held_for := self.held_because()):
            self.move_to(self.state, hidden_at=moment_for(self), held_for=held_for)
            open_held(self)

    @transaction.atomic
    def hide(self, *, by: Reader, reason: str) -> None:
        """Moderation takes the story out of sight; its author still sees it, as hidden."""
        self.change("hide", by, may=self.is_moderated_by(by), within=[State.PUBLISHED], note=reason)
        held = HeldFor.REFUSED if self.held_for else ""
        if self.hidden_at is None or held != self.held_for:
            self.move_to(self.state, hidden_at=self.hidden_at or moment_for(self), held_for=held)

    @transaction.atomic
    def restore(self, *, by: Reader, reason: str) -> None:
        """Undo `hide`, or let out what was held."""
        self.change(
            "restore", by, may=self.is_moderated_by(by), within=[State.PUBLISHED], note=reason
        )
        self.move_to(self.state, hidden_at=None, held_for="")

    @property
    def read_at(self) -> ReadSomewhere:
        """Where the story is read: by its own audience."""
        return self

    def before_reacting(self) -> None:
        """Only what its readers can see can be reacted to; raises WrongState."""
        if self.state != State.PUBLISHED or self.hidden_at:
            raise WrongState

    def refuse_to_slip(self, by: Reader, after: Iterable[str], before: Iterable[str] = ()) -> None:
        """Let a change of what others read bring in nothing that would have been stopped at first.

        Raises IdentifiesSomeone (T13), and WouldBeHeld for what new texts wait for a moderator for.
        """
        if self.state == State.PUBLISHED:
            self._refuse_identifiers()
            refuse_to_hold(self, before, after, by=by, place=self)

    # --- the mechanics every verb shares ------------------------------------------------------
    def change(
        self, verb: str, by: Reader, *, may: bool, within: list[State], note: str = ""
    ) -> None:
        """Check who and state under the row's lock, and record the act (inside a transaction)."""
        self.hold(may=may, within=within)
        self.record(verb, by, note)

    def hold(self, *, may: bool, within: list[State]) -> None:
        """Hold the row, and check who and state; raises NotYours, WrongState."""
        self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update())
        if not may:
            raise NotYours
        if self.state not in within:
            raise WrongState

    def note_change(self) -> None:
        """Count a new version; readers of what is out are told that it changed, and when."""
        told = {"changed_at": moment_for(self)} if self.state == State.PUBLISHED else {}
        self.move_to(self.state, **told)

    def move_to(self, state: str, **changes: Any) -> None:
        """Write the new state and what goes with it; counts as a new version."""
        for name, value in {"state": state, **changes}.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=["state", "version", *changes])

    def _answer(self, verb: str, by: Reader) -> None:
        may = self.is_stewarded_by(by) or self.is_checked_by(by)
        self.change(verb, by, may=may, within=[State.IN_REVIEW, State.PUBLISHED])

    def _silence(self) -> None:
        voices: Any = Persona.objects.filter(thread__story=self.pk, silent=False)
        voices.exclude(pk=self.persona_id).update(silent=True)
