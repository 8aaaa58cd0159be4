"""Threads: conversations, each story's own or a question asked in a circle."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models import Circle, User
from accounts.models.identified import Identified
from accounts.prepared import Prepared, Row, columns_of, made
from accounts.reader import Reader
from forum.errors import NotAddressable, NotParticipant, ThreadLocked
from forum.markdown import MAX_SOURCE, render
from forum.models.audience import Addressed, Audience, Place, addressed_to
from forum.models.persona import AUDIBLE, Persona, refuse_suspended
from forum.models.redaction import Redaction
from forum.models.reviewed import State
from forum.models.story import Story
from forum.models.told import Byline, Told, teller, today_unnamed
from forum.moderation.held import because, open_held, refuse_to_hold, who_tells
from forum.moderation.words import HeldFor


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Threads as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """A story's thread is visible with its published story, a question to its audience.

        EXISTS and not IN: both databases collect every visible story for an IN below an OR, which
        took 20 ms for one thread among 10,000 stories; this asks for one story by its key.
        """
        own = Story.objects.visible_to(reader).filter(pk=OuterRef("story"))
        asked = Q(hidden_at=None)
        if reader.user_id:
            asked |= Q(author=reader.user_id)  # who asked sees it hidden, or held
        seen = Q(Exists(own)) | (Q(story=None) & asked & addressed_to(reader))
        if reader.moderating:
            seen |= Q(story=None, circle__in=reader.moderating)
        return self.filter(seen)

    def open_to(self, reader: Reader) -> Self:
        """The thread a receipt's voice may answer in, which it need not be able to read (T2)."""
        voice: Any = Persona.objects.filter(thread=OuterRef("pk"), **AUDIBLE)
        shown = Q(story__state=State.PUBLISHED, story__hidden_at=None)
        return self.filter(
            Exists(voice.filter(pk=reader.persona)), shown | Q(story=None, hidden_at=None)
        )


