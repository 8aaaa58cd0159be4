"""Stories: list, start, read, change, discard."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Circle, Company
from accounts.reader import Reader
from api.base import Resource
from api.fields import Line, Markdown, Strict, Visible
from api.months import Month
from api.operations import operation
from api.shapes import parts
from api.shapes.proposal import ProposalShown, waits
from api.shapes.story import (
    DETAIL,
    NEWEST,
    ONE,
    TOP,
    StoryInList,
    StoryShown,
    as_listed,
    as_shown,
    rows_for_list,
    story_version,
)
from api.shapes.waiting import AtOnce, PostponedShown, postponed
from api.values import Choice, Day, Flag, Several, Slug
from forum.markdown import MAX_SOURCE
from forum.models import Audience, Postponed, State, Story, Topic
from forum.models.audience import Reuse
from forum.models.sections import Written
from forum.models.told import NAMED, OPEN_BYLINES
from forum.unnamed import circles_to_tell
from forum.vocabulary import FAILURE_TYPES, OUTCOMES

MOST_TOPICS = 8
# What 202 answers: a change that waits for a yes, or a narrower audience that waits for its batch.
WAITS = PolymorphicProxySerializer(
    component_name="ChangeWaiting",
    serializers=[ProposalShown, PostponedShown],
    resource_type_field_name=None,
)
MOST_INSPIRATIONS = 20
SHOWN_STATES = [State.PUBLISHED, State.DRAFT, State.IN_REVIEW, State.SCHEDULED]


def topics(_reader: Any) -> QuerySet[Topic]:
    """Topics are known to everybody."""
    return Topic.objects.order_by()


class StoryBody(Strict):
    """What an author may write; everything is optional in a draft."""

    title = Line(max_length=120, required=False, allow_blank=True)
    summary = Line(max_length=400, required=False, allow_blank=True)
    background = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    expectation = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    actions = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    results = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    analysis = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    lessons = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    advice = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    participation = Markdown(max_length=MAX_SOURCE, required=False, allow_blank=True)
    language = Choice(choices=["sv", "en"], required=False)
    outcome = Choice(choices=[*OUTCOMES], required=False, allow_null=True)
    failure_type = Choice(choices=[*FAILURE_TYPES], required=False, allow_null=True)
    reuse = Choice(choices=Reuse.choices, required=False)
    expectation_written = Choice(
        choices=Written.choices,
        required=False,
        allow_null=True,
        help_text="whether what you expected was written before, or recalled afterwards",
    )
    expectation_month = Month(
        required=False, allow_null=True, help_text="the month it was expected in, as 2026-03"
    )
    topics = Several(child=Visible(topics), required=False, max_length=MOST_TOPICS)
    inspired_by = Several(
        child=Visible(Story.objects.visible_to, key="id"),
        required=False,
        max_length=MOST_INSPIRATIONS,
    )
    audience = Choice(choices=Audience.choices, required=False)
    circle = Visible(circles_to_tell, required=False, allow_null=True)
    byline = Choice(choices=OPEN_BYLINES, required=False)
    publish_on = Day(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Name columns the way the verbs take them."""
        if "circle" in attrs:
            circle = attrs.pop("circle")
            attrs["circle_id"] = circle.pk if circle else None
        words = ("outcome", "failure_type", "expectation_written")
        unset = {n: "" for n in words if n in attrs and attrs[n] is None}
        return attrs | unset


class StoryEdit(AtOnce, StoryBody):
    """A change; `now` is about a narrower audience, asked for by receipt."""


class StoryBegun(StoryBody):
    """A new draft; `company` is needed by those who belong to several."""

    company = Visible(Company.objects.visible_to, required=False)


class StoryFilters(Strict):
    """Which stories; outcomes and audiences weigh the same, so there is no default among them."""

    topic = Slug(required=False)
    outcome = Choice(choices=[*OUTCOMES], required=False)
    language = Choice(choices=["sv", "en"], required=False)
    circle = Visible(Circle.objects.visible_to, required=False)
    company = Visible(Company.objects.visible_to, required=False)
    state = Choice(choices=[(s.value, s.label) for s in SHOWN_STATES], required=False)
    mine = Flag(required=False)


