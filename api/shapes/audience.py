"""A story as it will stand when it is out, and who will read it (T13)."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef
from django.utils import timezone
from rest_framework import serializers

from accounts.models import Company
from accounts.reader import NOBODY, Reader
from api.shapes import parts, told
from api.shapes.promises import PromisesBefore, as_promises
from api.shapes.story import StoryShown, as_shown
from forum import batches
from forum.crowd import OTHERS, Crowd, Traits, is_large_enough, still_shown
from forum.growth import joined_since, who_follows
from forum.models import (
    Audience,
    Byline,
    CompanyPromise,
    Guidelines,
    Inspiration,
    State,
    Story,
)
from forum.readership import Readership


class CrowdShown(serializers.Serializer[Any]):
    """How well an anonymous teller is hidden."""

    others = serializers.IntegerField(help_text="companies besides your own that it could be")
    enough = serializers.BooleanField(help_text=f"there are at least {OTHERS}; else it stays in")
    shown = told.TraitsShown(help_text="what at least so many share, and all that is shown")


class StoryToBe(StoryShown):
    """A whole story as somebody of its audience will see it; it comes out no earlier than told."""

    cycles = parts.CycleShown(many=True)
    measurements = parts.MeasurementShown(many=True)
    follow_ups = parts.FollowUpShown(many=True)
    attachments = parts.AttachmentShown(many=True)


class LinkShown(serializers.Serializer[Any]):
    """A story this one points at; its own audience decides who of the readers sees the link."""

    story = serializers.UUIDField()
    audience = serializers.ChoiceField(choices=Audience.choices)
    circle = serializers.CharField(allow_null=True, help_text="slug, when the audience is a circle")
    out = serializers.BooleanField(help_text="false: nobody sees the link until it is published")


class NewcomersShown(serializers.Serializer[Any]):
    """Companies that have joined since it came out."""

    companies = told.CompanyName(many=True, help_text="as far as you know of them")
    other_companies = serializers.IntegerField()


class AudienceShown(serializers.Serializer[Any]):
    """Who will be able to read the story, found by the rule that lets them."""

    everyone = serializers.BooleanField(help_text="anybody, without signing in")
    people = serializers.IntegerField(help_text="who sign in, you and the following included")
    companies = told.CompanyName(many=True, help_text="theirs, as far as you know of them")
    other_companies = serializers.IntegerField(help_text="theirs that you do not know of")
    newcomers_read = serializers.BooleanField(
        help_text="whoever joins later reads it too, without anybody being asked"
    )
    newcomers = serializers.CharField(help_text="the same as a sentence for the teller")
    joined_since = NewcomersShown(help_text="who can read it now and took no part when it came out")
    moderators = serializers.IntegerField(help_text="who moderate where it is told")
    others_appointed = serializers.IntegerField(help_text="coaches and editors of no company")
    crowd = CrowdShown(allow_null=True, help_text="null unless it is told anonymously")
    notifications = serializers.ListField(
        child=serializers.CharField(), help_text="notices that will go out; today there are none"
    )
    advice = serializers.ListField(
        child=serializers.CharField(), help_text="what to bear in mind; none with a name"
    )
    shown = StoryToBe(help_text="as somebody of its audience sees it")
    promises = PromisesBefore(help_text="what makes it safe to tell")
    links = LinkShown(
        many=True, help_text="all that differs between readers: what it points at, and for whom"
    )


def as_read_by(found: Readership, reader: Reader) -> dict[str, Any]:
    """The numbers of a readership, and the names of those companies that the reader knows."""
    return {
        "everyone": found.everyone,
        "people": len(found.people),
        **as_companies(found.companies, reader),
        "moderators": len(found.moderators),
        "others_appointed": len(found.appointed),
    }


def as_companies(ids: Collection[UUID], reader: Reader) -> dict[str, Any]:
    """Companies by name as far as the reader knows of them, and how many the others are."""
    known = Company.objects.visible_to(reader).filter(pk__in=ids)
    names = list(known.order_by("name", "slug").values("slug", "name"))
    return {"companies": names, "other_companies": len(ids) - len(names)}


def as_joined(story: Story, reader: Reader) -> dict[str, Any]:
    """Who will read it later, and who has come to read it since it came out."""
    since = set(joined_since(story).values_list("pk", flat=True))
    return {
        "newcomers_read": story.audience != Audience.PUBLIC,
        "newcomers": str(who_follows(story)),
        "joined_since": as_companies(since, reader),
    }


def as_linked(story: Story, reader: Reader) -> list[dict[str, Any]]:
    """The links of a story with those who see them, as far as its teller may know of the targets.

    Nothing else in a story differs between its readers. An anonymous one points only at what all
    its readers read, so there it says the same of each.
    """
    links = Inspiration.objects.for_every_reader().filter(from_story=story.pk)
    if story.is_named:
        known = Story.objects.visible_to(reader).filter(pk=OuterRef("to_story"))
        links = links.filter(Exists(known))
    columns = ("pk", "audience", "circle__slug", "state", "hidden_at")
    rows = links.order_by("to_story").values_list(*(f"to_story__{name}" for name in columns))
    return [
        {
            "story": pk,
            "audience": audience,
            "circle": circle,
            "out": state == State.PUBLISHED and hidden is None,
        }
        for pk, audience, circle, state, hidden in rows
    ]


def as_promised(story: Story) -> dict[str, Any]:
    """The promises that hold; which of them the company has given only where its name stands."""
    told_for = story.company_id if story.is_named else None
    current = Guidelines.objects.current()
    given = CompanyPromise.objects.given_by(told_for, current) if told_for else None
    return as_promises(current) | {"given": given}


def as_hidden_in(story: Story) -> dict[str, Any] | None:
    """The crowd around an anonymous teller; None for the named."""
    if story.byline != Byline.ANONYMOUS:
        return None
    crowd = story.crowd()
    traits = traits_told(story, crowd)
    return {
        "others": max(len(crowd) - 1, 0),
        "enough": is_large_enough(crowd),
        "shown": {name: getattr(traits, name) or None for name in traits.__dataclass_fields__},
    }


def traits_told(story: Story, crowd: Crowd) -> Traits:
    """What will be shown of the teller's company: of what could be said when it began, the rest."""
    voice = story.persona
    return still_shown(crowd, Traits(voice.sector, voice.size, voice.region) if voice else Traits())


