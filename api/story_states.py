"""The way of a story to its readers: submission, approval, withdrawal, and earlier versions."""

from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Strict, Text
from api.operations import operation
from api.shapes.story import story_version
from api.shapes.told import day
from api.shapes.waiting import AtOnce, PostponedShown, postponed
from forum.models import Byline, Revision, State, Story


class StateShown(serializers.Serializer[Any]):
    """Where the story stands now."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=State.choices)


class Note(Strict):
    """Why a story is sent back; the author reads it."""

    note = Text(max_length=1000)


class RevisionShown(serializers.Serializer[Any]):
    """An earlier text; `texts` holds title, summary and sections as they were."""

    number = serializers.IntegerField()
    kept_at = serializers.DateTimeField(allow_null=True, help_text="null for the anonymous")
    kept_on = serializers.DateField(help_text="of the anonymous the date of a batch")
    texts = serializers.DictField(child=serializers.CharField(allow_blank=True))


class StoryState(Resource):
    """What the state resources share."""

    def story(self, pk: UUID) -> Story:
        """The story, if the reader can see it."""
        found: Story = self.find(Story.objects.visible_to(self.reader), pk=pk)
        return found

    def stands(self, story: Story) -> Response:
        """The answer of every state change."""
        return Response({"id": story.pk, "state": story.state})


class Submission(StoryState):
    """Sending a draft to its readers."""

    @operation(
        "submitStory",
        "POST",
        summary="Send the draft on its way",
        gives=StateShown,
        by_receipt=True,
    )
    def create(self, request: Request, pk: UUID) -> Response:
        """To the steward where the company wants one to say yes, else out at once."""
        story = self.story(pk)
        story.submit(by=self.reader)
        return self.stands(story)

    @operation(
        "recallStory",
        "DELETE",
        summary="Take it back to go on writing",
        body=AtOnce,
        gives=StateShown,
        by_receipt=True,
        later=PostponedShown,
    )
    def destroy(self, request: Request, pk: UUID) -> Response:
        """As long as it is not out.

        By receipt it leaves the queue of whoever has it before them tomorrow morning (202), or
        `now`.
        """
        story = self.story(pk)
        later = story.recall(by=self.reader, **self.take())
        return postponed(later) if later else self.stands(story)


class Approval(StoryState):
    """A steward's yes or not yet."""

    @operation("approveStory", "POST", summary="Approve", gives=StateShown, versioned=True)
    def create(self, request: Request, pk: UUID) -> Response:
        """The story, or the wider audience its author asked for, as it was read (If-Match)."""
        with transaction.atomic():
            story: Story = self.hold(Story.objects.visible_to(self.reader), pk=pk)
            self.must_match(story_version(story.pk, story.version))
            story.approve(by=self.reader)
        return self.stands(story)

    @operation(
        "returnStory", "DELETE", summary="Send back with a note", body=Note, gives=StateShown
    )
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Back to its author as a draft; the note says why."""
        story = self.story(pk)
        story.send_back(by=self.reader, note=self.take()["note"])
        return self.stands(story)


class Withdrawal(StoryState):
    """Taking a story back for good."""

    @operation(
        "withdrawStory",
        "POST",
        summary="Withdraw for good",
        body=AtOnce,
        status=204,
        by_receipt=True,
        later=PostponedShown,
    )
    def create(self, request: Request, pk: UUID) -> Response:
        """Text, parts, files, reactions and revisions go at once; nothing brings them back.

        By receipt they go with the next batch (202), together with other things, or `now`.
        """
        later = self.story(pk).withdraw(by=self.reader, **self.take())
        return postponed(later) if later else Response(status=204)


class Revisions(StoryState):
    """Earlier texts, for author and steward."""

    @operation(
        "listRevisions",
        "GET",
        summary="Earlier texts",
        gives=RevisionShown,
        many=True,
        paged=True,
        by_receipt=True,
    )
    def list(self, request: Request, pk: UUID) -> Response:
        """Newest first; others find none."""
        story = self.story(pk)
        rows = Revision.objects.visible_to(self.reader).filter(story=story)
        columns = rows.values("number", "kept_at", "texts")
        page = self.page(columns, order=("-number",), name=f"revisions:{pk}")
        unnamed = {} if story.byline != Byline.ANONYMOUS else {"kept_at": None}
        dated = [row | {"kept_on": day(row["kept_at"])} | unnamed for row in page.rows]
        return self.listed(page, dated)
