"""Parts of a story: what cycles, measurements, follow-ups and attachments have in common."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.reader import Reader
from forum.errors import HistoryStands, TooMany
from forum.identifying import texts_of_part
from forum.models.persona import refuse_suspended
from forum.models.redaction import Redaction
from forum.models.reviewed import State
from forum.models.story import Story
from forum.moderation import texts

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
    def add(cls, story: Story, *, by: Reader, **fields: Any) -> Self:
        """Add a part to a draft or a published story.

        Raises NotYours for anybody but the author, WrongState in review, TooMany past MOST, and
        IdentifiesSomeone and WouldBeHeld where others read it already (T13, `refuse_to_slip`).
        """
        within = [State.DRAFT, State.PUBLISHED]
        story.change(f"add_{cls._meta.model_name}", by, may=story.is_written_by(by), within=within)
        refuse_suspended(by)
        last = cls.objects.filter(story=story).aggregate(last=Max("position"))["last"] or 0
        if cls.objects.filter(story=story).count() >= MOST:
            raise TooMany
        part = cls(story=story, position=last + 1, **fields)
        part.before_adding()
        part.full_clean(exclude=["story"], validate_unique=False)
        part.save(force_insert=True)
        part.after_adding()
        story.refuse_to_slip(by, texts_of_part(part))
        story.move_to(story.state)
        return part

    @transaction.atomic
    def amend(self, *, by: Reader, **changes: Any) -> None:
        """Change a part while its story is a draft; published history stands (HistoryStands)."""
        self._open(by, f"amend_{self._meta.model_name}")
        refuse_suspended(by)
        before = texts_of_part(self)
        if self.story.state != State.DRAFT and not self.may_still_gain(changes):
            raise HistoryStands
        for name, value in changes.items():
            setattr(self, name, value)
        self._drop_masks(changes)
        self.full_clean(exclude=["story"], validate_unique=False)
        self.save(update_fields=[*changes])
        self.after_adding()
        self.story.refuse_to_slip(by, texts_of_part(self), before)
        self.story.move_to(self.story.state)

    @transaction.atomic
    def remove(self, *, by: Reader) -> None:
        """Take a part out of a draft; published history stands (HistoryStands)."""
        self._open(by, f"remove_{self._meta.model_name}")
        if self.story.state != State.DRAFT and not self.may_leave_history:
            raise HistoryStands
        self.before_removing()
        self._drop_masks(texts.fields_of(self))
        self.delete()
        self.story.move_to(self.story.state)

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

    def _open(self, by: Reader, verb: str) -> None:
        within = [State.DRAFT, State.PUBLISHED]
        self.story.change(verb, by, may=self.story.is_written_by(by), within=within)
        fields = [field.attname for field in self._meta.concrete_fields if field.name != "story"]
        self.refresh_from_db(fields=fields)  # another change may have come first
