"""Pictures of pages, packed for a PDF: print keeps its edges, photographs are JPEG."""

import io
import zlib
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops

LEVELS: Final = 15  # above black, in four bits: print and its soft edges need no more
PAPER: Final = 0.5  # of a page in one tone make it print or drawing rather than a photograph
TINT: Final = 12  # of 255: what differs less between the channels is grey
QUALITY: Final = 80
Image.preinit()  # Pillow looks for its encoders late, and the child opens no file by then
_STEPS: Final = [(level * LEVELS + 127) // 255 for level in range(256)]


@dataclass(frozen=True)
class Imprint:
    """A packed picture: its size in pixels, and what a PDF has to say of it."""

    width: int
    height: int
    colours: str
    bits: int
    packing: str
    content: bytes


def imprint(picture: Image.Image) -> Imprint:
    """Return the picture of a page as small as it stays legible."""
    if _is_tinted(picture):
        return _as_jpeg(picture, "DeviceRGB")
    grey = picture.convert("L")
    if max(grey.histogram()) >= PAPER * grey.width * grey.height:
        return _as_greys(grey)
    return _as_jpeg(grey, "DeviceGray")


def _is_tinted(picture: Image.Image) -> bool:
    """Tell whether anything on the page has a colour; a quarter of its size tells as well."""
    red, green, blue = picture.reduce(4).split()
    pairs = ((red, green), (green, blue), (red, blue))
    return any(max(ImageChops.difference(*pair).tobytes()) > TINT for pair in pairs)


def _as_jpeg(picture: Image.Image, colours: str) -> Imprint:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return Imprint(*picture.size, colours, 8, "DCTDecode", out.getvalue())


def _as_greys(grey: Image.Image) -> Imprint:
    steps = Image.frombytes("P", grey.size, grey.point(_STEPS).tobytes())
    packed = zlib.compress(steps.tobytes("raw", "P;4"), 4)  # two pixels to a byte
    return Imprint(*grey.size, "DeviceGray", 4, "FlateDecode", packed)
