"""Taking back for good: what goes with a story that is withdrawn or thrown away (T10)."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.reader import Reader
from forum.models.reviewed import Reviewed, State
from forum.models.sections import TEXTS

BLANKED = (
    "outcome",
    "first_outcome",
    "failure_type",
    "review_note",
    "requested_audience",
    "expectation_written",
)


class Withdrawable(Reviewed):
    """A story can be thrown away as a draft, and withdrawn once others have read it."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # what Story and its parts bring
        attachments: Any
        cycles: Any
        measurements: Any
        follow_ups: Any
        revisions: Any
        proposals: Any
        reactions: Any
        topics: Any
        inspired_by: Any
        inspired: Any
        postponed: Any

    @transaction.atomic
    def discard(self, *, by: Reader) -> None:
        """Throw a draft away for good, an anonymous teller's voice with it."""
        self.change("discard", by, may=self.is_written_by(by), within=[State.DRAFT])
        self.drop_files()
        self._drop_sources()
        self.proposals.all().drop()
        self.delete()
        if self.persona:
            self.persona.delete()

    @transaction.atomic
    def withdraw(self, *, by: Reader, now: bool = False) -> Any:
        """Take a published story back for good: author, steward, or the bearer of the receipt.

        Text, parts, files, reactions, revisions and proposals go in this transaction; the row stays
        as an empty marker so that nothing else can take its address. By receipt it goes with the
        next batch, and a Postponed is returned, unless it is to go `now` at a minute that can be
        seen (T8).
        """
        may = self.is_written_by(by) or self.is_stewarded_by(by)
        self.change("withdraw", by, may=may, within=[State.PUBLISHED])
        if by.persona and not now:
            return self.postponed.model.put(self, "withdraw", by=by)
        self.erase()
        return None

    def erase(self) -> None:
        """Empty the story and everything that hangs on it, the teller's own comments included.

        Comments of others are theirs: they stay stored, and unseen with their thread. Answers
        still waiting have no thread to come to.
        """
        self.drop_files()
        for comment in self._own_comments():
            comment.bury()
        self._meta.apps.get_model("forum", "Waiting").objects.filter(thread__story=self.pk).delete()
        for parts in (self.cycles, self.measurements, self.follow_ups, self.attachments):
            parts.all().delete()
        self._drop_sources()
        self.revisions.all().delete()
        self.proposals.all().drop()
        self.postponed.all().delete()
        self.reactions.all().delete()
        self.topics.clear()
        self.inspired_by.clear()
        self.inspired.clear()
        blank: dict[str, Any] = dict.fromkeys((*TEXTS, *BLANKED), "")
        blank |= {"expectation_month": None}
        self.move_to(State.WITHDRAWN, **blank, sections_html={}, reaction_counts={}, vouched=[])
        if self.persona:
            self.persona.retire()

    def drop_files(self) -> None:
        """Delete the files once the transaction holds."""
        for attachment in self.attachments.all():
            transaction.on_commit(attachment.delete_file)

    def _drop_sources(self) -> None:
        """Delete what is masked in the story, with the mask."""
        self._meta.apps.get_model("forum", "Redaction").objects.of(self).delete()

    def _own_comments(self) -> Any:
        comments = self._meta.apps.get_model("forum", "Comment").objects
        own = comments.filter(thread__story=self.pk)
        if self.persona_id:
            return own.filter(persona=self.persona_id)
        # Without an author it would be everybody who is nobody.
        return own.filter(author=self.author_id) if self.author_id else own.none()
