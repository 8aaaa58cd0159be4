"""Proposals: changes and additions that wait beside what is out until somebody says yes (T4)."""

from functools import partial
from typing import Any, Self

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.answering import RIGHT, office, stewards, tell_proposer, tell_who_answers
from forum.batches import NOT_OUT
from forum.contents import Change, as_it_stands, digest, kept, restored
from forum.errors import (
    NotYours,
    ProposalOutdated,
    ProposerSuspended,
    StaleVersion,
    TooMany,
    WrongState,
)
from forum.models.attachment import random_place
from forum.models.persona import Persona, refuse_suspended
from forum.models.reviewed import State as StoryState
from forum.models.story import Story
from forum.models.told import NAMED
from forum.moderation import texts
from forum.moderation.masking import masked, occurrences, settled
from forum.moderation.words import Kind

KINDS = [(name, name) for name in ("cycles", "measurements", "follow_ups", "attachments")]
MOST = 50  # that wait beside one story; as many as a story has parts of a kind


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals as those meet them who may know of them."""

    def visible_to(self, reader: Reader) -> Self:
        """One's own, one's company's, and what waits for the reader's yes; nobody else knows (T4).

        Of a named story its author and stewards; of what is told by a voice its bearer.
        """
        out = self.filter(story__state=StoryState.PUBLISHED)
        if reader.persona:
            return out.filter(persona=reader.persona)
        if reader.user_id is None:
            return self.none()
        mine = Q(author=reader.user_id, story__company__in=reader.companies)
        ours = Q(story__company__in=reader.stewarding, story__byline__in=NAMED)
        return out.filter(mine | ours | answered_by(reader))

    def to_be_answered_by(self, reader: Reader) -> Self:
        """Those that wait for this reader's yes or not yet."""
        waiting = self.filter(state=Proposal.State.WAITING, story__state=StoryState.PUBLISHED)
        return waiting.filter(answered_by(reader)) if reader.user_id else waiting.none()

    def open(self) -> Self:
        """Those somebody has still something to do with: they wait, or were returned."""
        return self.filter(state__in=[Proposal.State.WAITING, Proposal.State.RETURNED])

    def of(self, item: Any) -> Self:
        """Those beside a story, or beside a comment."""
        return self.filter(**{item._meta.model_name: item.pk})

    def by(self, reader: Reader) -> Self:
        """Those of one proposer, by name or by voice."""
        if reader.persona:
            return self.filter(persona=reader.persona)
        return self.filter(author=reader.user_id) if reader.user_id else self.none()

    def cut(self, passages: list[str]) -> None:
        """Put marks in place of passages that moderation takes out of what is published.

        For good: a proposal is nobody's record, and no yes to it may bring them back.
        """
        for proposal in self.select_for_update(of=("self",)):
            proposal.cut(passages)

    def drop(self) -> int:
        """Delete them for good, texts and files (T10); how many they were."""
        for name in self.exclude(file="").values_list("file", flat=True):
            transaction.on_commit(partial(default_storage.delete, name))
        return self.delete()[0]


def answered_by(reader: Reader) -> Q:
    """Whose yes a proposal takes: a steward's, and where there is none left the office's."""
    named = Q(story__byline__in=NAMED, state=Proposal.State.WAITING)
    stewarded = Q(story__company__in=reader.stewarding)
    left_alone = ~Exists(stewards(OuterRef("story__company")))
    return named & (stewarded | Q(left_alone, Exists(office().filter(pk=str(reader.user_id)))))


