"""A picture that was attached holds what it shows and nothing more."""

import hashlib
import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image

from forum.uploads import clean_upload
from tests.forum import files

FORMS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
NEEDED = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}


def shown(content: bytes) -> Any:
    return Image.open(io.BytesIO(content))


def near(pixel: Any, colour: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_a_camera_or_program_wrote_beside_the_pixels_survives(form):
    dirty = files.telling_picture(form)
    clean = clean_upload(dirty, name="bild")
    assert files.SECRET in dirty  # the probe would see it
    for trace in (files.SECRET, b"Exif", b"eXIf", b"adobe", b"Photoshop", b"ICC", b"iCCP", b"tEXt"):
        assert trace not in clean.content
    assert set(shown(clean.content).info) <= NEEDED


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_stays_the_picture_it_was(form):
    clean = clean_upload(files.telling_picture(form), name="bild")
    image = shown(clean.content).convert("RGB")
    assert image.size == (clean.width, clean.height) == (48, 32)
    assert near(image.getpixel((5, 16)), files.RED)
    assert near(image.getpixel((43, 16)), files.BLUE)


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_taken_sideways_is_shown_upright(form):
    clean = clean_upload(files.telling_picture(form, files.TRANSPOSED), name="bild")
    image = shown(clean.content).convert("RGB")
    assert image.size == (clean.width, clean.height) == (32, 48)
    assert near(image.getpixel((16, 5)), files.RED)
    assert near(image.getpixel((16, 43)), files.BLUE)


@pytest.mark.parametrize(("form", "content_type"), FORMS.items())
def test_the_answer_describes_the_new_content(form, content_type):
    clean = clean_upload(io.BytesIO(files.telling_picture(form)), name="Före ändring.TIFF")
    assert (clean.content_type, clean.name) == (content_type, f"Före ändring{clean.extension}")
    assert clean.sha256 == hashlib.sha256(clean.content).hexdigest()
    assert clean.content != files.telling_picture(form)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    source = files.two_halves("L") if mode == "I;16" else files.two_halves()
    clean = clean_upload(files.encoded(source.convert(mode), "PNG"), name="x.png")
    assert shown(clean.content).size == (48, 32)


def test_transparency_is_kept():
    image = files.two_halves("RGBA")
    image.putalpha(0)
    for form in ("PNG", "WEBP"):
        clean = clean_upload(files.encoded(image, form), name="x")
        assert shown(clean.content).convert("RGBA").getpixel((5, 5))[3] == 0


def test_sixteen_bits_of_grey_become_the_same_grey():
    image = Image.new("I;16", (8, 8), 0x8000)
    clean = clean_upload(files.encoded(image, "PNG"), name="x")
    assert near((shown(clean.content).getpixel((4, 4)),), (0x80,))


def test_a_print_file_becomes_a_screen_picture():
    clean = clean_upload(files.encoded(files.two_halves("CMYK"), "JPEG"), name="x")
    assert shown(clean.content).mode == "RGB"


def test_colours_are_converted_by_the_profile_the_picture_had():
    swapped = files.profile().replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"????", b"bXYZ")
    plain = files.encoded(files.two_halves(), "PNG")
    profiled = files.encoded(
        files.two_halves(), "PNG", icc_profile=swapped.replace(b"????", b"bXYZ")
    )
    before, after = (shown(clean_upload(data, name="x").content) for data in (plain, profiled))
    assert before.getpixel((5, 5)) == files.RED
    assert near(after.getpixel((5, 5)), files.BLUE)


def test_a_broken_profile_is_ignored():
    data = files.encoded(files.two_halves(), "PNG", icc_profile=b"nonsense")
    assert shown(clean_upload(data, name="x").content).getpixel((5, 5)) == files.RED


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_kept(form):
    frames = [files.two_halves(), Image.new("RGB", (48, 32), "white")]
    data = files.encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=9)
    assert shown(data).n_frames == 2
    image = shown(clean_upload(data, name="x").content)
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.convert("RGB").getpixel((5, 5)), files.RED)


