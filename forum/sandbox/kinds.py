"""What a file is, decided by its first bytes and never by its name."""

from typing import Final

PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"
PDF: Final = "application/pdf"

IMAGES: Final = frozenset({PNG, JPEG, WEBP})
EXTENSIONS: Final = {PNG: ".png", JPEG: ".jpg", WEBP: ".webp", PDF: ".pdf"}

_SIGNATURES: Final = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG, b"%PDF-": PDF}


def kind_of(data: bytes) -> str | None:
    """Return the media type of `data`, or None for everything Tillit does not take.

    A signature further in, as in files that are two things at once, is none.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), None)
