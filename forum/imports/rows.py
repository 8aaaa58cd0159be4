"""The rows one line becomes, built in memory and written many lines at a time.

The verbs need a person who acts; what is imported has none. This is the only other door, and it
writes exactly what the verbs would: tests/forum/test_import_places.py compares the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from django.db import models
from django.utils import timezone

from forum.imports.crediting import credit
from forum.imports.destination import Destination, Kind
from forum.imports.item import Item
from forum.imports.planting import Planting
from forum.imports.shaping import QUESTION_TITLE, STORY_TITLE, cut, question, sections, summary
from forum.markdown import render
from forum.models import Attribution, Audience, Byline, Comment, State, Story, StoryEvent, Thread
from forum.models.audience import Reuse

AT_ONCE: Final = 500  # rows an INSERT; well below any database's bound on parameters


@dataclass(slots=True)
class Rows:
    """New rows by table, in the order they can be written."""

    attributions: list[Attribution] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    events: list[StoryEvent] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def take(self, other: Self) -> None:
        """Add the rows of another line."""
        self.attributions += other.attributions
        self.stories += other.stories
        self.events += other.events
        self.threads += other.threads
        self.comments += other.comments

    def save(self) -> None:
        """Write everything; the caller holds the transaction."""
        tables: Sequence[Sequence[models.Model]] = (
            self.attributions,
            self.stories,
            self.events,
            self.threads,
            self.comments,
        )
        for rows in tables:
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)


def build(item: Item, into: Destination) -> Rows:
    """The rows of a line that is new here; raises BadLine when a text outgrows its place."""
    origin = credit(into.source, item.id, item)
    told = {
        "byline": Byline.SOURCE,
        "attribution": origin,
        "told_at": item.created_at or timezone.now(),
        "audience": Audience.CIRCLE,
        "circle": into.circle,
    }
    rows = _story(item, told) if into.kind is Kind.STORY else _question(item, told)
    planting = Planting(rows.threads[0], item, into.source)
    planting.plant(item.placed)
    rows.attributions = [origin, *planting.credits]
    rows.comments = planting.planted
    return rows


def _story(item: Item, told: dict[str, Any]) -> Rows:
    """A published story with its thread and the record of how it came here."""
    story = Story(
        title=cut(item.title, STORY_TITLE),
        summary=summary(item),
        language=item.lang if item.lang in {"sv", "en"} else "en",
        reuse=Reuse.FREE_WITH_NAME,
        state=State.PUBLISHED,
        published_at=told["told_at"],
        **told,
    )
    story.write(sections(item))
    event = StoryEvent(story=story, verb="import", note=told["attribution"].source)
    return Rows(stories=[story], events=[event], threads=[Thread(story=story)])


def _question(item: Item, told: dict[str, Any]) -> Rows:
    body = question(item)
    title = cut(item.title, QUESTION_TITLE)
    return Rows(threads=[Thread(title=title, body=body, body_html=render(body), **told)])
