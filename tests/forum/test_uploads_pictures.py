"""A picture that was attached holds what it shows and nothing more."""

import hashlib
import io
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
