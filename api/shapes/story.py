"""Stories, as they stand in lists and whole."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from rest_framework import serializers

from accounts.prepared import Prepared
from accounts.reader import Reader
from api.cursors import PreparedList
from api.months import Month, month
from api.shapes import told
from api.shapes.parts import PARTS, as_parts
from api.shapes.reactions import Bands, Counts, as_reactions
from api.shapes.related import joined
from forum.models import Audience, Inspiration, Reaction, State, Story, StoryTopic
from forum.models.audience import Reuse
from forum.models.sections import SECTIONS, Written
from forum.moderation.words import is_held
from forum.vocabulary import FAILURE_TYPES, OUTCOMES

OUTCOME: dict[str, Any] = {
    "choices": [*OUTCOMES],
    "allow_null": True,
    "help_text": "see /outcomes/",
}


# Where the list begins: a position in front of every story. Once SQLite has statistics it would
# read every story and sort them for a first page without one; with it every page is the same range
# of the index, and there is one range only, since of two it may choose the one that excludes least.
TOP = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))
TOPICS = joined(StoryTopic.objects.filter(story=OuterRef("pk")).values("story"), "topic_id")
LIST = (
    "id",
    "title",
    "summary",
    "language",
    "audience",
    "circle__slug",
    "outcome",
    "first_outcome",
    "failure_type",
    "state",
    "reaction_counts",
    "thread__id",
    "thread__comment_count",
    "topic_slugs",
    *told.COLUMNS,
)
DETAIL = (
    *LIST,
    "reuse",
    "expectation_written",
    "expectation_month",
    "expectation_frozen_on",
    "publish_on",
    "review_note",
    "requested_audience",
    "changed_at",
    "hidden_at",
    "held_for",
    "version",
    "author_id",
    "company_id",
    "persona_id",
    "sections_html",
    "my_reactions",
    "inspirations",
    *(f"read_{name}" for name in PARTS),
    *SECTIONS,
)


class StoryInList(told.Told):
    """A story in a list."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    summary = serializers.CharField()
    language = serializers.ChoiceField(choices=["sv", "en"])
    audience = serializers.ChoiceField(choices=Audience.choices)
    circle = serializers.CharField(allow_null=True, help_text="slug, when the audience is a circle")
    outcome = serializers.ChoiceField(**OUTCOME)
    first_outcome = serializers.ChoiceField(**OUTCOME)
    failure_type = serializers.ChoiceField(choices=[*FAILURE_TYPES], allow_null=True)
    state = serializers.ChoiceField(choices=State.choices)
    topics = serializers.ListField(child=serializers.CharField())
    thread = serializers.UUIDField(allow_null=True, help_text="null until published")
    comments = serializers.IntegerField(help_text="comments standing in the thread")
    reactions = Bands()


class SectionsShown(serializers.Serializer[Any]):
    """The eight sections as Markdown, or as sanitised HTML."""

    background = serializers.CharField()
    expectation = serializers.CharField()
    actions = serializers.CharField()
    results = serializers.CharField()
    analysis = serializers.CharField()
    lessons = serializers.CharField()
    advice = serializers.CharField()
    participation = serializers.CharField()


class StoryShown(StoryInList):
    """A whole story but for its parts, which `StoryWhole` adds."""

    sections = SectionsShown()
    html = SectionsShown()
    reuse = serializers.ChoiceField(choices=Reuse.choices)
    expectation_written = serializers.ChoiceField(
        choices=Written.choices,
        allow_null=True,
        help_text="the teller's word on when the expectation was written",
    )
    expectation_month = Month(allow_null=True, help_text="the month it was expected in")
    expectation_frozen_on = serializers.DateField(
        allow_null=True, help_text="the month since when the expectation stands as written"
    )
    inspired_by = serializers.ListField(child=serializers.UUIDField())
    my_reactions = serializers.ListField(child=serializers.CharField())
    changed_at = serializers.DateTimeField(allow_null=True, help_text="null for the anonymous")
    changed_on = serializers.DateField(
        allow_null=True, help_text="the day it last became another; of the anonymous the batch's"
    )
    hidden = serializers.BooleanField()
    held = serializers.BooleanField(help_text="waits for a moderator before others see it")
    yours = serializers.BooleanField()
    publish_on = serializers.DateField(allow_null=True)
    review_note = serializers.CharField(allow_null=True, help_text="for the teller")
    requested_audience = serializers.CharField(allow_null=True, help_text="for teller and steward")
    exact_reactions = Counts(allow_null=True, help_text="companies by kind, for the teller")