class Proposal(Identified):
    """One change or addition to something published, as it was proposed.

    `contents` are the fields as JSON, `stood` a digest of what each of them held when it was
    proposed: a yes to a text that has become another one meanwhile is none. Of the anonymous no
    time is kept but the day of the batch it comes out with (T8): `proposed_at` is NOT_OUT then.
    """

    class Act(models.TextChoices):
        """What is proposed."""

        EDIT = "edit", _("another text")
        ADD = "add", _("something more")
        AMEND = "amend", _("a part completed")

    class State(models.TextChoices):
        """Where it stands; what is taken back is deleted."""

        WAITING = "waiting", _("waits for a yes")
        RETURNED = "returned", _("returned with a note")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "approved")

    story = models.ForeignKey(Story, models.CASCADE, related_name="proposals")
    act = models.CharField(_("what is proposed"), max_length=6, choices=Act)
    kind = models.CharField(max_length=12, choices=KINDS, blank=True)
    part = models.UUIDField(null=True)
    contents = models.JSONField(default=dict)
    stood = models.JSONField(default=dict)
    file = models.FileField(_("file"), upload_to=random_place, max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    note = models.TextField(_("note"), blank=True)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    persona = models.ForeignKey(Persona, models.CASCADE, null=True, related_name="proposals")
    proposed_at = models.DateTimeField(_("proposed"), default=NOT_OUT)
    answered_at = models.DateTimeField(_("answered"), null=True)
    batch_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProposalQuerySet.as_manager()
    read_by = Reader()  # who looks at it in the admin

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("proposed_at", "id")
        permissions = [(RIGHT, "Can answer proposals where a company has no steward left")]
        constraints = [
            models.CheckConstraint(
                condition=Q(persona=None) | Q(author=None, proposed_at=NOT_OUT, answered_at=None),
                name="proposal_unnamed_holds_no_key",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    # --- proposing --------------------------------------------------------------------------
    @classmethod
    def make(cls, story: Story, change: Change, *, by: Reader) -> "Proposal | None":
        """Let a change wait, joined to what the same person has proposed for the same text.

        None where nothing would change. Whatever doing it at once would raise is raised now, and
        TooMany past MOST (the story's row is held).
        """
        proposal = cls._begun(story, change, by)
        was_waiting = not proposal._state.adding and proposal.state == cls.State.WAITING
        proposal._take_in(change)
        if change.act != cls.Act.ADD and not proposal.contents:
            cls.objects.filter(pk=proposal.pk).drop()
            return None
        proposal._move_to(cls.State.WAITING, note="", answered_at=None)
        proposal.try_out(by)
        story.record("propose", by, "")
        if not was_waiting:
            tell_who_answers(proposal)
        return proposal

    @classmethod
    def _begun(cls, story: Story, change: Change, by: Reader) -> "Proposal":
        """What waits already for the same text, else a new one."""
        beside = cls.objects.of(story).open()
        if change.act != cls.Act.ADD:
            same = beside.by(by).filter(act=change.act, kind=change.kind, part=change.part)
            begun = same.select_for_update(of=("self",)).first()
            if begun is not None:
                return begun
        if beside.count() >= MOST:
            raise TooMany
        who = {"persona_id": by.persona, "author_id": by.user_id}
        at = NOT_OUT if by.persona else timezone.now()
        about = {"act": change.act, "kind": change.kind, "part": change.part}
        return cls(story=story, **about, **who, proposed_at=at)

    def _take_in(self, change: Change) -> None:
        """Take in fields; one that would hold what it holds already is no proposal."""
        fields = dict(change.fields)
        self.file = fields.pop("file", self.file)
        given = kept(fields)
        self.contents |= given
        if change.act == self.Act.ADD:
            return
        target = self.target()
        now = {name: as_it_stands(target, name) for name in self.contents}
        self.stood |= {name: digest(now[name]) for name in given}
        same = [name for name, value in self.contents.items() if value == now[name]]
        for name in same:
            del self.contents[name], self.stood[name]

    def try_out(self, by: Reader) -> None:
        """Do it and undo it: what would be refused when it comes out is refused now."""
        with transaction.atomic():
            self._carry_out(by)
            transaction.set_rollback(True)

    # --- answering --------------------------------------------------------------------------
    @transaction.atomic
    def take_back(self, *, by: Reader) -> None:
        """Let the proposer throw it away; NotYours for others, WrongState once answered yes."""
        self.hold()
        if not self.is_proposed_by(by):
            raise NotYours
        if self.state == self.State.ACCEPTED:
            raise WrongState
        self.story.record("take_back", by, "")
        Proposal.objects.filter(pk=self.pk).drop()

    @transaction.atomic
    def accept(self, *, by: Reader, seen: str = "") -> None:
        """Say yes: it comes out as it was proposed, by the verbs of a direct change.

        `seen` is the version it was given to, where that has not been asked already. Raises
        NotYours, StaleVersion, ProposalOutdated where what it would change has been changed
        meanwhile, ProposerSuspended, and what those verbs raise.
        """
        self._answer(by)
        if seen not in {"", self.seen_as}:
            raise StaleVersion
        if self.is_outdated():
            raise ProposalOutdated
        if self.author and self.author.suspension_ends_at:
            raise ProposerSuspended
        self.story.record("accept_proposal", by, "")
        self._carry_out(self._proposer())
        done: dict[str, Any] = {"contents": {}, "stood": {}, "file": "", "note": ""}
        self._move_to(self.State.ACCEPTED, **done, answered_at=timezone.now())
        tell_proposer(self)

    @transaction.atomic
    def send_back(self, *, by: Reader, note: str) -> None:
        """Say not yet, and why; raises NotYours."""
        self._answer(by)
        self.story.record("return_proposal", by, "")
        self._move_to(self.State.RETURNED, note=note, answered_at=timezone.now())
        tell_proposer(self)

    def cut(self, passages: list[str]) -> None:
        """Put marks in place of passages in what is proposed; as ProposalQuerySet.cut."""
        before = dict(self.contents)
        for name in self.written():
            text = self.contents[name]
            self.contents[name] = masked(text, settled(text, occurrences(text, passages)))
        if self.contents != before:
            self._move_to(self.state)

    @property
    def seen_as(self) -> str:
        """Which version this is, beside which published one: what a yes names."""
        return f"{self.version}.{self.story.version}"

    # --- what it is about -------------------------------------------------------------------
    def is_proposed_by(self, reader: Reader) -> bool:
        """Tell whether the reader proposed it, by name or as the bearer of the receipt."""
        if self.persona_id:
            return self.persona_id == reader.persona
        return self.author_id is not None and self.author_id == reader.user_id

    def model(self) -> Any:
        """The model of what is proposed: the story, or a kind of part."""
        return Story._meta.get_field(self.kind).related_model if self.kind else Story

    def written(self) -> list[str]:
        """The fields among its contents that hold what people write."""
        names = texts.PARTS[self.kind] if self.kind else texts.OWN[Kind.STORY]
        return [name for name in names if name in self.contents]

    def target(self) -> Any:
        """The row it would change, as it is now; None for a new one, and for one taken away."""
        if self.act == self.Act.ADD:
            return None
        pk = self.part if self.kind else self.story_id
        return self.model()._base_manager.filter(pk=pk).first()

    def is_outdated(self) -> bool:
        """Tell whether what it would change is not what it was when it was proposed."""
        return bool(self.moved())

    def moved(self) -> list[str]:
        """The fields that hold something else by now than when it was proposed."""
        if self.act == self.Act.ADD:
            return []
        target = self.target()
        if target is None:
            return [*self.contents]
        return [n for n, was in self.stood.items() if digest(as_it_stands(target, n)) != was]

    def _proposer(self) -> Reader:
        """Who proposed it, as far as the verbs ask: a link is held for a new account's sake."""
        joined = self.author.joined_at if self.author else None
        return Reader(user_id=self.author_id, persona=self.persona_id, joined_at=joined)

    def touches(self) -> list[str]:
        """The fields it would write, without the words read in a file: they are in the file."""
        return [name for name in self.contents if name != "words"]

    # --- mechanics --------------------------------------------------------------------------
    def _carry_out(self, by: Reader) -> None:
        """Do it by the verbs, on rows read anew: whoever asked keeps theirs as they were."""
        story = Story._base_manager.select_for_update(of=("self",)).get(pk=self.story_id)
        fields = restored(self.model(), self.contents)
        if self.act == self.Act.ADD:
            file = {"file": str(self.file.name)} if self.file else {}
            self.model().put(story, by, fields | file)
        elif self.kind:
            self.model().objects.select_related("story").get(pk=self.part).alter(by, fields)
        else:
            story.rewrite(by, fields)

    def hold(self) -> None:
        """Hold the story's row and then this one, as whoever changes the story does.

        Raises WrongState for one taken back meanwhile.
        """
        self.story = Story._base_manager.select_for_update(of=("self",)).get(pk=self.story_id)
        rows = Proposal.objects.select_for_update(of=("self",))
        try:
            self.refresh_from_db(fields=COLUMNS, from_queryset=rows)
        except Proposal.DoesNotExist as gone:
            raise WrongState from gone

    def _answer(self, by: Reader) -> None:
        self.hold()
        refuse_suspended(by)
        if self.state != self.State.WAITING:
            raise WrongState
        if not Proposal.objects.to_be_answered_by(by).filter(pk=self.pk).exists():
            raise NotYours

    def _move_to(self, state: str, **changes: Any) -> None:
        """Write where it stands; counts as a new version."""
        for name, value in {"state": state, **changes}.items():
            setattr(self, name, value)
        self.version += 1
        self.save()


COLUMNS = [
    *("contents", "stood", "file", "state", "note", "author", "proposed_at", "answered_at"),
    *("batch_on", "version"),
]
