"""Stories: one development journey each, told by a company to those it chose."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.errors import BylineNotOpen, NotAddressable
from forum.models.audience import Addressed, Audience, addressed_to
from forum.models.reactable import Reactable
from forum.models.reviewed import Reviewed, State
from forum.models.sections import TEXTS, Sections
from forum.models.told import NAMED, Told, choose_company
from forum.models.topic import Topic
from forum.vocabulary import FAILURE_TYPES, OUTCOMES, choices


class Reuse(models.TextChoices):
    """What readers may do with what they read."""

    CHATHAM = "chatham", _("Chatham House rule: use it, name nobody")
    NO_QUOTE = "no_quote", _("do not quote")
    FREE_WITH_NAME = "free_with_name", _("free to use, with the name")


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Stories this reader may read (T1); `readable_by` says which."""
        return self.filter(readable_by(reader))

    def due(self, moment: datetime) -> Self:
        """Scheduled stories whose day has come."""
        today = timezone.localdate(moment)
        return self.filter(state=State.SCHEDULED, publish_on__lte=today)


def readable_by(reader: Reader) -> Q:
    """Stories this reader may read; the root rule every child asks (T1, T2, T4).

    Published and addressed to the reader; or the reader's own; or waiting for the reader as
    steward; or hidden by the reader's moderation.
    """
    if reader.user_id is None:
        return _readable(reader)
    return _readable(reader) | _handled(reader)


def _readable(reader: Reader) -> Q:
    return Q(state=State.PUBLISHED, hidden_at=None) & addressed_to(reader)


def _handled(reader: Reader) -> Q:
    alive = ~Q(state=State.WITHDRAWN)
    own = Q(author=reader.user_id, company__in=reader.companies) & alive
    to_approve = Q(company__in=reader.stewarding, byline__in=NAMED) & alive & ~Q(state=State.DRAFT)
    moderated = Q(state=State.PUBLISHED, circle__in=reader.moderating)
    if reader.moderating:  # what is told to all has no circle; see is_moderated_by
        moderated |= Q(state=State.PUBLISHED, audience__in=[Audience.MEMBERS, Audience.PUBLIC])
    return own | to_approve | moderated