class Thread(Identified, Told, Addressed):
    """A conversation; `story` is set for a story's thread, title and body for a question."""

    story = models.OneToOneField(
        Story, models.CASCADE, null=True, blank=True, related_name="thread", verbose_name=_("story")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("question"), blank=True, max_length=MAX_SOURCE)
    body_html = models.TextField(blank=True, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    branches = models.PositiveIntegerField(default=0, editable=False)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    voices_stopped_until = models.DateTimeField(_("no new voices until"), null=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True, editable=False)
    held_for = models.CharField(max_length=10, choices=HeldFor, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ("-told_at", "-id")
        indexes = [models.Index(fields=["-told_at", "-id"], name="thread_newest")]
        constraints = [
            *Told.Meta.constraints,
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(story__isnull=False) | ~Q(title=""), name="question_has_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.story)

    @classmethod
    @transaction.atomic
    def ask(cls, *, by: Reader, title: str, body: str, circle_id: UUID, **shown: Any) -> "Thread":
        """Ask a question in a circle; `shown` is byline and company_id.

        Raises NotParticipant, NotAddressable for a circle the reader does not read in, and what
        `teller` raises.
        """
        if not by.is_participant:
            raise NotParticipant
        refuse_suspended(by)
        if circle_id not in by.circles:
            raise NotAddressable
        thread = cls(
            title=title,
            body=body,
            body_html=render(body),
            audience=Audience.CIRCLE,
            circle_id=circle_id,
        )
        for name, value in teller(by, thread, **shown).items():
            setattr(thread, name, value)
        texts, who = [title, body], who_tells(thread)
        if held_for := because(texts, who, place=thread, joined_at=by.joined_at):
            thread.hidden_at, thread.held_for = timezone.now(), held_for
        thread.save(force_insert=True)
        if held_for:
            open_held(thread)
        return thread

    @classmethod
    def held(cls, pk: UUID) -> "Thread":
        """A thread with its row held (inside a transaction), and where it is read."""
        rows = HELD.rows(pk=pk)
        if not rows:
            raise cls.DoesNotExist
        width = len(columns_of(cls))
        thread = made(cls, rows[0][:width])
        thread.place = thread._placed(rows[0][width:])
        return thread

    @cached_property
    def place(self) -> Place:
        """Where it is read, as its story is or as the question it is; one query."""
        return self._placed(PLACE.rows(pk=self.pk)[0])

    def _placed(self, row: Row) -> Place:
        audience, company, *columns = row
        width = len(columns) // 2
        circle = columns[:width] if self.story_id is None else columns[width:]
        read_in = made(Circle, circle) if circle[0] else None
        return Place(audience or self.audience, read_in, company)

    def comment(self, *, by: Reader, body: str, byline: str = "", **rest: Any) -> Any:
        """Add a comment, or a Waiting one that comes out anonymously; `rest`: parent, company_id.

        `vouched` are passages of an anonymous one. See Comment.add and Waiting.add for refusals.
        """
        if by.persona or byline == Byline.ANONYMOUS:
            rest.pop("company_id", None)  # no company speaks, and none is remembered (T5)
            return self.waiting.model.add(self, by=by, body=body, **rest)
        rest.pop("vouched", None)  # what is said by name is not refused for what it looks like
        shown: dict[str, Any] = {"byline": byline} if byline else {}
        return self.comments.model.add(self, by=by, body=body, **shown, **rest)

    def may_be_answered(self, by: Reader) -> None:
        """Look whether the reader may answer here, before anything is written.

        Raises NotParticipant, Suspended and ThreadLocked as `comment` does.
        """
        if not (by.is_participant or by.persona):
            raise NotParticipant
        refuse_suspended(by)
        if self.locked_at:
            raise ThreadLocked

    @transaction.atomic
    def edit(self, *, by: Reader, **changes: str) -> None:
        """Change the title or text of one's own question; a story's thread has none of its own.

        What was masked under the texts written goes, and WouldBeHeld is raised, as with
        `Comment.edit`.
        """
        rows = Thread.objects.select_for_update(of=("self",)).select_related("circle")
        self.refresh_from_db(from_queryset=rows)
        if self.story_id is not None or not self.is_written_by(by):
            raise NotYours
        refuse_suspended(by)
        refuse_to_hold(self, [self.title, self.body], changes.values(), by=by, place=self)
        for name, value in changes.items():
            setattr(self, name, value)
        Redaction.objects.of(self).over(changes).delete()
        self.body_html = render(self.body)
        self.version = F("version") + 1
        self.save(update_fields=[*changes, "body_html", "version"])
        self.refresh_from_db(fields=["version"])

    @transaction.atomic
    def hide(self, *, by: Reader, reason: str = "") -> None:
        """Moderation takes a question out of sight, with its answers; who asked still sees it."""
        self._hide(by, timezone.now())

    @transaction.atomic
    def restore(self, *, by: Reader, reason: str = "") -> None:
        """Undo `hide`, or let out what was held."""
        self._hide(by, None)

    def _hide(self, by: Reader, at: Any) -> None:
        self.refresh_from_db(from_queryset=Thread.objects.select_for_update(of=("self",)))
        if self.story_id is not None or not self.is_moderated_by(by):
            raise NotYours
        self.held_for = HeldFor.REFUSED if self.held_for and at else ""
        self.hidden_at = self.hidden_at if at and self.hidden_at else at
        self.version += 1
        self.save(update_fields=["hidden_at", "held_for", "version"])

    def lock(self, *, by: Reader, now: bool = False) -> Any:
        """Take no more comments: the one who asked or told, or a moderator; twice is fine.

        By receipt with the next batch (a Postponed is returned), unless `now` (T8).
        """
        at = today_unnamed() if by.persona else timezone.now()
        return self._turn(by, "lock", now, locked_at=at, locked_by=by.user_id)

    def unlock(self, *, by: Reader, now: bool = False) -> Any:
        """Take comments again; by receipt as with `lock`."""
        return self._turn(by, "unlock", now, locked_at=None, locked_by=None)

    @transaction.atomic
    def _turn(self, by: Reader, act: str, now: bool, **turned: Any) -> Any:
        if not (self.is_written_by(by) or self.is_moderated_by(by)):
            raise NotYours
        if by.persona and self.story and not now:
            return self.story.postponed.model.put(self.story, act, by=by)
        if (self.locked_at is None) != (turned["locked_at"] is None):
            rows = Thread.objects.filter(pk=self.pk)
            rows.update(**turned, version=F("version") + 1)
            self.refresh_from_db(fields=["locked_at", "locked_by", "version"])
        return None

    def newest_text(self) -> datetime:
        """When the newest text came that stands here: of thread, story and comments, with changes.

        What a moderator has let out is as new as the day they did (T8: an answer's batch leaves a
        whole working day after it, in which anybody may have read and answered it).
        """
        shown = self.comments.filter(hidden_at=None)
        said = shown.aggregate(told=Max("told_at"), edited=Max("edited_at"))
        here = Q(case__story=self.story_id) if self.story_id else Q(case__thread=self.pk)
        out = Q(decision__measure="restore") | (Q(decision__measure="none") & ~Q(case__held_for=""))
        rulings = self._meta.apps.get_model("forum", "Ruling").objects
        let = rulings.filter(here & out).aggregate(let=Max("decision__decided_at"))
        changed = self.story.revisions.aggregate(kept=Max("kept_at")) if self.story else {}
        moments = {**said, **let, **changed}.values()
        newest: datetime = max(filter(None, [self.told_at, *moments]))
        return newest

    def is_written_by(self, reader: Reader) -> bool:
        """Tell whether the reader asked the question, or told the story the thread is of."""
        if self.story is not None:
            return self.story.is_written_by(reader)
        return self.is_spoken_by(reader)

    def is_moderated_by(self, reader: Reader) -> bool:
        """Tell whether the reader moderates where the thread is."""
        if self.story is not None:
            return self.story.is_moderated_by(reader)
        return self.circle_id in reader.moderating


def _place(pk: UUID) -> models.QuerySet[Any, Any]:
    return Thread.objects.filter(pk=pk).order_by().values_list(*WHERE_READ)


def _held(pk: UUID) -> models.QuerySet[Any, Any]:
    rows = Thread.objects.select_for_update(of=("self",)).filter(pk=pk).order_by()
    return rows.values_list(*columns_of(Thread), *WHERE_READ)


_CIRCLES = [
    f"{path}{name}" for path in ("circle__", "story__circle__") for name in columns_of(Circle)
]
WHERE_READ = ("story__audience", "story__company_id", *_CIRCLES)
PLACE = Prepared(_place)
HELD = Prepared(_held)
