"""Stories: one development journey each, told by a company to those it chose."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from accounts.reader import Reader
from forum import batches
from forum.contents import Change
from forum.crowd import Traits, crowd_of, is_large_enough
from forum.errors import (
    AnonymityFromTheStart,
    AnonymityTooLate,
    BylineNotOpen,
    CrowdTooSmall,
    NotAddressable,
    NotParticipant,
    OnlyNarrower,
)
from forum.models.audience import Addressed, Audience, Reuse, addressed_to
from forum.models.linked import link
from forum.models.persona import Persona, refuse_suspended
from forum.models.reactable import Reactable
from forum.models.reviewed import State
from forum.models.sections import EXPECTED, TEXTS, Sections
from forum.models.told import NAMED, Byline, Told, moment_for, one_of
from forum.models.topic import Topic
from forum.models.withdrawable import Withdrawable
from forum.moderation.mending import is_mend
from forum.new_voices import one_more
from forum.unnamed import recount_traits, traits_where
from forum.vocabulary import FAILURE_TYPES, OUTCOMES, choices

RELATED = ("topics", "inspired_by")
# What carries the company's name, and waits for a yes once it is out (T4).
APPROVED = (*TEXTS, *EXPECTED, "language", "outcome", "failure_type", "reuse", *RELATED)


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Stories this reader may read (T1); `readable_by` says which."""
        return self.filter(readable_by(reader))

    def due(self, moment: datetime) -> Self:
        """Scheduled stories whose day has come; the anonymous wait for their batch (T8)."""
        today = timezone.localdate(moment)
        named = self.exclude(byline=Byline.ANONYMOUS)
        return named.filter(state=State.SCHEDULED, publish_on__lte=today)

    def for_batch(self, today: date) -> Self:
        """Anonymous stories that have been checked and are due by the batch of a day (T8)."""
        return self.filter(byline=Byline.ANONYMOUS, state=State.SCHEDULED, batch_on__lte=today)


def readable_by(reader: Reader) -> Q:
    """Stories this reader may read; the root rule every child asks (T1, T2, T4).

    Published and addressed to the reader; or the reader's own, by name or by receipt; or
    waiting for the reader as steward or independent moderator; or hidden by their moderation.
    """
    seen = _readable(reader)
    if reader.persona:
        seen |= Q(persona=reader.persona) & ~Q(state=State.WITHDRAWN)
    elif reader.user_id:
        seen |= _handled(reader)
    return seen


def _readable(reader: Reader) -> Q:
    return Q(state=State.PUBLISHED, hidden_at=None) & addressed_to(reader)


def _handled(reader: Reader) -> Q:
    alive = ~Q(state=State.WITHDRAWN)
    own = Q(author=reader.user_id, company__in=reader.companies) & alive
    to_approve = Q(company__in=reader.stewarding, byline__in=NAMED) & alive & ~Q(state=State.DRAFT)
    moderated = Q(state=State.PUBLISHED, circle__in=reader.moderating)
    if reader.moderating:  # what is told to all has no circle; see is_moderated_by
        moderated |= Q(state=State.PUBLISHED, audience__in=[Audience.MEMBERS, Audience.PUBLIC])
    return own | to_approve | moderated | _to_check(reader)


def _to_check(reader: Reader) -> Q:
    """Anonymous stories in review, for moderators of no company among their readers (T4).

    Once the morning after they were handed in has come (`releasing.renew_queues`): a queue looked
    at all day long tells no minute (T8).
    """
    waiting = Q(byline=Byline.ANONYMOUS, state=State.IN_REVIEW, queue_on=None)
    where = Q(circle__in=reader.independent)
    if reader.moderating and not reader.companies:
        where |= Q(audience__in=[Audience.MEMBERS, Audience.PUBLIC])
    return waiting & where


