"""Anonymous answers on their way out: they wait so that no moment points at anybody (T8)."""

from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.errors import CommentGone, NotParticipant, ThreadLocked
from forum.identifying import refuse_identifiers_in
from forum.models.comment import MAX_BODY, Comment
from forum.models.persona import Persona, refuse_suspended
from forum.models.thread import Thread
from forum.models.told import Byline, monday
from forum.unnamed import may_answer_unnamed


class Waiting(Identified):
    """An answer that becomes a Comment with the next batch; seen by nobody until then."""

    persona = models.ForeignKey(Persona, models.CASCADE, related_name="waiting")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="waiting")
    parent = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    body = models.TextField(_("text"), max_length=MAX_BODY)

    class Meta:
        verbose_name = _("waiting answer")
        verbose_name_plural = _("waiting answers")

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def add(
        cls,
        thread: Thread,
        *,
        by: Reader,
        body: str,
        parent: Comment | None = None,
    ) -> Self:
        """Take an anonymous answer; a new voice's receipt is in `persona.receipt_text`.

        Raises NotParticipant, ThreadLocked, CommentGone, what `may_answer_unnamed` raises (T4, T7),
        IdentifiesSomeone (T13) and MixedBylines (T14).
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
        refuse_identifiers_in(body)
        persona = Persona.of(held, by)
        return cls.objects.create(persona=persona, thread=held, parent=parent, body=body)

    @transaction.atomic
    def release(self) -> None:
        """Become a comment; where the comment answered is gone, at the top of the thread."""
        held = Thread.held(self.thread_id)
        parent = self.parent if self.parent and self.parent.takes_replies_in(held) else None
        told = {
            "byline": Byline.ANONYMOUS,
            "persona_id": self.persona_id,
            "told_at": monday(timezone.now()),
        }
        Comment.place(held, parent, self.body, told)
        self.persona.come_out(held)
        self.delete()
