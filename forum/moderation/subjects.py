"""What a case is about: the item, where it stands, and whom a decision on it concerns."""

from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps

from forum.models.attachment import Attachment
from forum.models.comment import Comment
from forum.models.persona import Persona
from forum.models.story import Story
from forum.models.thread import Thread
from forum.models.told import Byline, Told
from forum.moderation.words import Kind

MODELS: dict[str, str] = {
    Kind.STORY: "Story",
    Kind.THREAD: "Thread",
    Kind.COMMENT: "Comment",
    Kind.ATTACHMENT: "Attachment",
    Kind.PERSONA: "Persona",
}
type Item = Story | Thread | Comment | Attachment | Persona


class Concerned(NamedTuple):
    """Whom a decision reaches: a person, by name, or an anonymous voice."""

    author_id: UUID | None
    persona_id: UUID | None


def model_of(kind: str) -> Any:
    """The model of a kind."""
    return apps.get_model("forum", MODELS[kind])


def kind_of(item: Item) -> Kind:
    """The kind of an item."""
    return Kind(str(item._meta.model_name))


def told_of(item: Item) -> Told | None:
    """What carries the byline: the item, or the story it belongs to; a voice is told by itself."""
    if isinstance(item, Persona):
        return None
    if isinstance(item, Attachment):
        return item.story
    if isinstance(item, Thread) and item.story is not None:
        return item.story
    return item


def place_of(item: Item) -> dict[str, Story | Thread | None]:
    """Where it stands: a story, or the question's thread; as a Case's columns."""
    if isinstance(item, Story):
        return {"story": item, "thread": None}
    if isinstance(item, Attachment):
        return {"story": item.story, "thread": None}
    thread = item if isinstance(item, Thread) else item.thread
    if thread is None or thread.story is not None:
        return {"story": thread.story if thread else None, "thread": None}
    return {"story": None, "thread": thread}


def concerned(item: Item) -> Concerned:
    """The person or voice behind it; neither where a former member or a source tells."""
    told = told_of(item)
    if told is None:
        return Concerned(None, item.pk)
    return Concerned(told.author_id, told.persona_id)


def columns_of(item: Item) -> dict[str, Any]:
    """A new Case's columns about an item."""
    told = told_of(item)
    named = told is not None and told.is_named
    return {
        "kind": kind_of(item),
        **place_of(item),
        "author_id": told.author_id if told and named else None,
        "company_id": told.company_id if told and named else None,
        "unnamed": told is None or told.byline == Byline.ANONYMOUS,
    }