class Story(Identified, Sections, Withdrawable, Reactable):
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
        Topic, "stories", through="StoryTopic", blank=True, verbose_name=_("topics")
    )
    inspired_by = models.ManyToManyField(
        "self", "inspired", through="Inspiration", symmetrical=False, blank=True
    )

    objects = StoryQuerySet.as_manager()
    receipt = ""  # of an anonymous story, in the request that began it and never again

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
        """Start a draft for one of the reader's companies that will read it.

        An anonymous one is begun for an audience, which can only be narrowed later (T5). Raises
        NotParticipant without a company, UnknownCompany for one that is not the reader's or does
        not read there, CompanyNeeded where several could tell, whatever `edit` raises, and for the
        anonymous what `traits_where` and `one_more` raise.
        """
        if not by.companies:
            raise NotParticipant
        telling = by.companies_in(fields.get("circle_id")) or by.companies
        company = one_of(telling, company_id)
        refuse_suspended(by)
        byline = fields.pop("byline", Byline.PERSON)
        if byline == Byline.ANONYMOUS:
            where = fields.pop("audience", ""), fields.pop("circle_id", None)
            shown = traits_where(by, company, *where)
            with one_more(by.user_id):
                return cls._begin_unnamed(shown, *where, **fields)
        story = cls(author_id=by.user_id, company_id=company, byline=byline)
        story.save(force_insert=True)
        story.record("begin", by, "")
        if fields:
            story._take_in(by, fields)
        return story

    @classmethod
    def _begin_unnamed(
        cls, shown: Traits, audience: str, circle_id: UUID | None, **fields: Any
    ) -> Self:
        """A draft without any key, held by the receipt of its persona from the first word (T5)."""
        persona = Persona.speak(**asdict(shown))
        story = cls(byline=Byline.ANONYMOUS, persona=persona, told_at=batches.NOT_OUT)
        story.audience = audience
        story.circle_id = circle_id if audience == Audience.CIRCLE else None
        story.save(force_insert=True)
        story._take_in(Reader(persona=persona.pk), fields)
        story.receipt = persona.receipt_text
        return story

    @transaction.atomic
    def edit(self, *, by: Reader, now: bool = False, **changes: Any) -> Any:
        """Change text, outcome, topics, byline or audience; after publication a Revision is kept.

        Narrowing takes effect at once; by receipt with the next batch (a Postponed is returned),
        unless it is to be `now`, at a minute that can be seen (T8). Widening beyond the company's
        yes waits for a steward, and so does what carries the company's name: then the proposal is
        returned (T4). Raises NotYours, WrongState while in review, NotAddressable, BylineNotOpen,
        ExpectationFrozen, and what `refuse_to_slip` and `Proposal.make` raise.
        """
        self.hold(may=self.is_written_by(by), within=[State.DRAFT, State.PUBLISHED])
        if not changes.keys() <= {"audience", "circle_id"}:
            refuse_suspended(by)
        later = self._postpone_narrowing(by, changes) if by.persona and not now else None
        if by.persona and not changes:
            return later  # a version more would show every reader that something was asked for
        waiting = self._waiting(by, changes)
        if not waiting or waiting.keys() != changes.keys():
            self.record("edit", by, "")
            self.rewrite(by, {n: value for n, value in changes.items() if n not in waiting})
        proposed = Change("edit", waiting)
        return self.proposals.model.make(self, proposed, by=by) if waiting else later

    def rewrite(self, by: Reader, changes: dict[str, Any]) -> None:
        """Make changes that need nobody's yes any more (its row is held); raises as `edit` does."""
        before = self.snapshot()
        if self.state == State.PUBLISHED:
            self.keep_revision()
        if self.state == State.PUBLISHED and changes.keys() & {*APPROVED}:
            changes = changes | {"changed_at": moment_for(self)}
        self._take_in(by, changes)
        if self.state == State.PUBLISHED:
            self.freeze_expectation()
        self.refuse_to_slip(by, self.snapshot().values(), before.values())

    def _postpone_narrowing(self, by: Reader, changes: dict[str, Any]) -> Any:
        """Take a narrower audience out of `changes` and let it wait for the batch (T8).

        Asking for the audience there is calls off what waited. Raises CrowdTooSmall at once.
        """
        aim = {name: changes[name] for name in ("audience", "circle_id") if name in changes}
        audience = aim.get("audience", self.audience)
        circle = aim.get("circle_id", self.circle_id) if audience == Audience.CIRCLE else None
        wider = self.reaches_further(audience, circle)
        if self.state != State.PUBLISHED or not aim or wider:
            return None
        for name in aim:
            del changes[name]
        self.postponed.filter(act="narrow").delete()
        if (audience, circle) == (self.audience, self.circle_id):
            return None
        if not is_large_enough(crowd_of(audience, circle, self.told_at)):
            raise CrowdTooSmall
        there = {"audience": audience, "circle_id": circle}
        return self.postponed.model.put(self, "narrow", by=by, **there)

    def waits_for_yes(self, by: Reader) -> bool:
        """Tell whether what the reader changes or adds waits beside what is out (T4)."""
        if self.state != State.PUBLISHED or not self.is_named:
            return False
        return self.needs_approval(self.audience, by)

    def _waiting(self, by: Reader, changes: dict[str, Any]) -> dict[str, Any]:
        """The changes that wait for a yes; mending what a moderator asked for does not."""
        if not self.waits_for_yes(by):
            return {}
        named = {name: value for name, value in changes.items() if name in APPROVED}
        return {name: text for name, text in named.items() if not is_mend(self, name, text)}

    def _take_in(self, by: Reader, changes: dict[str, Any]) -> None:
        """Apply changes by kind: who is shown, who may read, relations, text, plain fields."""
        if "byline" in changes:
            self._show(changes.pop("byline"))
        if "audience" in changes or "circle_id" in changes:
            self._aim(by, changes)
        link(self, changes)
        texts = {name: changes.pop(name) for name in TEXTS if name in changes}
        columns = self.write(texts)
        self._keep_expected(changes)
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=["version", "byline", *columns, *changes])

    def _keep_expected(self, changes: dict[str, Any]) -> None:
        """Refuse another month or another way of knowing of an expectation that stands."""
        if any(getattr(self, name) != changes[name] for name in EXPECTED if name in changes):
            self.refuse_frozen()

    def _show(self, byline: str) -> None:
        """Choose who is shown; after publication it stands (T3)."""
        if byline == self.byline:
            return
        if byline == Byline.ANONYMOUS:
            raise AnonymityFromTheStart if self.state == State.DRAFT else AnonymityTooLate
        if not self.is_named or self.state != State.DRAFT:
            raise BylineNotOpen
        self.byline = byline

    def _aim(self, by: Reader, changes: dict[str, Any]) -> None:
        """Choose who may read: at once, or as a request to the steward where that is needed.

        By receipt only fewer: who may tell elsewhere cannot be asked any more (T5).
        """
        audience = changes.pop("audience", self.audience)
        circle = changes.pop("circle_id", self.circle_id)
        circle = circle if audience == Audience.CIRCLE else None
        may_name = by.circles_of(self.company_id) if self.is_named else {circle} - {None}
        if audience == Audience.CIRCLE and circle not in may_name:
            raise NotAddressable
        if not self.is_named and self.reaches_further(audience, circle):
            raise OnlyNarrower
        wider = self.state == State.PUBLISHED and self.reaches_further(audience, circle)
        if wider:
            refuse_suspended(by)  # narrowing protects people, and is always open
        if wider and self.needs_approval(audience, by):
            request = {"requested_audience": audience, "requested_circle_id": circle}
            self.move_to(self.state, **request)
        else:
            self.address(audience, circle)

    def keep_revision(self) -> None:
        """Keep the text as it was before a change."""
        self.revisions.create(number=self.version, texts=self.snapshot(), kept_at=moment_for(self))

    def record(self, verb: str, by: Reader, note: str) -> None:
        """Write who did what and when; an anonymous teller's own acts leave nothing (T5, T8)."""
        if not by.persona:
            self.events.create(verb=verb, by_id=by.user_id, note=note, at=moment_for(self))

    def after_publishing(self) -> None:
        """Keep the first outcome, and open the story's thread; twice changes nothing."""
        if not self.first_outcome:
            self.first_outcome = self.outcome
            self.save(update_fields=["first_outcome"])
        self.freeze_expectation()
        threads = self._meta.apps.get_model("forum", "Thread").objects
        thread, _new = threads.get_or_create(story=self, defaults={"told_at": self.told_at})
        if self.persona:
            self.events.update(at=self.told_at)
            self.persona.come_out(thread)
            recount_traits([self])
