"""Comments: answers that nest, in reading order by a path kept with each row."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models.identified import Identified
from accounts.reader import Reader
from accounts.written import insert, update
from forum.errors import CommentGone, NotParticipant, ThreadLocked
from forum.identifying import digests_of, refuse_identifiers_in
from forum.markdown import render
from forum.models.audience import Place
from forum.models.nesting import EMPTY, MAX_DEPTH, WIDTH, next_path
from forum.models.persona import refuse_suspended
from forum.models.reactable import Reactable
from forum.models.redaction import Redaction
from forum.models.thread import Thread
from forum.models.told import Told, moment_for, out_or_own, teller
from forum.models.vouched import Vouched
from forum.moderation.held import because, open_held, refuse_to_hold
from forum.moderation.places import moderated_apart, moderated_by
from forum.moderation.words import HeldFor

MAX_BODY = 20_000
UNSEEN = Q(hidden_at__isnull=False)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Comments of threads this reader may read, tombstones among them (T1).

        What is held back is there for its author, or its voice, and for moderators.
        """
        seen = Q(Exists(Thread.objects.visible_to(reader).filter(pk=OuterRef("thread"))))
        let_out = out_or_own(reader)
        if reader.moderating:
            where = {"story": "thread__story", "thread": "thread"}
            let_out |= Q(persona=None) & moderated_by(reader, **where)
            let_out |= moderated_apart(reader, **where)
        seen &= let_out
        return self.filter(seen | Q(persona=reader.persona) if reader.persona else seen)

    def standing(self) -> Self:
        """Those with something to read: neither taken away nor hidden."""
        return self.filter(removed_at=None, hidden_at=None)


