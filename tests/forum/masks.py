"""Masking as the desk does it: by the words of a passage, on the text as just read."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission

from accounts.models import User
from accounts.reader import Reader
from forum.models import Comment, Redaction, Story
from forum.models.redaction import RIGHT
from forum.moderation.masking import MARK, find_passages

TEXT = "Det var **Bo Ek** som stod vid pressen, och Bo Ek sa ifrån."
LEFT = TEXT.replace("Bo Ek", MARK)


def say(story: Story, by: User) -> Comment:
    """A comment with a name in it, and in its earlier text."""
    said: Comment = story.thread.comment(by=Reader.of(by), body=f"Först: {TEXT}")
    said.edit(by=Reader.of(by), body=TEXT)
    return said


def cover(item: Any, field: str, *passages: str, by: User) -> None:
    """Mask every occurrence of the passages."""
    _do(Redaction.mask, item, field, passages, by)


def remove(item: Any, field: str, *passages: str, by: User) -> None:
    """Remove every occurrence of the passages for good."""
    _do(Redaction.remove_for_good, item, field, passages, by)


def trusted(moderator: User) -> User:
    """The moderator, with the right to remove for good."""
    moderator.user_permissions.add(Permission.objects.get(codename=RIGHT))
    return User.objects.get(pk=moderator.pk)


def _do(
    verb: Callable[..., None], item: Any, field: str, passages: tuple[str, ...], by: User
) -> None:
    item.refresh_from_db()
    ranges = find_passages(Redaction.source_of(item, field), passages)
    verb(item, field, ranges, by=by.pk, version=item.version)
