"""Parts of a story: what cycles, measurements, follow-ups and attachments have in common."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.reader import Reader
from forum.contents import Change
from forum.errors import HistoryStands, TooMany
from forum.identifying import texts_of_part
from forum.models.persona import refuse_suspended
from forum.models.redaction import Redaction
from forum.models.reviewed import State
from forum.models.story import Story
from forum.moderation import texts
from forum.moderation.mending import is_mend

if TYPE_CHECKING:
    from forum.models.proposal import Proposal

MOST = 50  # parts of one kind a story holds; the longest real journey we know had 14 cycles


class PartQuerySet[Part: models.Model](models.QuerySet[Part]):
    """Parts as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """A part is visible with its story (T1)."""
        return self.filter(Exists(Story.objects.visible_to(reader).filter(pk=OuterRef("story"))))

    def of(self, story_id: UUID) -> Self:
        """The parts of one story in their order."""
        return self.filter(story=story_id).order_by("position")


class StoryPart(models.Model):
    """Something that belongs to a story, in an order; it holds no key of who added it (T5)."""

    position = models.PositiveSmallIntegerField(_("position"), editable=False)

    if TYPE_CHECKING:
        story: models.ForeignKey[Story, Story]
        objects: Any

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def add(cls, story: Story, *, by: Reader, **fields: Any) -> Any:
        """The part added to a draft or published story, or the Proposal to add it (T4).

        Raises NotYours for anybody but the author, WrongState in review, TooMany past MOST, and
        IdentifiesSomeone and WouldBeHeld where others read it already (T13, `refuse_to_slip`).
        """
        story.hold(may=story.is_written_by(by), within=[State.DRAFT, State.PUBLISHED])
        refuse_suspended(by)
        if not story.waits_for_yes(by):
            story.record(f"add_{cls._meta.model_name}", by, "")
            return cls.put(story, by, fields)
        return story.proposals.model.make(story, Change("add", fields, kind_of(cls)), by=by)

    @classmethod
    def put(cls, story: Story, by: Reader, fields: dict[str, Any]) -> Self:
        """Add a part that needs nobody's yes any more (the story's row is held); as `add`."""
        last = cls.objects.filter(story=story).aggregate(last=Max("position"))["last"] or 0
        if cls.objects.filter(story=story).count() >= MOST:
            raise TooMany
        part = cls(story=story, position=last + 1, **fields)
        part.before_adding()
        part.full_clean(exclude=["story"], validate_unique=False)
        part.save(force_insert=True)
        part.after_adding()
        story.refuse_to_slip(by, texts_of_part(part))
        story.note_change()
        return part

    @transaction.atomic
    def amend(self, *, by: Reader, **changes: Any) -> "Proposal | None":
        """Change a part while its story is a draft; published history stands (HistoryStands).

        What it left open can be completed, and what a moderator asked for mended, which needs
        nobody's yes; the rest waits as a proposal where a story's text would (T4).
        """
        self._open(by)
        refuse_suspended(by)
        if not self.story.waits_for_yes(by) or self._is_mend(changes):
            self.story.record(f"amend_{self._meta.model_name}", by, "")
            self.alter(by, changes)
            return None
        change = Change("amend", changes, kind_of(type(self)), self.pk)
        return self.story.proposals.model.make(self.story, change, by=by)

    def alter(self, by: Reader, changes: dict[str, Any]) -> None:
        """Make changes that need nobody's yes any more (the story's row is held); as `amend`."""
        before = texts_of_part(self)
        if self.story.state != State.DRAFT and not self.may_be_altered(changes):
            raise HistoryStands
        for name, value in changes.items():
            setattr(self, name, value)
        self._drop_masks(changes)
        self.full_clean(exclude=["story"], validate_unique=False)
        self.save(update_fields=[*changes])
        self.after_adding()
        self.story.refuse_to_slip(by, texts_of_part(self), before)
        self.story.note_change()

    def may_be_altered(self, changes: dict[str, Any]) -> bool:
        """Tell whether published history takes these changes: it is completed, or mended."""
        return self.may_still_gain(changes) or self._is_mend(changes)

    def _is_mend(self, changes: dict[str, Any]) -> bool:
        fields = texts.fields_of(self)
        return bool(changes) and all(
            name in fields and is_mend(self.story, fields[name], text)
            for name, text in changes.items()
        )

    @transaction.atomic
    def remove(self, *, by: Reader) -> None:
        """Take a part out of a draft; published history stands (HistoryStands)."""
        self._open(by)
        self.story.record(f"remove_{self._meta.model_name}", by, "")
        if self.story.state != State.DRAFT and not self.may_leave_history:
            raise HistoryStands
        self.before_removing()
        self._drop_masks(texts.fields_of(self))
        self.delete()
        self.story.note_change()

    may_leave_history = False

    def may_still_gain(self, changes: dict[str, Any]) -> bool:
        """Tell whether these changes only complete what history left open."""
        return False

    def before_adding(self) -> None:
        """What a kind of part checks first."""

    def after_adding(self) -> None:
        """What a kind of part brings about."""

    def before_removing(self) -> None:
        """What a kind of part takes with it."""

    def _drop_masks(self, columns: Iterable[str]) -> None:
        """What was masked under a text goes with it, as in the story's own (`Sections.write`)."""
        fields = texts.fields_of(self)
        written = [fields[name] for name in columns if name in fields]
        Redaction.objects.of(self.story).over(written).delete()

    def _open(self, by: Reader) -> None:
        may = self.story.is_written_by(by)
        self.story.hold(may=may, within=[State.DRAFT, State.PUBLISHED])
        fields = [field.attname for field in self._meta.concrete_fields if field.name != "story"]
        self.refresh_from_db(fields=fields)  # another change may have come first


def kind_of(model: type[StoryPart]) -> str:
    """What a kind of part is called on its story: `cycles`, `follow_ups`."""
    return str(model._meta.get_field("story").remote_field.related_name)
