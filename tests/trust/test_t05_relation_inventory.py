"""Every relation out of what may be anonymous, and every name beside one, has its reason (T5).

A relation tells when only some readers can follow it, or when a person's row points at something
anonymous as their own. The list is compared with the schema: a new relation fails until somebody
has written what it tells.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from accounts.models import Company, User
from forum.models import Comment, Persona, Story, Thread, Waiting

MAY_BE_ANONYMOUS: tuple[type[models.Model], ...] = (Story, Thread, Comment, Persona, Waiting)

EMPTY = "empty on what is anonymous, by a constraint of the database"
VOICE = "the anonymous voice itself, which leads to nobody"
SAME_PLACE = "read by whoever reads the item, since it is read there"
AUDIENCE = "chosen at the first word and the same for every reader"
OUT = {
    "Comment.attribution": "only on what is brought in from elsewhere",
    "Comment.author": EMPTY,
    "Comment.company": EMPTY,
    "Comment.parent": SAME_PLACE,
    "Comment.persona": VOICE,
    "Comment.thread": SAME_PLACE,
    "Persona.thread": SAME_PLACE,
    "Story.attribution": "only on what is brought in from elsewhere",
    "Story.author": EMPTY,
    "Story.circle": AUDIENCE,
    "Story.company": EMPTY,
    "Story.inspired_by": "only what everybody who reads the story reads: test_t05_relations.py",
    "Story.persona": VOICE,
    "Story.requested_circle": AUDIENCE,
    "Story.topics": "a list everybody reads",
    "Thread.attribution": "only on what is brought in from elsewhere",
    "Thread.author": EMPTY,
    "Thread.circle": "of a question, and questions are asked by name",
    "Thread.company": EMPTY,
    "Thread.locked_by": "a moderator, or who asked or told by name; never a voice",
    "Thread.persona": VOICE,
    "Thread.story": SAME_PLACE,
    "Waiting.parent": SAME_PLACE,
    "Waiting.persona": VOICE,
    "Waiting.thread": SAME_PLACE,
}

ONE_OR_OTHER = "names a person or a voice, never both: a constraint of the database"
ACT = "a moderator's or steward's act on it; a voice's own acts leave no row with a name"
BESIDE_A_NAME = {
    "forum.Appeal": "whoever was decided about, a person or a voice; heard_by is a moderator",
    "forum.Case": "author is empty where the item is anonymous; claimed_by is a moderator",
    "forum.Comment": ONE_OR_OTHER,
    "forum.Proposal": ONE_OR_OTHER,
    "forum.Reaction": "whoever reacted, and every reader may react to everything",
    "forum.Ruling": "whoever was decided about, a person or a voice",
    "forum.Story": ONE_OR_OTHER,
    "forum.StoryEvent": ACT,
    "forum.Thread": ONE_OR_OTHER,
}


def relations_out() -> Iterator[str]:
    """Every relation declared on a model that may be anonymous."""
    for model in MAY_BE_ANONYMOUS:
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created:
                yield f"{model.__name__}.{field.name}"


def tables_with_both() -> Iterator[str]:
    """Every table that can name a person or company beside something that may be anonymous."""
    for model in apps.get_models(include_auto_created=True):
        keys = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
        if keys & {User, Company} and keys & set(MAY_BE_ANONYMOUS):
            yield model._meta.label


def test_every_relation_out_of_what_may_be_anonymous_has_its_reason() -> None:
    assert set(relations_out()) == set(OUT)


def test_every_name_beside_something_anonymous_has_its_reason() -> None:
    assert set(tables_with_both()) == set(BESIDE_A_NAME)
