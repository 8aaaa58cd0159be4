"""Every place of a story where a reader meets text or figures of its teller."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from forum.identifying.found import Place
from forum.models.sections import SECTIONS

if TYPE_CHECKING:
    from forum.models import Story
    from forum.models.part import StoryPart

type Parts = dict[str, list[dict[str, Any]]]

# By kind of part, what the API calls a field: its column. Those of TEXTS are looked through.
COLUMNS = {
    "cycles": {
        **{name: name for name in ("title", "plan", "do", "act", "started_on", "ended_on")},
        "check": "checked",
    },
    "measurements": {
        name: name
        for name in (
            *("id", "name", "unit", "baseline_period", "result_period"),
            *("baseline", "target", "result"),
        )
    },
    "follow_ups": {"body": "body"},
    "readings": {"measurement": "readings__measurement", "value": "readings__value"},
    "attachments": {name: name for name in ("name", "caption", "words")},
}
READING_ORDER = "readings__measurement__position"
TEXTS = {
    "cycles": ("title", "plan", "do", "check", "act"),
    "measurements": ("name", "unit", "baseline_period", "result_period"),
    "follow_ups": ("body",),
    "attachments": ("name", "caption"),
}
EXACT = {"baseline", "target", "result", "value"}  # JSON would round them


def parts_of(story: "Story") -> Parts:
    """All parts of a story in their order, by kind, read in one statement."""
    first, *others = (
        rows_of(story.cycles.all(), "cycles"),
        rows_of(story.measurements.all(), "measurements"),
        rows_of(story.follow_ups.all(), "follow_ups"),
        rows_of(story.follow_ups.filter(readings__isnull=False), "readings", READING_ORDER),
        rows_of(story.attachments.filter(hidden_at=None), "attachments"),
    )
    parts: Parts = {kind: [] for kind in COLUMNS}
    rows = first.union(*others, all=True).order_by()
    for kind, position, _order, shown in sorted(rows, key=lambda row: row[:3]):
        parts[kind].append(shown | {"position": position})
    return parts


def rows_of(rows: QuerySet[Any], kind: str, order: str = "") -> QuerySet[Any, Any]:
    """The parts of one kind: kind, position, order beside it, and the fields as JSON."""
    fields = {
        name: Cast(column, CharField()) if name in EXACT else F(column)
        for name, column in COLUMNS[kind].items()
    }
    beside = F(order) if order else Value(0, IntegerField())
    columns = (Value(kind, CharField()), "position", beside, JSONObject(**fields))
    return rows.order_by().values_list(*columns)


def everything_written(story: "Story") -> list[str]:
    """All texts of a story and its parts; one query."""
    return [place.text for place in texts_of(story, parts_of(story))]


def texts_of_part(part: "StoryPart") -> list[str]:
    """The texts of one part of a story."""
    kind = str(part._meta.get_field("story").remote_field.related_name)
    return [getattr(part, COLUMNS[kind][name]) for name in TEXTS[kind]]


def texts_of(story: "Story", parts: Parts) -> Iterator[Place]:
    """The texts, in the order in which a story is read."""
    yield Place("/title", story.title)
    yield Place("/summary", story.summary)
    for name in SECTIONS:
        yield Place(f"/sections/{name}", getattr(story, name))
    for kind, names in TEXTS.items():
        for index, part in enumerate(parts[kind]):
            for name in names:
                yield Place(f"/{kind}/{index}/{name}", part[name])