class StoryWhole(StoryShown):
    """A story with its parts."""

    cycles = parts.CycleShown(many=True)
    measurements = parts.MeasurementShown(many=True)
    follow_ups = parts.FollowUpShown(many=True)
    attachments = parts.AttachmentShown(many=True)


class StoryStarted(StoryWhole):
    """A draft; an anonymous one with the only key to it, shown this once."""

    receipt = serializers.CharField(allow_null=True, help_text="16 digits; null with a name")


class Stories(Resource):
    """Development journeys, successes and failures alike."""

    @operation(
        "listStories", "GET", summary="Stories you may read, newest first",
        gives=StoryInList, many=True, paged=True, parameters=StoryFilters, public=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """Published stories unless `state` asks for others of yours."""
        rows: Any = NEWEST.of(reader=self.reader)
        if self.query:
            visible = Story.objects.visible_to(self.reader)
            rows = rows_for_list(narrowed(visible, self.query, self.reader.user_id))
        page = self.page(rows, order=("-told_at", "-id"), name="stories", start=TOP)
        return self.listed(page, [as_listed(row) for row in page.rows])

    @operation(
        "beginStory", "POST", summary="Start a draft",
        body=StoryBegun, gives=StoryStarted, status=201,
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        """Four questions or the full record: send what you have, the rest can follow.

        With `byline` anonymous the answer holds a receipt, and from then on only the receipt opens
        the story (see /receipts/). Nobody can replace a lost one, since nobody knows whose it was.
        Its `audience` (and `circle`) is needed at once, and can only be narrowed afterwards.
        """
        fields = self.take()
        company = fields.pop("company", None)
        story = Story.begin(by=self.reader, company_id=company and company.pk, **fields)
        if story.persona:
            self.reader = Reader(persona=story.persona.pk)
        began = self._shown(story.pk, status=201)
        began.data["receipt"] = story.receipt or None
        return began

    @operation("readStory", "GET", summary="One story", gives=StoryWhole, public=True)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """The whole story with its parts."""
        return self._shown(pk)

    @operation(
        "editStory", "PATCH", summary="Change a story",
        body=StoryEdit, gives=StoryWhole, versioned=True, partial=True, by_receipt=True,
        later=WAITS,
    )  # fmt: skip
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """The author's change; after publication the earlier text is kept as a revision.

        What carries the company's name beyond the company waits as a proposal where a steward has
        to say yes (202); who may read changes at once where that lets fewer read. By receipt that
        comes with the next batch (202 as well), or `now`.
        """
        story: Story = self.hold(Story.objects.visible_to(self.reader), pk=pk)
        self.must_match(story_version(story.pk, story.version))
        later = story.edit(by=self.reader, **self.take())
        if isinstance(later, Postponed):
            return postponed(later)
        return waits(later, self.reader) if later else self._shown(pk)

    @operation(
        "discardStory", "DELETE", summary="Throw a draft away",
        status=204, versioned=True, by_receipt=True,
    )  # fmt: skip
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Drafts only; a published story is withdrawn instead."""
        story: Story = self.hold(Story.objects.visible_to(self.reader), pk=pk)
        self.must_match(story_version(story.pk, story.version))
        story.discard(by=self.reader)
        return Response(status=204)

    def _shown(self, pk: UUID, status: int = 200) -> Response:
        row = self.only(ONE.rows(reader=self.reader, pk=pk))
        body = as_shown(row, self.reader)
        return self.versioned(body, story_version(pk, row[DETAIL.index("version")]), status)


def narrowed(
    stories: QuerySet[Story], query: dict[str, Any], user_id: UUID | None
) -> QuerySet[Story]:
    """Apply the filters a reader may use; each sees only what `stories` already may show."""
    stories = stories.filter(state=query.get("state", State.PUBLISHED))
    if query.get("mine"):
        stories = stories.filter(author=user_id) if user_id else stories.none()
    if "topic" in query:
        stories = stories.filter(topics=query["topic"])
    if "company" in query:
        stories = stories.filter(company=query["company"], byline__in=NAMED)
    plain = {name: query[name] for name in ("outcome", "language", "circle") if name in query}
    return stories.filter(**plain)
