"""What a file is instead of JSON Lines, told from its first bytes, so that it is named once."""

import codecs
from typing import Final

LOOKED_AT: Final = 4096  # bytes
UNPACK: Final = "unpack it first"
UTF_8: Final = "save it as UTF-8"

SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x1f\x8b", f"is packed with gzip: {UNPACK}"),
    (b"BZh", f"is packed with bzip2: {UNPACK}"),
    (b"\xfd7zXZ\x00", f"is packed with xz: {UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"is packed with zstd: {UNPACK}"),
    (b"PK\x03\x04", f"is a zip archive: {UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"is a 7z archive: {UNPACK}"),
    (codecs.BOM_UTF32_LE, f"is UTF-32: {UTF_8}"),
    (codecs.BOM_UTF32_BE, f"is UTF-32: {UTF_8}"),
    (codecs.BOM_UTF16_LE, f"is UTF-16: {UTF_8}"),
    (codecs.BOM_UTF16_BE, f"is UTF-16: {UTF_8}"),
    (b"\x00\x00\x00", f"is UTF-32: {UTF_8}"),
    (b"{\x00\x00\x00", f"is UTF-32: {UTF_8}"),
    (b"\x00{", f"is UTF-16: {UTF_8}"),
    (b"{\x00", f"is UTF-16: {UTF_8}"),
    (b"SQLite format 3\x00", "is a database: export it as JSON Lines"),
)


def other_form(head: bytes) -> str:
    """What a file that begins like this is, and what to do; "" for what may be JSON Lines."""
    for signature, meaning in SIGNATURES:
        if head.startswith(signature):
            return meaning
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith(b"["):
        return "is one JSON array: write one object a line, as jq -c '.[]' does"
    if text.startswith(b"<"):
        return "is XML or HTML: export it as JSON Lines"
    return ""
