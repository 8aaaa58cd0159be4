"""The words of a document, so that the identifier lint can look inside it (T13)."""

import io
from typing import Final

from pypdf import PdfReader
from pypdf.errors import LimitReachedError

from forum.sandbox.kinds import PDF, kind_of
from forum.sandbox.verdict import Refused, Verdict

MOST_TEXT: Final = 200_000  # characters; a report of 100 pages, which the lint reads in a second
TEXT: Final = "text/plain"


def read_text(data: bytes) -> Verdict:
    """Return the text of a PDF's pages, one after the other, in UTF-8.

    Words in a scanned page are a picture, and stay unread. Refused: unsupported_type for anything
    but a PDF, too_complex for more than MOST_TEXT.
    """
    if kind_of(data) != PDF:
        raise Refused("unsupported_type")
    pages: list[str] = []
    left = MOST_TEXT
    try:
        for page in PdfReader(io.BytesIO(data)).pages:
            pages.append(page.extract_text())
            left -= len(pages[-1])
            if left < 0:
                raise Refused("too_complex")
    except LimitReachedError as asked_too_much:
        raise Refused("too_complex") from asked_too_much
    return Verdict(TEXT, "\n".join(pages).encode(errors="replace"))