def test_an_animation_says_that_it_stands_still_now():
    frames = [files.two_halves(), Image.new("RGB", (48, 32), "white")]
    data = files.encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert clean_upload(data, name="x").lost == ("movement",)
    assert clean_upload(files.encoded(frames[0], "WEBP"), name="x").lost == ()


def sixteen_bits(kind: int, pixels: Sequence[tuple[int, ...]], clear: tuple[int, ...]) -> bytes:
    """Return a PNG of one row, with sixteen bits a channel and one colour that is clear."""
    body = {
        b"IHDR": struct.pack(">IIBBBBB", len(pixels), 1, 16, kind, 0, 0, 0),
        b"tRNS": struct.pack(f">{len(clear)}H", *clear),
        b"IDAT": zlib.compress(b"\0" + b"".join(struct.pack(f">{len(p)}H", *p) for p in pixels)),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in body.items()
    )


def test_greys_of_sixteen_bits_stay_when_one_of_them_is_transparent():
    greys = [(step * 1_000,) for step in range(64)]
    clean = clean_upload(sixteen_bits(0, greys, (5_000,)), name="x.png")
    pixels = list(shown(clean.content).get_flattened_data())
    assert [pixel[3] for pixel in pixels] == [0 if step == 5 else 255 for step in range(64)]
    seen = [pixel for pixel in pixels if pixel[3]]
    assert seen == [(grey >> 8,) * 3 + (255,) for (grey,) in greys if grey != 5_000]


def test_the_one_transparent_colour_of_sixteen_bits_is_the_right_one():
    pixels = [(0, 0, 0), (1_280, 1_280, 1_280), (65_535, 0, 0)]
    clean = clean_upload(sixteen_bits(2, pixels, (1_280, 1_280, 1_280)), name="x.png")
    assert [pixel[3] for pixel in shown(clean.content).get_flattened_data()] == [255, 0, 255]


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_colours_that_were_only_made_transparent_are_gone(form):
    image = files.two_halves("RGBA")
    image.putalpha(0)
    dirty = files.encoded(
        image, form, **({"exact": True, "lossless": True} if form == "WEBP" else {})
    )
    assert shown(dirty).convert("RGBA").getpixel((5, 5))[:3] == files.RED  # still in the file
    clean = shown(clean_upload(dirty, name="x").content).convert("RGBA")
    assert clean.getextrema() == ((0, 0),) * 4


def test_a_camera_is_not_known_by_its_quantisation_tables():
    tables = [[3 + (n * 7) % 60 for n in range(64)], [2 + (n * 11) % 50 for n in range(64)]]
    camera = files.encoded(files.two_halves(), "JPEG", qtables=tables, subsampling=0)
    plain = files.encoded(files.two_halves(), "JPEG", quality=95)
    ours = [shown(clean_upload(data, name="x").content) for data in (camera, plain)]
    assert shown(camera).quantization != ours[0].quantization
    assert ours[0].quantization == ours[1].quantization
    assert ours[0].layer == ours[1].layer  # how colours are sampled is a camera's habit too


def chunks(png: bytes) -> set[bytes]:
    at, found = 8, set()
    while at < len(png):
        found.add(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4])
    return found


def test_a_png_holds_a_header_and_pixels_and_no_other_chunk():
    clean = clean_upload(files.telling_picture("PNG"), name="x.png")
    assert chunks(clean.content) == {b"IHDR", b"IDAT", b"IEND"}


def test_of_two_pictures_a_telephone_wrote_in_one_the_first_is_kept():
    second = Image.new("RGB", (48, 32), "white")
    data = files.encoded(files.two_halves(), "MPO", save_all=True, append_images=[second])
    clean = clean_upload(data, name="x.jpg")
    assert (clean.content_type, clean.lost) == ("image/jpeg", ())
    assert near(shown(clean.content).getpixel((5, 5)), files.RED)
    assert b"MPF" not in clean.content
