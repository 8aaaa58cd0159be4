"""What a file is, decided by its first bytes and never by its name."""

from typing import Final

PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"
HEIC: Final = "image/heic"
PDF: Final = "application/pdf"

IMAGES: Final = frozenset({PNG, JPEG, WEBP, HEIC})
EXTENSIONS: Final = {PNG: ".png", JPEG: ".jpg", WEBP: ".webp", PDF: ".pdf"}
BECOMES: Final = {HEIC: JPEG}  # browsers show no HEIC; all else stays the kind it was
HEADER_WITHIN: Final = 1024  # bytes that may stand before a PDF (ISO 32000-1, annex H.3.4.1)

_SIGNATURES: Final = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
# ISO/IEC 23008-12, annex B: brands whose pictures are coded by HEVC, as telephones do.
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})


def kind_of(data: bytes) -> str | None:
    """Return the media type of `data`, or None for everything Tillit does not take.

    A picture begins with its first byte; before a PDF up to HEADER_WITHIN bytes may stand.
    """
    for start, kind in _SIGNATURES.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return HEIC if _brands(data) & _HEIC_BRANDS else None
    return PDF if b"%PDF-" in data[: HEADER_WITHIN + len(b"%PDF-")] else None


def _brands(data: bytes) -> set[bytes]:
    """The brands a file of the ISO family names in its first box: the major one and the others."""
    box = data[: min(int.from_bytes(data[:4]), HEADER_WITHIN)]
    return {box[8:12], *(box[at : at + 4] for at in range(16, len(box), 4))}
