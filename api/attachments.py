"""Attachments: upload, list, read, take away."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Line, Strict
from api.files import MEDIA, as_file
from api.forms import StrictFormParser
from api.operations import operation
from api.shapes import parts
from api.shapes.proposal import FileProposed, waits
from api.values import Sent
from forum.errors import NotYours
from forum.models import Attachment, Proposal, Story
from forum.uploads import CleanFile, clean_upload


class Upload(Strict):
    """A picture or PDF; whatever its name says, its content decides."""

    file = Sent(max_length=255, allow_empty_file=False)
    caption = Line(max_length=200, required=False, allow_blank=True)


class Attachments(Resource):
    """Pictures and PDFs of a story."""

    clean: CleanFile
    sent: dict[str, Any]

    def prepare(self, *args: Any, **key: Any) -> None:
        """Check and clean the upload before any transaction: it takes a second or two."""
        story = self.story(key["pk"])
        if not story.is_written_by(self.reader):
            raise NotYours
        self.sent = self.take()
        file = self.sent["file"]
        self.clean = clean_upload(file, name=file.name, unnamed=not story.is_named)

    def get_parsers(self) -> list[Any]:
        """Uploads come as multipart; nothing else here has a body."""
        return [StrictFormParser()]

    def story(self, pk: UUID) -> Story:
        """The story, if the reader can see it."""
        found: Story = self.find(Story.objects.visible_to(self.reader), pk=pk)
        return found

    def attachment(self, pk: UUID, part: UUID) -> Attachment:
        """A file of this very story."""
        visible = Attachment.objects.visible_to(self.reader).select_related("story")
        found: Attachment = self.find(visible, story=pk, pk=part)
        return found

    @operation(
        "listAttachments", "GET", summary="Pictures and PDFs",
        gives=parts.AttachmentShown, many=True, public=True,
    )  # fmt: skip
    def list(self, request: Request, pk: UUID) -> Response:
        """In their order."""
        return Response({"results": parts.listed("attachments", self.reader, pk)})

    @operation(
        "attach", "POST", summary="Attach a picture or PDF",
        body=Upload, gives=parts.AttachmentTaken, status=201, scope="upload", by_receipt=True,
        later=FileProposed,
    )  # fmt: skip
    def create(self, request: Request, pk: UUID) -> Response:
        """Re-encoded without metadata: place, camera, author and history in the file are gone.

        Beside something published that needs a yes it waits as a proposal (202).
        """
        attachment = Attachment.attach(
            self.story(pk), by=self.reader, clean=self.clean, caption=self.sent.get("caption", "")
        )
        lost = {"lost": parts.as_lost(self.clean.lost)}
        if isinstance(attachment, Proposal):
            return waits(attachment, self.reader, lost)
        all_of_them = parts.listed("attachments", self.reader, pk)
        shown = next(one for one in all_of_them if one["id"] == attachment.pk)
        return Response(shown | lost, status=201)

    @operation(
        "detach",
        "DELETE",
        summary="Take a file away",
        status=204,
        by_receipt=True,
    )
    def destroy(self, request: Request, pk: UUID, part: UUID) -> Response:
        """At any time: a picture that shows too much can always go."""
        self.attachment(pk, part).remove(by=self.reader)
        return Response(status=204)

    @operation(
        "readFile",
        "GET",
        summary="The file itself",
        media=MEDIA,
        public=True,
    )
    def file(self, request: Request, pk: UUID, part: UUID) -> FileResponse:
        """Asked again at every reading whether the story may be read."""
        found = self.attachment(pk, part)
        return as_file(request, found.file, found.name, found.content_type)