def somebody_of(story: Story) -> Reader:
    """Somebody of the audience who is nobody in particular."""
    if story.audience == Audience.PUBLIC:
        return NOBODY
    company = story.company_id if story.audience == Audience.COMPANY else None
    circles = frozenset(filter(None, [story.circle_id]))
    return Reader(uuid4(), companies=frozenset({company or uuid4()}), circles=circles)


def as_it_will_stand(
    row: tuple[Any, ...], story: Story, crowd: dict[str, Any] | None
) -> dict[str, Any]:
    """A row of `row_for_detail` as a `StoryToBe`: read by somebody, published and not hidden."""
    seen = as_shown(row, somebody_of(story)) | {"state": State.PUBLISHED, "hidden": False}
    if story.state == State.PUBLISHED:
        return seen
    at = first_moment(story)
    seen["first_outcome"] = seen["first_outcome"] or seen["outcome"]
    seen["told_on"] = told.day(at)
    if crowd is None:
        return seen | {"told_at": at}
    return seen | {"teller": seen["teller"] | {"traits": crowd["shown"]}}


def first_moment(story: Story) -> datetime:
    """The start of the first day it can be told: the anonymous come out on Mondays (T8)."""
    if story.byline == Byline.ANONYMOUS:
        day = story.batch_on or batches.story_batch(timezone.now(), story.publish_on)
    else:
        day = max(timezone.localdate(), story.publish_on or date.min)
    return batches.moment_of(day).astimezone(UTC)
