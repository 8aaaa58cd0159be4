"""PDFs painted anew: of the file sent only what its pages show goes on, as pictures of them.

A PDF has a hundred places for names: producers' dictionaries, property lists, alternative texts,
names of resources and fonts, comments, profiles, pictures that are never painted. A list of them
is never complete, so nothing of the file is copied (docs/decisions/0020-pdf-pages.md).
"""

from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from forum.sandbox import limits
from forum.sandbox.assembling import Sheet, assembled
from forum.sandbox.kinds import PDF
from forum.sandbox.pages import painted
from forum.sandbox.verdict import Refused, Verdict
from forum.sandbox.words import MOST_WORDS, text_of

MAX_PAGES: Final = 200  # a long final report; each is painted
TAIL: Final = 1024  # bytes in which readers look for the end mark (ISO 32000-1, annex H.3.18)
PADDING: Final = b"\0\t\n\f\r "  # what programs of mail and printers append


def clean_document(data: bytes, *, searchable: bool) -> Verdict:
    """Return the same pages in a new file; `searchable` lays their words over the pictures.

    Refused: unreadable_file (cut off, or no pages), encrypted_file (a password is needed to open
    it; what is only restricted from printing is not), too_complex (pages, or bytes they need).
    """
    if b"%%EOF" not in data.rstrip(PADDING)[-TAIL:]:
        raise Refused("unreadable_file")
    document, words, lost = _opened(data), list[str](), {"pages"}
    content = assembled(_sheets(document, words, lost), searchable=searchable)
    if len(content) > limits.MOST_BYTES:
        raise Refused("too_complex")
    lost |= set() if searchable else {"search"}
    lost |= {"enclosed"} if raw.FPDFDoc_GetAttachmentCount(document) else set()
    return Verdict(PDF, content, words="\n".join(words).strip()[:MOST_WORDS], lost=tuple(lost))


def _sheets(document: pdfium.PdfDocument, words: list[str], lost: set[str]) -> Iterator[Sheet]:
    """Paint one page after the other; what is read on each goes to `words`.

    The letters of a whole report would not fit the child's memory.
    """
    for number in range(_pages(document)):
        sheet = painted(document, number)
        words.append(text_of(sheet.letters))
        lost |= {"remarks"} if sheet.has_remarks else set()
        yield sheet


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Refused("encrypted_file" if locked else "unreadable_file") from error
    document.init_forms()  # gives fields that were filled in by programs their looks
    return document


def _pages(document: pdfium.PdfDocument) -> int:
    """Count the pages, and take the time they need."""
    pages = len(document)
    if not pages:
        raise Refused("unreadable_file")
    if pages > MAX_PAGES:
        raise Refused("too_complex")
    limits.take_time_for(pages)
    return pages
