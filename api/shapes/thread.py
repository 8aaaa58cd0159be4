"""Threads as they stand in lists and whole."""

from typing import Any

from rest_framework import serializers

from accounts.reader import Reader
from api.shapes import told

COLUMNS = (
    "id",
    "story_id",
    "story__title",
    "title",
    "body",
    "body_html",
    "circle__slug",
    "comment_count",
    "locked_at",
    "hidden_at",
    "version",
    "author_id",
    *told.COLUMNS,
)


class ThreadShown(told.Told):
    """A thread: a question with its text, or a story's, whose title it carries."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["story", "question"])
    story = serializers.UUIDField(allow_null=True)
    title = serializers.CharField()
    body = serializers.CharField(allow_null=True, help_text="Markdown; null for a story's thread")
    html = serializers.CharField(allow_null=True)
    circle = serializers.CharField(allow_null=True)
    teller = told.Teller(allow_null=True, help_text="null for a story's thread: see the story")
    told_at = serializers.DateTimeField(allow_null=True)
    comments = serializers.IntegerField()
    locked = serializers.BooleanField()
    hidden = serializers.BooleanField()
    yours = serializers.BooleanField()


def as_thread(row: tuple[Any, ...], reader: Reader) -> dict[str, Any]:
    """A row of COLUMNS as a `ThreadShown`; a story's thread says nothing the story does not."""
    (pk, story, story_title, title, body, html, circle, comments, locked, hidden, _version, author,
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
        "body": None if story else body,
        "html": None if story else html,
        "circle": circle,
        "comments": comments,
        "locked": locked is not None,
        "hidden": hidden is not None,
        "yours": author is not None and author == reader.user_id,
    }
