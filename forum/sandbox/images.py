"""Pictures made anew from their pixels, so that nothing but the pixels can follow."""

import contextlib
import io
from typing import Final

from PIL import Image, ImageCms, ImageOps

from forum.sandbox.kinds import JPEG, PNG, WEBP
from forum.sandbox.verdict import Refused, Verdict

MAX_PIXELS: Final = 25_000_000  # a 24-megapixel camera; 100 MB decoded, four copies fit the child
FORMATS: Final = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}
SAVING: Final[dict[str, dict[str, int]]] = {
    PNG: {"compress_level": 4},
    JPEG: {"quality": 88},
    WEBP: {"quality": 85, "method": 0},
}


def clean_image(data: bytes, kind: str) -> Verdict:
    """Return the first frame upright, in sRGB and without any metadata.

    Refused: too_many_pixels (read from the header, before anything is decoded), too_complex.
    """
    image = _in_srgb(*_pixels(_opened(data, kind)))
    image.info.clear()  # the colour conversion has left its profile there
    if kind == JPEG and image.mode == "RGBA":
        image = image.convert("RGB")
    return Verdict(kind, _saved(image, kind), *image.size)


def _opened(data: bytes, kind: str) -> Image.Image:
    """Open without decoding, with the one decoder the signature names."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        image = Image.open(io.BytesIO(data), formats=[FORMATS[kind]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("too_many_pixels") from bomb
    if image.width * image.height > MAX_PIXELS:
        raise Refused("too_many_pixels")
    return image


def _pixels(image: Image.Image) -> tuple[Image.Image, bytes | None]:
    """Return the pixels pasted into a new picture, and the profile they are to be read by.

    A plain re-save drops EXIF and PNG text but keeps the JPEG comment (measured).
    """
    image.load()
    profile = image.info.get("icc_profile")
    with contextlib.suppress(UserWarning, ValueError, SyntaxError, KeyError, TypeError):
        ImageOps.exif_transpose(image, in_place=True)  # an unreadable orientation counts as none
    plain = image if profile and image.mode == "CMYK" else _plain(image)
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh, profile


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours every screen assumes; a broken profile is ignored."""
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            image = _through(profile, image)
    return image.convert("RGB") if image.mode == "CMYK" else image


def _plain(image: Image.Image) -> Image.Image:
    """Transparency stays, grey stays grey, everything else is RGB."""
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in {"I", "I;16", "I;16B"}:  # sixteen bits of grey: keep the upper eight
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _through(profile: bytes, image: Image.Image) -> Image.Image:
    """Convert from the picture's own profile to sRGB, in place where the mode allows it."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    same = image.mode == mode
    srgb = ImageCms.createProfile("sRGB")
    turned = ImageCms.profileToProfile(
        image, source, srgb, outputMode=None if same else mode, inPlace=same
    )
    return turned or image


def _saved(image: Image.Image, kind: str) -> bytes:
    """Encode; what decodes and does not encode ran out of memory (WEBP says ValueError)."""
    out = io.BytesIO()
    try:
        image.save(out, FORMATS[kind], **SAVING[kind])
    except (ValueError, OSError) as exhausted:
        raise Refused("too_complex") from exhausted
    return out.getvalue()
