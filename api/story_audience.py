"""Who will read a story and how it will look to them, before it is too late (T13)."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.operations import operation
from api.shapes.audience import (
    AudienceShown,
    as_hidden_in,
    as_it_will_stand,
    as_joined,
    as_linked,
    as_promised,
    as_read_by,
    somebody_of,
)
from api.shapes.story import row_for_detail
from api.shapes.waiting import EACH_NARROWS
from forum.errors import NotYours
from forum.models import Story
from forum.readership import readership


class StoryAudience(Resource):
    """What a teller sees before sending a story on its way."""

    @operation(
        "previewAudience", "GET", summary="Who will read it, and how it will look",
        gives=AudienceShown, by_receipt=True,
    )  # fmt: skip
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """The story as it stands, taken as published; for the teller only.

        Numbers are those of this moment: whoever joins a circle later reads what was told before,
        which `newcomers` says as a sentence to show before publication.
        """
        visible = Story.objects.visible_to(self.reader)
        story: Story = self.find(visible, pk=pk)
        if not story.is_written_by(self.reader):
            raise NotYours
        crowd = as_hidden_in(story)
        row = self.only(list(row_for_detail(visible.filter(pk=pk), somebody_of(story))))
        read_by: dict[str, Any] = as_read_by(readership(story), self.reader)
        seen = as_it_will_stand(row, story, crowd)
        links = as_linked(story, self.reader)
        told = {
            "crowd": crowd,
            "notifications": [],
            "advice": [str(EACH_NARROWS)] if crowd else [],
            "shown": seen,
            "links": links,
            "promises": as_promised(story),
        }
        return Response(read_by | as_joined(story, self.reader) | told)
