"""Anonymous answers on their way out: read by a moderator first, then out with a batch (T4, T8)."""

from collections.abc import Iterable, Sequence
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum import batches
from forum.errors import CommentGone, NotParticipant, ThreadLocked, WrongState
from forum.identifying import digests_of, refuse_identifiers_in
from forum.models.comment import MAX_BODY, Comment
from forum.models.persona import Persona, refuse_suspended
from forum.models.thread import Thread
from forum.models.told import Byline, today_unnamed
from forum.models.vouched import Vouched
from forum.moderation import auditing
from forum.moderation.held import because
from forum.moderation.places import moderated_apart
from forum.unnamed import may_answer_unnamed, obstacle_to_answers


class WaitingState(models.TextChoices):
    """Where an answer stands that is not out."""

    IN_REVIEW = "in_review", _("waits for a moderator")
    SCHEDULED = "scheduled", _("read, not yet out")
    RETURNED = "returned", _("sent back with a note")


class WaitingQuerySet(models.QuerySet["Waiting"]):
    """Waiting answers as their voices, and those who read them first, meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """The voice's own; and what lies in the queue of a moderator of no company there (T4).

        The queue is renewed every morning (`releasing.renew_queues`), and what was taken back
        leaves it in the morning too: whoever looks all day long learns no minute (T8).
        """
        if reader.persona:
            return self.filter(persona=reader.persona, gone_on=None)
        if not reader.moderating:
            return self.none()
        here = moderated_apart(reader, story="thread__story", thread="thread")
        read = Exists(Thread.objects.visible_to(reader).filter(pk=OuterRef("thread")))
        waits = self.filter(here, read, state=WaitingState.IN_REVIEW, queue_on=None)
        return waits.exclude(UNREAD)

    def pending(self) -> Self:
        """Those on their way out: neither sent back nor taken back."""
        return self.filter(gone_on=None).exclude(state=WaitingState.RETURNED)


# Where the circle waives it (T4), nobody reads first.
UNREAD = Q(thread__circle__answers_unread=True) | Q(thread__story__circle__answers_unread=True)


class Waiting(Identified, Vouched):
    """An answer that becomes a Comment with its batch; seen by its voice and who checks it.

    Its text never changes, so that a yes is to what was read: what comes back is sent anew.
    `turn` counts within one voice, which keeps the order of its answers. `batch_on` is the date it
    is due, `queue_on` the morning on which whoever checks first sees it, empty from then on, and
    `gone_on` the one on which they cease to, once its voice has taken it back.
    """

    persona = models.ForeignKey(Persona, models.CASCADE, related_name="waiting")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="waiting")
    parent = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    body = models.TextField(_("text"), max_length=MAX_BODY)
    state = models.CharField(
        _("state"), max_length=10, choices=WaitingState, default=WaitingState.IN_REVIEW
    )
    note = models.TextField(_("note from the review"), blank=True)
    turn = models.PositiveSmallIntegerField(default=1)
    batch_on = models.DateField(_("comes out"))
    queue_on = models.DateField(null=True)
    gone_on = models.DateField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting answer")
        verbose_name_plural = _("waiting answers")

    def __str__(self) -> str:
        return str(self.pk)

    # --- the voice's own acts -----------------------------------------------------------------
    @classmethod
    @transaction.atomic
    def add(
        cls,
        thread: Thread,
        *,
        by: Reader,
        body: str,
        parent: Comment | None = None,
        vouched: Sequence[str] = (),
    ) -> Self:
        """Take an anonymous answer; a new voice's receipt is in `persona.receipt_text`.

        `vouched` are passages that are not what they look like. Raises NotParticipant,
        ThreadLocked, CommentGone, what `may_answer_unnamed` raises (T4, T6, T7), IdentifiesSomeone
        (T13) and MixedBylines (T14).
        """
        if not (by.is_participant or by.persona):
            raise NotParticipant
        refuse_suspended(by)
        held = Thread.held(thread.pk)
        if held.locked_at:
            raise ThreadLocked
        if parent is not None and not parent.takes_replies_in(held):
            raise CommentGone
        may_answer_unnamed(held.place)
        kept = refuse_identifiers_in(body, digests_of(vouched))
        said = {"thread": held, "parent": parent, "body": body, "vouched": kept}
        answer = cls(persona=Persona.of(held, by), **said)
        answer._take_its_turn(held)
        answer.save(force_insert=True)
        return answer

    @transaction.atomic
    def take_back(self, *, by: Reader, now: bool = False) -> None:
        """Never let it out. A moderator who has it before them sees it go in the morning (T8).

        Unless it is to go `now`: then the minute can be seen. Raises NotYours.
        """
        self._own(by)
        if self.state == WaitingState.IN_REVIEW and self.queue_on is None and not now:
            self.gone_on = batches.next_morning(timezone.now())
            self.save(update_fields=["gone_on"])
        else:
            self.delete()
        _put_off(self.persona_id)

    # --- a moderator's ------------------------------------------------------------------------
    @transaction.atomic
    def approve(self, *, by: Reader) -> None:
        """Say that it points at nobody; it comes out with its batch, or the next one (T4, T8).

        Raises NotYours for whoever does not have it in their queue, and Suspended.
        """
        self._read(by, state=WaitingState.SCHEDULED)
        auditing.record_later("answer.approve", by=by.user_id)

    @transaction.atomic
    def send_back(self, *, by: Reader, note: str) -> None:
        """Send it back with a note, which the voice reads by its receipt; raises as `approve`."""
        self._read(by, state=WaitingState.RETURNED, note=note)
        auditing.record_later("answer.send_back", by=by.user_id)

    # --- the batch's --------------------------------------------------------------------------
    def is_due(self, day: Any) -> bool:
        """Tell whether it may come out with the batch of a day: due by date, and read or waived."""
        circle = self.thread.place.circle
        read = self.state == WaitingState.SCHEDULED or bool(circle and circle.answers_unread)
        return read and self.batch_on <= day

    def release(self) -> bool:
        """Become a comment; where the comment answered is gone, at the top of the thread.

        Where nothing anonymous is taken any more it goes back to its voice instead (False). What
        the circle lets out unread can still be held for its words.
        """
        held = Thread.held(self.thread_id)
        if obstacle := obstacle_to_answers(held.place):
            self._write(state=WaitingState.RETURNED, note=obstacle)
            return False
        parent = self.parent if self.parent and self.parent.takes_replies_in(held) else None
        told = {
            "byline": Byline.ANONYMOUS,
            "persona_id": self.persona_id,
            "vouched": self.vouched,
            "told_at": today_unnamed(),
        }
        read = self.state == WaitingState.SCHEDULED
        held_for = "" if read else because([self.body], WHO_TELLS | told, place=held.place)
        Comment.place(held, parent, self.body, told, held_for)
        self.persona.come_out(held)
        self.delete()
        return True

    # --- the mechanics ------------------------------------------------------------------------
    def _take_its_turn(self, held: Thread) -> None:
        """Set its dates and its place behind what the same voice has sent before."""
        now = timezone.now()
        before = Waiting.objects.filter(persona=self.persona_id).exclude(pk=self.pk)
        sent = before.pending().aggregate(last=Max("batch_on"), turn=Max("turn"))
        due = batches.answer_batch(now, held.newest_text())
        self.batch_on = max(due, sent["last"] or due)
        self.turn = (sent["turn"] or 0) + 1
        self.queue_on = batches.next_morning(now)

    def _read(self, by: Reader, **changes: Any) -> None:
        refuse_suspended(by)
        rows = Waiting.objects.visible_to(by) if by.user_id else Waiting.objects.none()
        self._hold()
        if not rows.filter(pk=self.pk).exists():
            raise NotYours
        self._write(**changes)
        _put_off(self.persona_id)
        self.refresh_from_db(fields=["batch_on"])

    def _own(self, by: Reader) -> None:
        self._hold()
        if by.persona is None or by.persona != self.persona_id or self.gone_on:
            raise NotYours

    def _hold(self) -> None:
        rows = Waiting.objects.select_for_update(of=("self",))
        if not rows.filter(pk=self.pk).exists():
            raise WrongState
        self.refresh_from_db(from_queryset=rows)

    def _write(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=[*changes])


WHO_TELLS: dict[str, Any] = {"author_id": None, "company_id": None}


def _put_off(persona: UUID) -> None:
    """Let no answer of a voice be due by a batch that has been: it would come out alone.

    Its answers wait for each other, so what is said of one moves the others as well.
    """
    now = timezone.now()
    late = Waiting.objects.filter(persona=persona, batch_on__lte=batches.last_batch(now))
    late.update(batch_on=batches.next_batch(now))


def due_answers(day: Any) -> Iterable[list[Waiting]]:
    """What each voice lets out with the batch of a day, in the order it was sent.

    Where one is not ready those behind it wait too: a second answer never comes before the first.
    """
    waiting = Waiting.objects.pending().select_related("persona", "parent", "thread")
    voices: dict[UUID, list[Waiting]] = {}
    for answer in waiting.order_by("turn", "pk").select_for_update(of=("self",)):
        voices.setdefault(answer.persona_id, []).append(answer)
    for answers in voices.values():
        ready = [answer.is_due(day) for answer in answers]
        first = ready.index(False) if False in ready else len(ready)
        if first:
            yield answers[:first]
