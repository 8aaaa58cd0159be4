"""The words inside attached PDFs; pictures and scans stay unread, and the answer says so."""

from collections.abc import Iterator

from forum.identifying.found import UNREAD, Found, Place
from forum.identifying.places import Parts
from forum.sandbox.words import MOST_WORDS


def texts_inside(parts: Parts) -> Iterator[Place]:
    """The words of each file that has some; its pointer is the attachment's own."""
    for index, file in enumerate(parts["attachments"]):
        if file["words"]:
            yield Place(f"/attachments/{index}", file["words"], whole=True)


def unread(parts: Parts) -> Iterator[Found]:
    """The files nobody but people can look into: faces, signs and screens are not found here."""
    for index, file in enumerate(parts["attachments"]):
        if not 0 < len(file["words"]) < MOST_WORDS:
            place = f"/attachments/{index}"
            yield Found(place, None, None, file["name"], UNREAD, blocks=False)