class Story(Identified, Sections, Reviewed, Reactable):
    """One development journey, success or failure alike; outcomes weigh the same everywhere."""

    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=choices(OUTCOMES), blank=True)
    first_outcome = models.CharField(max_length=12, choices=choices(OUTCOMES), blank=True)
    failure_type = models.CharField(
        _("kind of failure"), max_length=12, choices=choices(FAILURE_TYPES), blank=True
    )
    reuse = models.CharField(_("reuse"), max_length=14, choices=Reuse, default=Reuse.CHATHAM)
    topics = models.ManyToManyField(
        Topic, related_name="stories", blank=True, verbose_name=_("topics")
    )
    inspired_by = models.ManyToManyField(
        "self", symmetrical=False, related_name="inspired", blank=True
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ("-told_at", "-id")
        indexes = [
            models.Index(fields=["-told_at", "-id"], name="story_newest"),
            models.Index(fields=["author", "state"], name="story_by_author"),
            models.Index(fields=["company", "state"], name="story_by_company"),
        ]
        constraints = [
            *Told.Meta.constraints,
            *Addressed.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=State.values), name="story_state_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *OUTCOMES]), name="story_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED])
                | (~Q(title="") & ~Q(summary="")),
                name="story_shown_has_title_and_summary",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("untitled story"))

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: Reader, company_id: UUID | None = None, **fields: Any) -> Self:
        """Start a draft for one of the reader's companies (needed when there are several).

        Raises NotParticipant without a company, UnknownCompany for one that is not the reader's,
        and whatever `edit` raises.
        """
        company = choose_company(by, company_id)
        story = cls(author_id=by.user_id, company_id=company)
        story.save(force_insert=True)
        story.record("begin", by, "")
        if fields:
            story._take_in(by, fields)
        return story

    @transaction.atomic
    def edit(self, *, by: Reader, **changes: Any) -> None:
        """Change text, outcome, topics, byline or audience; after publication a Revision is kept.

        Narrowing takes effect at once; widening beyond the company's yes waits for a steward.
        Raises NotYours, WrongState while in review, NotAddressable, BylineNotOpen,
        ExpectationFrozen.
        """
        within = [State.DRAFT, State.PUBLISHED]
        self.change("edit", by, may=self.is_written_by(by), within=within)
        if self.state == State.PUBLISHED:
            self.keep_revision()
        self._take_in(by, changes)

    def _take_in(self, by: Reader, changes: dict[str, Any]) -> None:
        """Apply changes by kind: who is shown, who may read, relations, text, plain fields."""
        if "byline" in changes:
            self._show(changes.pop("byline"))
        if "audience" in changes or "circle_id" in changes:
            self._aim(by, changes)
        for name in ("topics", "inspired_by"):
            if name in changes:
                getattr(self, name).set(changes.pop(name))
        texts = {name: changes.pop(name) for name in TEXTS if name in changes}
        columns = self.write(texts)
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=["version", "byline", *columns, *changes])

    def _show(self, byline: str) -> None:
        """Choose who is shown; after publication it stands (T3)."""
        if byline == self.byline:
            return
        if byline not in NAMED or self.state != State.DRAFT:
            raise BylineNotOpen
        self.byline = byline

    def _aim(self, by: Reader, changes: dict[str, Any]) -> None:
        """Choose who may read: at once, or as a request to the steward where that is needed."""
        audience = changes.pop("audience", self.audience)
        circle = changes.pop("circle_id", self.circle_id)
        circle = circle if audience == Audience.CIRCLE else None
        if audience == Audience.CIRCLE and circle not in by.circles:
            raise NotAddressable
        wider = self.state == State.PUBLISHED and self.reaches_further(audience, circle)
        if wider and self.needs_approval(audience, by):
            request = {"requested_audience": audience, "requested_circle_id": circle}
            self.move_to(self.state, **request)
        else:
            self.address(audience, circle)

    @transaction.atomic
    def discard(self, *, by: Reader) -> None:
        """Throw a draft away for good."""
        self.change("discard", by, may=self.is_written_by(by), within=[State.DRAFT])
        self.drop_files()
        self.delete()

    @transaction.atomic
    def withdraw(self, *, by: Reader) -> None:
        """Take a published story back for good: author or steward (T10).

        Text, parts, files, reactions and revisions go in this transaction; the row stays as an
        empty marker so that nothing else can take its address.
        """
        may = self.is_written_by(by) or self.is_stewarded_by(by)
        self.change("withdraw", by, may=may, within=[State.PUBLISHED])
        self.erase()

    def erase(self) -> None:
        """Empty the story and everything that hangs on it, the author's own comments included.

        Comments of others are theirs: they stay stored, and unseen with their thread.
        """
        self.drop_files()
        if self.author_id:  # once nobody, it would be everybody who is nobody
            comments = self._meta.apps.get_model("forum", "Comment").objects
            for comment in comments.filter(thread__story=self, author=self.author_id):
                comment.bury()
        for parts in (self.cycles, self.measurements, self.follow_ups, self.attachments):
            parts.all().delete()
        self.revisions.all().delete()
        self.reactions.all().delete()
        self.topics.clear()
        self.inspired_by.clear()
        self.inspired.clear()
        blank = dict.fromkeys((*TEXTS, *BLANKED), "")
        self.move_to(State.WITHDRAWN, **blank, sections_html={}, reaction_counts={})

    def keep_revision(self) -> None:
        """Keep the text as it was before a change."""
        self.revisions.create(number=self.version, texts=self.snapshot())

    def record(self, verb: str, by: Reader, note: str) -> None:
        """Write who did what and when; on the anonymous the teller's own acts name nobody (T5)."""
        actor = by.user_id if self.is_named or not self.is_written_by(by) else None
        self.events.create(verb=verb, by_id=actor, note=note)

    def after_publishing(self) -> None:
        """Keep the first outcome, and open the story's thread; twice changes nothing."""
        if not self.first_outcome:
            self.first_outcome = self.outcome
            self.save(update_fields=["first_outcome"])
        threads = self._meta.apps.get_model("forum", "Thread").objects
        threads.get_or_create(story=self, defaults={"told_at": self.told_at})  # no finer (T8)

    def drop_files(self) -> None:
        """Delete the files once the transaction holds."""
        for attachment in self.attachments.all():
            transaction.on_commit(attachment.delete_file)


BLANKED = ("outcome", "first_outcome", "failure_type", "review_note", "requested_audience")
