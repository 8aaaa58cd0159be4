"""Photographs lie in PDFs as the camera wrote them; here their metadata is cut out undecoded."""

import re
from collections.abc import Iterator
from typing import Final

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from forum.sandbox.verdict import Refused

# ITU-T T.81, annex B. APP0 (JFIF) and APP14 (Adobe's colour transform) are needed to decode; the
# other APPn and comments carry EXIF, XMP, IPTC, thumbnails, and PDF ignores profiles in them.
_START, _SCAN, _END = b"\xff\xd8", 0xDA, 0xD9
_CARRIERS: Final = {*range(0xE1, 0xEE), 0xEF, 0xFE}
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # within a scan, FF is escaped
# ISO/IEC 15444-1, annex I: the boxes a JPEG 2000 decoder needs.
_BOXES: Final = {b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c"}


def without_metadata(stream: StreamObject) -> None:
    """Cut EXIF and its like out of a stream that holds a JPEG or JPEG 2000; leave others alone.

    Refused: unreadable_file for a picture whose parts cannot be told from each other.
    """
    parts = {"/DCTDecode": _jpeg_parts, "/JPXDecode": _jpeg2000_parts}.get(_only_filter(stream))
    if parts:
        stream._data = b"".join(parts(stream._data))


def _only_filter(stream: StreamObject) -> str:
    """Return the picture's own filter, with those wrapped around it undone."""
    filters = stream.get("/Filter")
    if not isinstance(filters, list) or not filters:
        return str(filters)
    last = str(filters[-1].get_object())
    if last in {"/DCTDecode", "/JPXDecode"}:
        stream._data = stream.get_data()  # pypdf undoes what it can and leaves pictures packed
        stream[NameObject("/Filter")] = NameObject(last)
        options = stream.pop("/DecodeParms", None)
        if isinstance(options, list) and isinstance(options[-1], DictionaryObject):
            stream[NameObject("/DecodeParms")] = options[-1]
    return last


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Yield the segments a decoder needs, up to the end of the first picture."""
    at = len(_START)
    yield _START if data.startswith(_START) else _unreadable()
    while data[at : at + 1] == b"\xff":
        marker = data[at + 1 : at + 2]
        if marker in {b"", bytes([_END])}:
            break
        end = _segment_end(data, at)
        if marker[0] not in _CARRIERS:
            yield data[at:end]
        at = end
    yield bytes([0xFF, _END])


def _segment_end(data: bytes, at: int) -> int:
    if data[at + 1] == 0xFF:  # a fill byte before the marker
        return at + 1
    end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    if data[at + 1] != _SCAN:
        return end
    following = _NEXT_MARKER.search(data, end)
    return following.start() if following else len(data)


def _jpeg2000_parts(data: bytes) -> Iterator[bytes]:
    """Yield the boxes a decoder needs; a bare codestream has none and is kept whole."""
    if data.startswith(b"\xff\x4f\xff\x51"):
        yield data
        return
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        if size == 1:  # the size follows in eight bytes
            size = int.from_bytes(data[at + 8 : at + 16])
        end = at + max(8, size) if size else len(data)
        if data[at + 4 : at + 8] in _BOXES:
            yield data[at:end]
        at = end


def _unreadable() -> bytes:
    raise Refused("unreadable_file")
