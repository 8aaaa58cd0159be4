"""PDFs rebuilt from what their pages show; everything that acts, identifies or hides stays behind.

Only the page keys below are carried over, so outlines, scripts, actions, forms, annotations,
attachments, layers' switches and document information are never copied rather than removed.
"""

import io
from collections.abc import Iterator
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from forum.sandbox.kinds import PDF
from forum.sandbox.segments import without_metadata
from forum.sandbox.verdict import Refused, Verdict

MAX_PAGES: Final = 200  # a long final report; every page is parsed in Python
TAIL: Final = 1024  # bytes in which readers look for the end mark (ISO 32000-1, annex H.3.18)
PAGE_KEYS: Final = frozenset(
    {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
)
# Who made a picture or a form and with what, files beside it, and content fetched from elsewhere.
PRIVATE_KEYS: Final = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Alternates", "/OPI", "/Ref", "/Usage"}
)
OUTSIDE_KEYS: Final = frozenset({"/F", "/FFilter", "/FDecodeParms"})  # a stream kept elsewhere


def clean_document(data: bytes) -> Verdict:
    """Return the same pages in a new file.

    Refused: unreadable_file (cut off, or no pages), encrypted_file, too_complex (pages).
    """
    if b"%%EOF" not in data[-TAIL:]:
        raise Refused("unreadable_file")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Refused("encrypted_file")
        return Verdict(PDF, _rebuilt(_pages(reader)))
    except LimitReachedError as asked_too_much:
        raise Refused("too_complex") from asked_too_much


def _pages(reader: PdfReader) -> list[PageObject]:
    pages = list(reader.pages)
    if not pages:
        raise Refused("unreadable_file")
    if len(pages) > MAX_PAGES:
        raise Refused("too_complex")
    return pages


def _rebuilt(pages: list[PageObject]) -> bytes:
    seen: set[int] = set()
    writer = PdfWriter()
    writer.metadata = None
    for page in pages:
        for key in page.keys() - PAGE_KEYS:
            del page[key]
        for found in _dictionaries(page, seen):
            _undress(found)
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionaries(root: PdfObject, seen: set[int]) -> Iterator[DictionaryObject]:
    """Yield every dictionary and stream reachable from `root` that was not yielded before."""
    waiting: list[PdfObject] = [root]
    while waiting:
        held = waiting.pop()
        if isinstance(held, IndirectObject):
            if held.idnum in seen:
                continue
            seen.add(held.idnum)
        found = held.get_object()
        if isinstance(found, DictionaryObject):
            yield found  # undressed by now: what was taken off is not walked
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, list):
            waiting.extend(found)


def _undress(found: DictionaryObject) -> None:
    """Take off what tells of people or leads outside, and the metadata inside pictures."""
    is_stream = isinstance(found, StreamObject)
    for key in found.keys() & (PRIVATE_KEYS | (OUTSIDE_KEYS if is_stream else set())):
        del found[key]
    if found.get("/Type") == "/OCG":  # a layer's name is whatever its maker called it
        found[NameObject("/Name")] = TextStringObject("")
    if isinstance(found, StreamObject):
        without_metadata(found)