class Comment(Identified, Told, Reactable, Vouched):
    """An answer in a thread.

    `path` holds one five-digit number a level, so that its order as text is the reading order on
    every database and collation, and a page is a range of one index.
    """

    thread = models.ForeignKey(
        Thread, models.CASCADE, related_name="comments", verbose_name=_("thread")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    path = models.CharField(max_length=MAX_DEPTH * WIDTH, editable=False)
    branches = models.PositiveIntegerField(default=0, editable=False)
    body = models.TextField(_("text"), blank=True, max_length=MAX_BODY)
    body_html = models.TextField(blank=True, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(_("taken away"), null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True, editable=False)
    held_for = models.CharField(max_length=10, choices=HeldFor, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("thread", "path")
        indexes = [
            models.Index(fields=["author", "-told_at"], name="comment_by_author"),
            models.Index(fields=["thread"], name="comment_unseen", condition=UNSEEN),
        ]
        constraints = [
            *Told.Meta.constraints,
            models.UniqueConstraint(fields=["thread", "path"], name="comment_path_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def add(
        cls, thread: Thread, *, by: Reader, body: str, parent: "Comment | None" = None, **shown: Any
    ) -> "Comment":
        """Add a comment to a thread, or a reply to `parent`; `shown` is byline and company_id.

        Raises NotParticipant, ThreadLocked, CommentGone for a parent taken away or of another
        thread, TooDeep past MAX_DEPTH, ThreadFull past 99,999 direct replies, and what `teller`
        raises. Whoever holds a voice here may speak by name too: a refusal would tell (T14).
        """
        if not by.is_participant:
            raise NotParticipant
        refuse_suspended(by)
        held = Thread.held(thread.pk)
        if held.locked_at:
            raise ThreadLocked
        told = teller(by, held.place, **shown)
        held_for = because([body], told, place=held.place, joined_at=by.joined_at)
        return cls.place(held, parent, body, told, held_for)

    @classmethod
    def place(
        cls,
        held: Thread,
        parent: "Comment | None",
        body: str,
        told: dict[str, Any],
        held_for: str = "",
    ) -> "Comment":
        """Give a comment its place in a thread whose row is held; `told` says by whom.

        What is `held_for` something waits for a moderator, uncounted and unseen.
        """
        path = next_path(held, parent)
        held.comment_count += not held_for
        update(held, "comment_count", "branches")
        html = render(body)
        comment = cls(thread=held, parent=parent, path=path, body=body, body_html=html, **told)
        if held_for:
            comment.hidden_at, comment.held_for = moment_for(comment), held_for
        insert(comment)
        if held_for:
            open_held(comment)
        return comment

    @property
    def depth(self) -> int:
        """How many comments stand above this one."""
        return len(self.path) // WIDTH - 1

    def is_written_by(self, reader: Reader) -> bool:
        """Tell whether the reader wrote it."""
        return self.is_spoken_by(reader)

    def takes_replies_in(self, thread: Thread) -> bool:
        """Tell whether it stands in this thread and can be answered."""
        gone = self.removed_at or self.hidden_at or self.thread_id != thread.pk
        return not gone and self.depth + 1 < MAX_DEPTH

    @transaction.atomic
    def edit(self, *, by: Reader, body: str, vouched: Sequence[str] = ()) -> None:
        """Change one's own comment; the earlier text is kept as a Revision, masked as it was.

        What was masked under it goes: its author has been told what to change, and has changed it.
        `vouched` are passages of an anonymous one that are not what they look like. Raises
        WouldBeHeld, and IdentifiesSomeone where an anonymous one names somebody (T13).
        """
        self._own(by)
        refuse_suspended(by)
        if not self.is_named:
            digests = [*self.vouched, *digests_of(vouched)]
            self.vouched = refuse_identifiers_in(body, digests)
        refuse_to_hold(self, [self.body], [body], by=by, place=self.thread.place)
        kept = {"texts": {"body": self.body}, "kept_at": moment_for(self)}
        self.revisions.create(number=self.version, **kept)
        Redaction.objects.of(self).delete()
        self.body, self.body_html = body, render(body)
        self.edited_at = moment_for(self)
        self.version += 1
        self.save(update_fields=["body", "body_html", "edited_at", "version", "vouched"])

    @transaction.atomic
    def remove(self, *, by: Reader, now: bool = False) -> Any:
        """Take one's own comment away: text, revisions, reactions and name are gone (T10).

        With replies below, an empty tombstone stays; tombstones left without replies go too. By
        receipt it goes with the next batch, and a Postponed is returned, unless it is to go `now`
        at a minute that can be seen (T8).
        """
        self._own(by)
        if by.persona and not now:
            return self.postponed.model.put(self, "remove", by=by)
        Thread.objects.filter(pk=self.thread_id).update(comment_count=F("comment_count") - 1)
        if self.replies.exists():
            self.bury()
        else:
            self._vanish()
        return None

    @transaction.atomic
    def hide(self, *, by: Reader, reason: str = "") -> None:
        """Moderation takes the text out of sight; replies stay. What was held stays unseen."""
        self._set_hidden(by, moment_for(self), -1)

    @transaction.atomic
    def restore(self, *, by: Reader, reason: str = "") -> None:
        """Undo `hide`, or let out what was held."""
        self._set_hidden(by, None, 1)

    @property
    def read_at(self) -> Place:
        """Where the thread is read."""
        return self.thread.place

    def before_reacting(self) -> None:
        """Nothing can be given to what was taken away or hidden; raises CommentGone."""
        self._hold_row()
        if self.removed_at or self.hidden_at:
            raise CommentGone

    def _set_hidden(self, by: Reader, at: Any, count: int) -> None:
        if not self.thread.is_moderated_by(by):
            raise NotYours
        self._hold_row()
        if self.held_for and at is not None:
            self.held_for = HeldFor.REFUSED
            self.save(update_fields=["held_for"])
        if (self.hidden_at is None) == (at is None) or self.removed_at:
            return
        self.hidden_at, self.held_for = at, ""
        self.version += 1
        self.save(update_fields=["hidden_at", "held_for", "version"])
        Thread.objects.filter(pk=self.thread_id).update(comment_count=F("comment_count") + count)

    def _own(self, by: Reader) -> None:
        self._hold_row()
        if self.removed_at or self.hidden_at:
            raise CommentGone
        if not self.is_written_by(by):
            raise NotYours

    def _hold_row(self) -> None:
        self.refresh_from_db(from_queryset=Comment.objects.select_for_update())

    def bury(self) -> None:
        """Empty the comment and leave its place, inside the transaction of whoever decides."""
        self.revisions.all().delete()
        self.reactions.all().delete()
        Redaction.objects.of(self).delete()
        for name, value in EMPTY.items():
            setattr(self, name, value)
        self.removed_at = moment_for(self)
        self.version += 1
        self.save(update_fields=["removed_at", "version", *EMPTY])

    def _vanish(self) -> None:
        above = self.parent
        Redaction.objects.of(self).delete()
        self.delete()
        while above and above.removed_at and not above.replies.exists():
            gone, above = above, above.parent
            gone.delete()
