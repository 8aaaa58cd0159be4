"""The page of a case: the item as readers see it, where it stands, and all that happened to it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from forum.admin import shown
from forum.admin.identifiers import in_texts, listed
from forum.admin.source import Piece, source, sources, spoken
from forum.admin.subjects import TELLERS, Subject
from forum.identifying import findings
from forum.identifying.found import Found
from forum.models import (
    Appeal,
    Attachment,
    Case,
    Comment,
    Persona,
    Redaction,
    Report,
    Ruling,
    Story,
    Thread,
)
from forum.models.sections import SECTIONS
from forum.moderation import texts

REPORTS = 50  # on the page; a thousand say nothing that fifty do not


def page_of(about: Subject) -> dict[str, Any]:
    """Everything the template shows of a case, in a constant number of queries.

    Reports tell why and on which day, never by whom: the row of a reporter is not even read.
    """
    case, item = about.case, about.item
    return {
        "item": item,
        "item_hidden": getattr(item, "hidden_at", None),
        "pieces": as_read(item),
        "sources": sources(item),
        "whole": whole_texts(item),
        "places": places(item),
        "reports": reports(case),
        "rulings": decided(case),
        "identifying": listed(identifying(item)),
    }


def as_read(item: Any) -> list[Piece]:
    """The item as its readers see it: masked, and made safe when it was written."""
    match item:
        case Story():
            html = item.sections_html
            sections = [
                (label(item, name), shown.safe(html[name])) for name in SECTIONS if html.get(name)
            ]
            told = [
                (named(item, row, name), source(getattr(row, name)))
                for row, name in texts.holders(item).values()
                if row is not item and getattr(row, name)
            ]
            return [(label(item, "summary"), source(item.summary)), *sections, *told]
        case Thread() if item.story is None:
            return [("", shown.safe(item.body_html))]
        case Comment():
            return [("", shown.safe(item.body_html))]
        case Attachment():
            return [("", source(shown.joined(item.content_type, item.caption)))]
        case Persona():
            return [("", shown.safe(comment.body_html)) for comment in spoken(item)]
    return []


def reports(case: Case) -> QuerySet[Report]:
    """Why it was reported, newest first; the columns named are all that is read."""
    rows: QuerySet[Report] = case.reports.select_related("decision")
    read = ("case", "reason", "sentence", "reported_at", "decision__decided_at")
    return rows.only(*read).order_by("-reported_at", "-id")[:REPORTS]


def whole_texts(item: Any) -> list[Piece]:
    """The texts below the masks, what is masked marked; here and nowhere else."""
    if item is None:
        return []
    rows = {row.field: row for row in Redaction.objects.of(item)}
    return [
        (named(item, *where), marked(rows[field].source, rows[field].ranges))
        for field, where in texts.holders(item).items()
        if field in rows and rows[field].ranges
    ]


def named(item: Any, row: Any, column: str) -> str:
    """The heading of a text: the column's, after which part of a story it is where it is one's."""
    if row is item:
        return label(item, column)
    return f"{capfirst(row._meta.verbose_name)} {row.position}: {label(row, column)}"


def marked(text: str, ranges: list[list[int]]) -> SafeString:
    """A text with its masked passages marked."""
    starts = [0, *(end for _start, end in ranges)]
    pairs = [
        (text[start:first], text[first:last])
        for start, (first, last) in zip(starts, ranges, strict=False)
    ]
    marks = format_html_join("", "{}<mark>{}</mark>", pairs)
    return format_html("{}{}", marks, text[starts[-1] :])


def places(item: Any) -> list[Piece]:
    """Where the item stands: its story or thread, and the comment it answers."""
    story, thread = standing(item)
    found: list[Piece] = []
    if story is not None:
        found.append((_("story"), link("story", story)))
        found.append((_("read by"), plain(shown.audience(story))))
    if thread is not None:
        found.append((_("thread"), link("thread", thread)))
    if thread is not None and thread.story is None:
        found.append((_("read by"), plain(shown.audience(thread))))
    if isinstance(item, Comment):
        found.append((_("comment"), shown.link("forum_comment_change", item.pk, _("open"))))
        found += above(item)
    return found


def standing(item: Any) -> tuple[Story | None, Thread | None]:
    """The story and the thread an item belongs to."""
    match item:
        case Story():
            return item, getattr(item, "thread", None)
        case Attachment():
            return item.story, None
        case Thread():
            return item.story, item
        case Comment() | Persona():
            thread = item.thread
            return (thread.story if thread else None), thread
    return None, None


def above(comment: Comment) -> list[Piece]:
    """The comment above, as readers see it."""
    parents = Comment.objects.filter(replies=comment).select_related(*TELLERS)
    if (parent := parents.first()) is None:
        return []
    text = parent.body_html if parent.hidden_at is None else ""
    html = format_html("{}{}", shown.teller(parent), shown.safe(text))
    return [(_("the comment above"), html)]


def decided(case: Case) -> list[tuple[Ruling, list[Appeal]]]:
    """The earlier decisions about the item, newest first, each with the appeals of whoever told it.

    A decision may fall on many; what others of them appealed is not this case's.
    """
    rulings = list(
        case.rulings.select_related("decision__rule", "decision__decided_by").order_by(
            "-decision__decided_at", "-id"
        )
    )
    heard = (
        Appeal.objects.arrived().filter(decision__rulings__in=rulings).select_related("heard_by")
    )
    lodged = list(heard.order_by("lodged_at", "id").distinct())
    return [(ruling, [one for one in lodged if is_of(one, ruling)]) for ruling in rulings]


def is_of(appeal: Appeal, ruling: Ruling) -> bool:
    """Tell whether it is the appeal of whom the ruling concerns."""
    whose = (appeal.decision_id, appeal.author_id, appeal.persona_id)
    return whose == (ruling.decision_id, ruling.author_id, ruling.persona_id)


def identifying(item: Any) -> Iterable[Found]:
    """What in the item, as it stands, could identify somebody (T13)."""
    return findings(item) if isinstance(item, Story) else in_texts(item)


def label(item: Any, field: str) -> str:
    """The heading of a column."""
    return capfirst(str(item._meta.get_field(field).verbose_name))


def link(model: str, row: Any) -> SafeString:
    """The way to its own page."""
    return shown.link(f"forum_{model}_change", row.pk, row)


def plain(text: str) -> SafeString:
    """Words that are no HTML."""
    return format_html("{}", text)
