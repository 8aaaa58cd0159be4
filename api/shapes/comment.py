"""Comments as they stand in a page of a thread."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from accounts.prepared import Prepared
from accounts.reader import Reader
from api.cursors import PreparedList
from api.shapes import told
from api.shapes.reactions import Bands, as_reactions
from forum.models import Comment
from forum.models.nesting import WIDTH
from forum.models.told import out_or_own
from forum.moderation.words import is_held

COLUMNS = (
    "id",
    "thread_id",
    "parent_id",
    "path",
    "body",
    "body_html",
    "reaction_counts",
    "edited_at",
    "removed_at",
    "hidden_at",
    "held_for",
    "version",
    "author_id",
    "persona_id",
    *told.COLUMNS,
)

FORMS = ("markdown", "html")


class CommentShown(told.Told):
    """A comment; one taken away or hidden stays as a marker without text or teller."""

    id = serializers.UUIDField()
    thread = serializers.UUIDField()
    parent: Any = serializers.UUIDField(allow_null=True)
    depth = serializers.IntegerField(help_text="0 at the top; pages are in reading order")
    standing = serializers.ChoiceField(choices=["shown", "removed", "hidden", "held"])
    teller = told.Teller(allow_null=True)
    body = serializers.CharField(allow_null=True, help_text="Markdown; null with `text=html`")
    html = serializers.CharField(allow_null=True, help_text="null with `text=markdown`")
    edited_at = serializers.DateTimeField(allow_null=True, help_text="null for the anonymous")
    edited_on = serializers.DateField(allow_null=True, help_text="as told_on; null if unchanged")
    reactions = Bands()
    yours = serializers.BooleanField()


def said_in(thread: UUID) -> QuerySet[Any, Any]:
    """The rows of a thread the caller has found among the visible, where nothing is held."""
    return Comment.objects.filter(thread=thread).values_list(*COLUMNS)


def out_in(thread: UUID, reader: Reader) -> QuerySet[Any, Any]:
    """The same without what is held from this reader.

    Asked only of a thread that holds something: with this condition SQLite reads and sorts a whole
    thread for a late page.
    """
    return said_in(thread).filter(out_or_own(reader))


def one_told_to(reader: Reader, pk: UUID) -> QuerySet[Any, Any]:
    """The row of one comment, if the reader may read its thread."""
    return Comment.objects.visible_to(reader).filter(pk=pk).values_list(*COLUMNS)


SAID = PreparedList(said_in, COLUMNS)
OUT = PreparedList(out_in, COLUMNS)
ONE = Prepared(one_told_to)


def as_comment(row: tuple[Any, ...], reader: Reader, text: str = "") -> dict[str, Any]:
    """A row of COLUMNS as a `CommentShown`; hidden text stays readable to who wrote it.

    `text` is the one form wanted of it, of FORMS; both without.
    """
    (pk, thread, parent, path, body, html, counts, edited, removed, hidden, held, _version, author,
     voice, *who) = row  # fmt: skip
    yours = author is not None and author == reader.user_id
    yours = yours or (voice is not None and voice == reader.persona)
    standing = "removed" if removed else hidden_as(held) if hidden else "shown"
    shown = standing == "shown" or (yours and not removed)
    spoken = told.as_told(tuple(who)) if shown else NOBODY_SPEAKS | {"told_on": told.day(who[5])}
    return {
        "id": pk,
        "thread": thread,
        "parent": parent,
        "depth": len(path) // WIDTH - 1,
        "standing": standing,
        **spoken,
        "body": body if shown and text != "html" else None,
        "html": html if shown and text != "markdown" else None,
        "edited_at": edited if spoken["told_at"] else None,  # a moment names the anonymous (T8)
        "edited_on": edited and told.day(edited),
        "reactions": as_reactions(counts) if shown else {},
        "yours": yours,
    }


def hidden_as(held_for: str) -> str:
    """Whether what others do not see waits for a moderator or was taken out of sight by one."""
    return "held" if is_held(held_for) else "hidden"


NOBODY_SPEAKS: dict[str, Any] = {"teller": None, "told_at": None}
