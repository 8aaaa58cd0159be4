"""Attachments: pictures and PDFs of a story, cleaned of everything that could name somebody."""

from datetime import datetime
from functools import partial
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.models.part import PartQuerySet, StoryPart
from forum.models.story import Story
from forum.models.told import moment_for
from forum.moderation.places import TO_ALL
from forum.uploads import EXTENSIONS, CleanFile, neutral_filename


def random_place(_holder: Any, _name: str) -> str:
    """A storage name that tells nothing: neither story, nor name, nor time (leaks 37, 45)."""
    name = uuid4().hex
    return f"{name[:2]}/{name}"


class AttachmentQuerySet(PartQuerySet["Attachment"]):
    """Attachments as readers meet them: what moderation hid is served to nobody."""

    def visible_to(self, reader: Reader) -> Self:
        """A file is visible with its story, unless it is hidden (T1)."""
        return super().visible_to(reader).filter(hidden_at=None).without_words()

    def met_by(self, reader: Reader) -> Self:
        """With its story, and hidden too where the reader moderates: who can put it back."""
        moderated = Q(story__audience__in=TO_ALL) if reader.moderating else Q(pk=None)
        moderated |= Q(story__circle__in=reader.moderating)
        return super().visible_to(reader).filter(Q(hidden_at=None) | moderated).without_words()

    def without_words(self) -> Self:
        """Leave the words inside alone until they are asked for: they may be 200,000 characters."""
        return self.defer("words")

    def of(self, story_id: UUID) -> Self:
        """The files of one story in their order, without the hidden."""
        return super().of(story_id).filter(hidden_at=None)


class Attachment(Identified, StoryPart):
    """A cleaned file; it can be read exactly when its story can, by the API's own view.

    `words` are what can be read on the pages of a PDF: for the help with identifiers and for
    nobody's eyes, since the file itself shows them.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to=random_place, max_length=80)
    words = models.TextField(_("words on its pages"), blank=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()
    may_leave_history = True  # a picture that shows too much can always be taken away

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("story", "position")
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="attachment_position_once")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def attach(cls, story: Story, *, by: Reader, clean: CleanFile, caption: str = "") -> Any:
        """Attach a file that `clean_upload` has made harmless; answers and raises as `add`.

        What is told anonymously needs a file cleaned as `unnamed`.
        """
        assert story.is_named or "name" in clean.lost  # noqa: S101 - whoever cleans knows the story
        return cls.add(
            story,
            by=by,
            name=clean.name,
            caption=caption,
            content_type=clean.content_type,
            size=len(clean.content),
            width=clean.width,
            height=clean.height,
            words=clean.words,
            file=ContentFile(clean.content, name="upload"),
        )

    @transaction.atomic
    def renew(self, clean: CleanFile) -> None:
        """Put the same file, cleaned again, in place of the one stored (the office, T5).

        What was stored goes once the transaction holds; words that the clean file does not hold
        any more stay, since they help to find who is named in it.
        """
        old = str(self.file.name)
        self.file = ContentFile(clean.content, name="upload")
        self.size, self.width, self.height = len(clean.content), clean.width, clean.height
        self.words = clean.words or self.words
        self.save(update_fields=["file", "size", "width", "height", "words"])
        transaction.on_commit(partial(self.file.storage.delete, old))
        self.story.move_to(self.story.state)

    @transaction.atomic
    def hide(self, *, by: Reader, reason: str = "") -> None:
        """Moderation takes the file out of sight; raises NotYours."""
        self._set_hidden(by, moment_for(self.story))

    @transaction.atomic
    def restore(self, *, by: Reader, reason: str = "") -> None:
        """Undo `hide`."""
        self._set_hidden(by, None)

    def _set_hidden(self, by: Reader, at: datetime | None) -> None:
        if not self.story.is_moderated_by(by):
            raise NotYours
        self.hidden_at = at
        self.save(update_fields=["hidden_at"])
        self.story.move_to(self.story.state)  # a new version: its ETag tells that a file is gone

    def before_adding(self) -> None:
        """An anonymous file is called by its place in the story."""
        if not self.story.is_named:
            self.name = neutral_filename(self.position, EXTENSIONS[self.content_type])

    def before_removing(self) -> None:
        """The file goes once the transaction holds."""
        transaction.on_commit(self.delete_file)

    def delete_file(self) -> None:
        """Delete the file; gone already is fine."""
        self.file.storage.delete(str(self.file.name))