def rows_for_list(stories: QuerySet[Story]) -> QuerySet[Any, Any]:
    """The rows `as_listed` makes dicts of: one query, whatever the page holds."""
    return stories.annotate(topic_slugs=TOPICS).values_list(*LIST)


def row_for_detail(stories: QuerySet[Story], reader: Reader) -> QuerySet[Any, Any]:
    """The row `as_shown` makes a dict of."""
    mine = Reaction.objects.filter(story=OuterRef("pk"), user=reader.user_id).values("story")
    readable = Exists(Story.objects.visible_to(reader).filter(pk=OuterRef("to_story")))
    links = Inspiration.objects.for_every_reader().filter(readable, from_story=OuterRef("pk"))
    before = links.values("from_story")
    return stories.annotate(
        topic_slugs=TOPICS,
        my_reactions=joined(mine, "kind"),
        inspirations=joined(before, "to_story_id"),
        **{f"read_{name}": part.of(OuterRef("pk")) for name, part in PARTS.items()},
    ).values_list(*DETAIL)


def told_to(reader: Reader) -> QuerySet[Any, Any]:
    """The rows of every published story the reader may read."""
    return rows_for_list(Story.objects.visible_to(reader).filter(state=State.PUBLISHED))


def one_told_to(reader: Reader, pk: UUID) -> QuerySet[Any, Any]:
    """The row of one story, if the reader may read it."""
    return row_for_detail(Story.objects.visible_to(reader).filter(pk=pk), reader)


NEWEST = PreparedList(told_to, LIST)
ONE = Prepared(one_told_to)


def as_listed(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of `rows_for_list` as a `StoryInList`."""
    (pk, title, summary, language, audience, circle, outcome, first, failure, state, counts,
     thread, comments, topics, *who) = row  # fmt: skip
    return {
        "id": pk,
        "title": title,
        "summary": summary,
        "language": language,
        **told.as_told(tuple(who)),
        "audience": audience,
        "circle": circle,
        "outcome": outcome or None,
        "first_outcome": first or None,
        "failure_type": failure or None,
        "state": state,
        "topics": split(topics),
        "thread": thread,
        "comments": comments or 0,
        "reactions": as_reactions(counts),
    }


def as_shown(row: tuple[Any, ...], reader: Reader) -> dict[str, Any]:
    """A row of `row_for_detail` as a `StoryShown`; notes and exact numbers are the teller's."""
    told_of, rest = row[: len(LIST)], row[len(LIST) :]
    (reuse, written, expected, frozen, publish_on, note, requested, changed, hidden, held,
     _version, author, company, voice, html, mine, before, *read) = rest  # fmt: skip
    read, texts = read[: len(PARTS)], read[len(PARTS) :]
    yours = author is not None and author == reader.user_id and company in reader.companies
    yours = yours or (voice is not None and voice == reader.persona)
    handled = yours or company in reader.stewarding
    return as_listed(told_of) | {
        "sections": dict(zip(SECTIONS, texts, strict=True)),
        "html": {name: html.get(name, "") for name in SECTIONS},
        "reuse": reuse,
        "expectation_written": written or None,
        "expectation_month": expected and month(expected),
        "expectation_frozen_on": frozen,
        "inspired_by": [str(UUID(one)) for one in split(before)],  # SQLite keeps bare hex
        "my_reactions": split(mine),
        **as_changed(changed, is_named=voice is None),
        "hidden": hidden is not None,
        "held": is_held(held),
        "yours": yours,
        "publish_on": publish_on if yours else None,
        "review_note": note if yours else None,
        "requested_audience": (requested or None) if handled else None,
        "exact_reactions": row[LIST.index("reaction_counts")] if yours else None,
        **as_parts(read),
    }


def as_changed(at: datetime | None, *, is_named: bool) -> dict[str, Any]:
    """When what is out became another text, or got more; of the anonymous no more than a day."""
    day = at and timezone.localtime(at, timezone.get_default_timezone()).date()
    return {"changed_at": at if is_named else None, "changed_on": day}


def split(joined_values: str | None) -> list[str]:
    """The values `joined` read, in a stable order."""
    return sorted(joined_values.split(",")) if joined_values else []


def story_version(pk: UUID, version: int) -> str:
    """What If-Match stands for on a story."""
    return f"story:{pk}:{version}"
