"""Texts as they were written: whoever decides sees every character, whatever a page shows of it."""

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from accounts.legible import spelled_out
from forum.models import Comment, Persona, Story, Thread
from forum.models.sections import SECTIONS
from forum.moderation.subjects import Item

SPOKEN = 20  # comments of an anonymous voice on its page

type Piece = tuple[str, SafeString]


def sources(item: Item | None) -> list[Piece]:
    """The Markdown of an item with its headings, masked where it is; empty for what has none."""
    match item:
        case Story():
            written = [(heading(name), getattr(item, name)) for name in SECTIONS]
        case Thread() if item.story_id is None:
            written = [("", item.body)]
        case Comment():
            written = [("", item.body)]
        case Persona():
            written = [("", comment.body) for comment in spoken(item)]
        case _:
            written = []
    return [(name, source(text)) for name, text in written if text]


def heading(section: str) -> str:
    """The heading of a story's section."""
    return capfirst(str(Story._meta.get_field(section).verbose_name))  # type: ignore[union-attr]


def spoken(persona: Persona) -> list[Comment]:
    """What an anonymous voice has said, in reading order."""
    return list(Comment.objects.filter(persona=persona.pk).order_by("thread", "path")[:SPOKEN])


def source(text: str) -> SafeString:
    """A text with its lines, and with what cannot be seen in it named by its number."""
    return linebreaksbr(spelled_out(text), autoescape=True)


def block(pieces: list[Piece]) -> SafeString:
    """The pieces one below another, as a page of the admin shows them."""
    layout = '<h3>{}</h3><div class="source">{}</div>'
    return format_html_join("", layout, pieces)
