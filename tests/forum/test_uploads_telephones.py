"""Photographs as telephones write them today are taken, and become pictures every browser shows."""

import io
from typing import Any

import pytest
from PIL import Image

from forum.uploads import UploadRefused, clean_upload
from tests.forum import files

BRANDS = [b"heic", b"heix", b"mif1", b"msf1"]


def shown(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def near(pixel: Any, colour: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(pixel, colour, strict=True))


def test_a_photograph_of_a_telephone_becomes_a_jpeg_and_its_sender_is_told():
    clean = clean_upload(files.heic(files.two_halves()), name="IMG_0042.HEIC")
    assert (clean.name, clean.content_type, clean.extension) == (
        *("IMG_0042.jpg", "image/jpeg"),
        ".jpg",
    )
    assert (clean.width, clean.height, clean.lost) == (48, 32, ("heic",))
    assert near(shown(clean.content).getpixel((5, 16)), files.RED)


@pytest.mark.parametrize("brand", BRANDS)
def test_every_brand_that_telephones_write_is_known(brand):
    data = files.heic(files.two_halves())
    assert clean_upload(data[:8] + brand + data[12:], name="x").content_type == "image/jpeg"


def test_nothing_the_telephone_wrote_beside_the_pixels_survives():
    exif = files.telling_exif().tobytes()
    dirty = files.heic(files.two_halves(), exif=exif, xmp=b"<x>" + files.SECRET + b"</x>")
    assert files.SECRET in dirty  # the probe would see it
    clean = clean_upload(dirty, name="x")
    for trace in (files.SECRET, b"Exif", b"adobe", b"ICC_PROFILE"):
        assert trace not in clean.content


def test_a_photograph_taken_sideways_is_shown_upright():
    exif = files.telling_exif(files.TRANSPOSED).tobytes()
    clean = clean_upload(files.heic(files.two_halves(), exif=exif), name="x")
    assert (clean.width, clean.height) == (32, 48)
    assert near(shown(clean.content).getpixel((16, 5)), files.RED)


def test_what_was_transparent_becomes_white_and_not_what_lay_under_it():
    picture = files.two_halves("RGBA")
    picture.putalpha(0)
    clean = clean_upload(files.heic(picture), name="x")
    assert near(shown(clean.content).getpixel((5, 5)), (255, 255, 255))


def test_a_photograph_above_the_limit_is_refused_before_it_is_decoded():
    data = files.heic(files.two_halves().resize((64, 64)))
    size = data.index(b"ispe") + 8
    huge = data[:size] + (9_000).to_bytes(4) + (9_000).to_bytes(4) + data[size + 8 :]
    with pytest.raises(UploadRefused) as refused:
        clean_upload(huge, name="x")
    assert refused.value.code == "too_many_pixels"
