"""Threads as they stand in lists and whole."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from rest_framework import serializers

from accounts.prepared import Prepared, columns_of
from accounts.reader import Reader
from api.shapes import told
from forum.models import Comment, Thread
from forum.moderation.words import is_held

COLUMNS = (
    "id",
    "story_id",
    "story__title",
    "title",
    "circle__slug",
    "comment_count",
    "locked_at",
    "hidden_at",
    "held_for",
    "version",
    "author_id",
    *told.COLUMNS,
)
WHOLE = (*COLUMNS, "body", "body_html")


class ThreadInList(told.Told):
    """A thread in a list: a question, or a story's, whose title it carries."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["story", "question"])
    story = serializers.UUIDField(allow_null=True)
    title = serializers.CharField()
    circle = serializers.CharField(allow_null=True)
    teller = told.Teller(allow_null=True, help_text="null for a story's thread: see the story")
    told_at = serializers.DateTimeField(allow_null=True)
    comments = serializers.IntegerField()
    locked = serializers.BooleanField()
    hidden = serializers.BooleanField()
    held = serializers.BooleanField(help_text="waits for a moderator before others see it")
    yours = serializers.BooleanField()


class ThreadShown(ThreadInList):
    """A thread with the question's text."""

    body = serializers.CharField(allow_null=True, help_text="Markdown; null for a story's thread")
    html = serializers.CharField(allow_null=True)


def as_whole(row: tuple[Any, ...], reader: Reader) -> dict[str, Any]:
    """A row of WHOLE as a `ThreadShown`."""
    *listed, body, html = row
    shown = as_thread(tuple(listed), reader)
    is_question = shown["story"] is None
    return shown | {"body": body if is_question else None, "html": html if is_question else None}


def key_told_to(reader: Reader, pk: UUID) -> QuerySet[Any, Any]:
    """The key of one thread, if the reader may read it, and whether it holds something back."""
    unseen = Comment.objects.filter(thread=OuterRef("pk"), hidden_at__isnull=False)
    held = Exists(unseen.exclude(held_for=""))
    return Thread.objects.visible_to(reader).filter(pk=pk).values_list("pk", held)


def told_to(reader: Reader, pk: UUID) -> QuerySet[Any, Any]:
    """Every column of one thread, if the reader may read it."""
    return Thread.objects.visible_to(reader).filter(pk=pk).values_list(*columns_of(Thread))


KEY = Prepared(key_told_to)
ROW = Prepared(told_to)


def as_thread(row: tuple[Any, ...], reader: Reader) -> dict[str, Any]:
    """A row of COLUMNS as a `ThreadInList`; a story's thread says nothing the story does not."""
    (pk, story, story_title, title, circle, comments, locked, hidden, held, _version, author,
     *who) = row  # fmt: skip
    spoken = told.as_told(tuple(who))
    if story:
        spoken |= {"teller": None, "told_at": None}
    return {
        "id": pk,
        "kind": "story" if story else "question",
        "story": story,
        "title": story_title if story else title,
        **spoken,
        "circle": circle,
        "comments": comments,
        "locked": locked is not None,
        "hidden": hidden is not None,
        "held": is_held(held),
        "yours": author is not None and author == reader.user_id,
    }
