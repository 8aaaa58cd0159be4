"""Pictures made anew from their pixels, so that nothing but the pixels can follow."""

import contextlib
import io
from typing import Final

from PIL import (
    Image,
    ImageChops,
    ImageCms,
    ImageFile,
    ImageOps,
    MpoImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from pillow_heif import register_heif_opener

from forum.sandbox.kinds import BECOMES, HEIC, JPEG, PNG, WEBP
from forum.sandbox.verdict import Refused, Verdict

MAX_PIXELS: Final = 25_000_000  # a 24-megapixel camera; 100 MB decoded, four copies fit the child
FORMATS: Final = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP", HEIC: "HEIF"}
GREY_16: Final = frozenset({"I", "I;16", "I;16B", "I;16L"})
SAVING: Final[dict[str, dict[str, int]]] = {
    PNG: {"compress_level": 4},
    JPEG: {"quality": 88},
    WEBP: {"quality": 85, "method": 0},
}
# Pillow looks for these when it needs them, and the child opens no file by then.
LOADED: Final = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
Image.preinit()


def clean_image(data: bytes, kind: str) -> Verdict:
    """Return the first frame upright, in sRGB and without any metadata.

    Tables and profiles are the encoder's own: a camera's quantisation tables tell its make and
    model, a profile its owner's programs. Refused: too_many_pixels (read from the header, before
    anything is decoded), too_complex.
    """
    opened = _opened(data, kind)
    moves = getattr(opened, "is_animated", False) and kind in {PNG, WEBP}
    image = _in_srgb(*_pixels(opened))
    image.info.clear()  # the colour conversion has left its profile there
    becomes = BECOMES.get(kind, kind)
    if image.mode == "RGBA":
        image = _without_the_unseen(image, on_white=becomes == JPEG)
    lost = [code for code, so in (("movement", moves), ("heic", kind == HEIC)) if so]
    return Verdict(becomes, _saved(image, becomes), *image.size, lost=tuple(lost))


def _opened(data: bytes, kind: str) -> ImageFile.ImageFile:
    """Open without decoding, with the one decoder the signature names."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    if kind == HEIC:  # one thread: each of them would be given 64 MB of the child's memory
        register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False)
    try:
        image = Image.open(io.BytesIO(data), formats=[FORMATS[kind]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("too_many_pixels") from bomb
    if image.width * image.height > MAX_PIXELS:
        raise Refused("too_many_pixels")
    return image


def _pixels(image: ImageFile.ImageFile) -> tuple[Image.Image, bytes | None]:
    """Return the pixels pasted into a new picture, and the profile they are to be read by.

    A plain re-save drops EXIF and PNG text but keeps the JPEG comment (measured).
    """
    _scale_clear_colour(image)
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
    if image.mode in GREY_16:
        return _eight_bits(image)
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _scale_clear_colour(image: ImageFile.ImageFile) -> None:
    """Bring the one clear colour of a 16-bit picture to the eight bits its pixels are read in."""
    clear = image.info.get("transparency")
    if isinstance(clear, tuple) and any(";16" in str(tile.args) for tile in image.tile):
        image.info["transparency"] = tuple(level >> 8 for level in clear)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits of grey: keep the upper eight, and clear where the one clear value stood.

    Pillow's own conversion to RGBA cuts every value above 255 down to white.
    """
    levels = image.convert("I")
    grey = levels.point(lambda level: level / 256).convert("L")
    clear = image.info.get("transparency")
    if clear is None:
        return grey
    # Of 32-bit values `point` computes only scale and offset; equality is "neither above nor below"
    apart = ImageChops.lighter(
        levels.point(lambda level: level - clear).convert("L"),
        levels.point(lambda level: clear - level).convert("L"),
    )
    opaque = apart.point(lambda distance: 255 if distance else 0)
    return Image.merge("RGBA", [grey, grey, grey, opaque])


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


def _without_the_unseen(image: Image.Image, *, on_white: bool) -> Image.Image:
    """Empty what is wholly transparent: colours erased that way are still in the file."""
    alpha = image.getchannel("A")
    if on_white:
        seen = Image.new("RGB", image.size, "white")
        seen.paste(image, mask=alpha)
        return seen
    image.paste((0, 0, 0, 0), mask=alpha.point(lambda level: 0 if level else 255))
    return image


def _saved(image: Image.Image, kind: str) -> bytes:
    """Encode; what decodes and does not encode ran out of memory (WEBP says ValueError)."""
    out = io.BytesIO()
    try:
        image.save(out, FORMATS[kind], **SAVING[kind])
    except (ValueError, OSError) as exhausted:
        raise Refused("too_complex") from exhausted
    return out.getvalue()
