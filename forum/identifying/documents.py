"""The text inside attached PDFs; pictures and scans stay unread, and the answer says so."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.core.files.storage import default_storage

from forum.identifying.found import UNREAD, Found, Place
from forum.identifying.places import Parts
from forum.sandbox import verdict
from forum.sandbox.kinds import PDF
from forum.uploads import UploadRefused
from forum.uploads.cleaning import ask_child

if TYPE_CHECKING:
    from forum.models import Story

KEPT: Final = 32  # files of up to 200,000 characters; whoever looks will look again to submit


def read_files(story: "Story") -> None:
    """Read the story's files ahead of a transaction: a PDF may take a second."""
    for name in story.attachments.filter(content_type=PDF).values_list("file", flat=True):
        text_inside(name)


def texts_inside(parts: Parts) -> Iterator[Place]:
    """The text of each file that has one; its pointer is the attachment's own."""
    for index, file in enumerate(parts["attachments"]):
        text = text_inside(file["file"]) if file["content_type"] == PDF else ""
        if text:
            yield Place(f"/attachments/{index}", text, whole=True)


def unread(parts: Parts) -> Iterator[Found]:
    """The files nobody but people can look into: faces, signs and screens are not found here."""
    for index, file in enumerate(parts["attachments"]):
        if file["content_type"] != PDF or not text_inside(file["file"]):
            place = f"/attachments/{index}"
            yield Found(place, None, None, file["name"], UNREAD, blocks=False)


def text_inside(name: str) -> str:
    """The text of a stored PDF; empty if there is none or it cannot be read."""
    try:
        return _text_of(name).strip()
    except (UploadRefused, verdict.Refused, ValueError, KeyError, OSError):
        return ""


@lru_cache(maxsize=KEPT)
def _text_of(name: str) -> str:
    """Ask the child that opens foreign files; a failure is not kept, it may have been the load."""
    with default_storage.open(name) as file:
        return verdict.read(ask_child("text", file.read())).content.decode()
