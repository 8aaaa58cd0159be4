"""One line of an import file, checked: everything that could not be stored or shown is refused."""

import codecs
from collections.abc import Iterator
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError, model_validator

from forum.imports.errors import BadLine
from forum.imports.nesting import Placed, nested
from forum.imports.wording import (
    Above,
    Body,
    Key,
    Language,
    Licence,
    Link,
    Moment,
    Name,
    Title,
    Words,
)
from forum.markdown import shows_something

TAKEN_AWAY: Final = frozenset({"[deleted]", "[removed]"})  # what other forums leave in place


class Credited(BaseModel):
    """What a text says of its origin; fields that are not named here are passed over."""

    model_config = ConfigDict(frozen=True)

    id: Key
    author: Name | None = None
    created_at: Moment = None
    url: Link | None = None
    licence: Licence | None = None


class Reply(Credited):
    """A comment with the comments below it, or one of a flat list that names what it answers."""

    body: Words | None = None
    parent_id: Above = None
    deleted: bool | None = None
    comments: list["Reply"] = []

    @property
    def is_gone(self) -> bool:
        """Tell whether it was taken away where it was written, or shows nothing."""
        text = self.body or ""
        return bool(self.deleted) or text.strip() in TAKEN_AWAY or not shows_something(text)


class Item(Credited):
    """A thread or lesson of another collection with all that was answered.

    `placed` are its replies in reading order, each after what it answers; `notes` say what of that
    could not be as the line has it.
    """

    title: Title
    body: Body | None = None
    company: Name | None = None
    lang: Language = None
    lesson: Body | None = None
    recommendation: Body | None = None
    immediate_action: Body | None = None
    contributing_factors: list[Name] = []
    human_factors: list[Name] = []
    comments: list[Reply] = []

    _placed: list[Placed[Reply]] = PrivateAttr(default_factory=list)
    _notes: list[str] = PrivateAttr(default_factory=list)

    @model_validator(mode="after")
    def _place(self) -> Self:
        self._placed, self._notes = nested(self.id, self.comments)
        return self

    @property
    def text(self) -> str:
        """The body; nothing where it is missing or was taken away, whose answers still count."""
        text = self.body or ""
        return "" if text.strip() in TAKEN_AWAY else text

    @property
    def placed(self) -> list[Placed[Reply]]:
        """The replies in reading order."""
        return self._placed

    @property
    def notes(self) -> list[str]:
        """What whoever runs the import should know of a line that comes in."""
        return self._notes

    def reply_ids(self) -> Iterator[str]:
        """The ids of all replies at every level, in reading order."""
        return (place.reply.id for place in self._placed)


def parse(content: bytes) -> Item:
    """Check one line; raises BadLine with the first fault and how many more there are."""
    try:
        content.decode()
    except UnicodeDecodeError as fault:
        raise BadLine(f"is not UTF-8 at byte {fault.start + 1}") from None
    try:
        return Item.model_validate_json(content.removeprefix(codecs.BOM_UTF8))
    except ValidationError as faults:
        raise BadLine(_reason(faults)) from None


def _reason(faults: ValidationError) -> str:
    first = faults.errors(include_url=False, include_context=False, include_input=False)[0]
    message = first["msg"].replace(" at line 1 column", " at column")
    place = ".".join(str(part) for part in first["loc"])
    more = faults.error_count() - 1
    reason = f"{place}: {message}" if place else message
    return f"{reason} (and {more} more)" if more else reason
