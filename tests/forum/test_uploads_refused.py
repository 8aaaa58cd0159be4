"""Files that Tillit does not take, and what taking them would have cost."""

import io
import resource
import subprocess
import sys
import zipfile

import pytest
from PIL import Image

from forum.sandbox import images, verdict
from forum.uploads import MAX_IMAGE, MAX_PDF, UploadRefused, clean_upload
from tests.forum import files, pdfs


def refusal(data: bytes, name: str = "bild.png") -> str:
    with pytest.raises(UploadRefused) as refused:
        clean_upload(data, name=name)
    assert str(refused.value)
    return refused.value.code


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * 100_000)
    return out.getvalue()


FOREIGN = {
    "nothing": b"",
    "one byte": b"\x89",
    "text": "Så gjorde vi.".encode(),
    "gif": files.encoded(files.two_halves(), "GIF"),
    "bmp": files.encoded(files.two_halves(), "BMP"),
    "tiff": files.encoded(files.two_halves(), "TIFF"),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "html with a png behind": b"<script>alert(1)</script>" + files.png_of(8, 8),
    "pdf after too much": b" " * 1025 + files.pdf(),
    "zip": zipped("42.txt"),
    "docx": zipped("word/document.xml"),
    "gif with a jar behind": files.encoded(files.two_halves(), "GIF") + zipped("A.class"),
    "elf": b"\x7fELF\x02\x01\x01" + b"\x00" * 64,
    "exe": b"MZ" + b"\x00" * 64,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "a film of a telephone": b"\x00\x00\x00\x18ftypqt  \x00\x00\x00\x00qt  mp42" + b"\x00" * 64,
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_what_is_no_picture_or_pdf_is_refused_whatever_it_calls_itself(data):
    assert refusal(data, name="bild.png") == "unsupported_type"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "HEIC"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.8])
def test_a_picture_cut_off_is_refused(form, part):
    large = files.two_halves().resize((480, 320))
    whole = files.heic(large) if form == "HEIC" else files.encoded(large, form)
    assert refusal(whole[: 16 + int(len(whole) * part)]) == "unreadable_file"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_pdf_cut_off_is_refused(part):
    whole = files.telling_pdf()
    assert refusal(whole[: int(len(whole) * part)]) == "unreadable_file"


HEIC_START = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", HEIC_START]
)
def test_a_picture_in_name_only_is_refused(start):
    assert refusal(start + b"\xff" * 2_000) == "unreadable_file"


def test_a_picture_that_also_is_an_archive_loses_the_archive():
    clean = clean_upload(files.png_of(8, 8) + zipped("A.class"), name="bild.png")
    assert b"PK" not in clean.content


def test_a_bomb_costs_neither_this_process_nor_a_decoding():
    bomb = files.png_of(9_000, 9_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(bomb) == "too_many_pixels"
    assert len(bomb) < 20_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kibibytes


def test_a_bomb_too_large_even_to_open_is_refused():
    assert refusal(files.png_of(60_000, 2_000)) == "too_many_pixels"


def test_the_limit_of_pixels_stands_where_it_says():
    side = int(images.MAX_PIXELS**0.5)
    assert clean_upload(files.png_of(side, side), name="x").width == side
    assert refusal(files.png_of(side + 1, side)) == "too_many_pixels"


@pytest.mark.parametrize(
    ("start", "limit"), [(files.png_of(8, 8), MAX_IMAGE), (files.pdf(), MAX_PDF)]
)
def test_a_file_above_its_limit_is_refused_before_it_is_opened(start, limit):
    assert refusal(start + b"\x00" * (limit + 1 - len(start))) == "too_large"


def test_of_a_stream_no_more_is_read_than_may_be_taken():
    stream = io.BytesIO(files.pdf() + b"\x00" * (MAX_PDF * 2))
    with pytest.raises(UploadRefused):
        clean_upload(stream, name="x")
    assert stream.tell() == MAX_PDF + 1


def test_a_picture_that_needs_more_memory_than_a_child_has_stops_the_child_only():
    clear = Image.new("RGBA", (5_000, 5_000), (1, 2, 3, 100))
    small = files.encoded(clear, "WEBP", lossless=True, method=0)
    assert len(small) < 5_000
    assert refusal(small) == "too_complex"


@pytest.mark.parametrize(
    "body",
    [
        b"1 0 obj\n<</Pages " + b"[" * 200_000 + b"\nendobj",
        b"1 0 obj\n<</Pages<</Kids[1 0 R 1 0 R]/Count 9>>>>\nendobj",
        b"",
    ],
    ids=["nested", "in circles", "empty"],
)
def test_a_pdf_made_to_exhaust_its_reader_is_refused(body):
    data = b"%PDF-1.4\n" + body + b"\ntrailer<</Root 1 0 R>>\n%%EOF"
    assert refusal(data, "x.pdf") == "unreadable_file"


WORK = {
    "lines without end": pdfs.page(
        b"".join(b"%d 0 m %d 200 l S\n" % (n % 300, n * 7 % 300) for n in range(150_000))
    ),
    "content of 400 MB": pdfs.page(b"", o4=pdfs.stream(b"", b"0 0 m " * 100_000, times=700)),
    "drawings of drawings": pdfs.page(
        b"/N Do",
        b"/XObject<</N 20 0 R>>",
        **{
            f"o{20 + n}": pdfs.stream(
                b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</N %d 0 R>>>>"
                % (21 + n),
                b"/N Do " * 10,
            )
            for n in range(12)
        },
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("data", WORK.values(), ids=WORK)
def test_a_page_that_never_gets_painted_is_stopped(data):
    assert refusal(data, "x.pdf") == "too_complex"
    assert len(data) < 1_000_000


def test_the_child_opens_no_file_once_it_has_read_what_it_was_sent():
    script = (
        "from forum.sandbox import cleaning, limits;"
        "cleaning.cleaner_for(b'%PDF-', searchable=True); limits.open_nothing_more();"
        "open('/etc/passwd')"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False, stderr=subprocess.PIPE)
    assert b"Too many open files" in ended.stderr


def test_the_child_knows_neither_django_nor_the_environment():
    script = (
        "import sys, forum.sandbox.__main__, forum.sandbox.images, forum.sandbox.documents;"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_an_answer_is_read_as_it_was_written():
    given = verdict.Verdict("image/png", b"a\nb", 3, 4, "å\nä", ("movement",))
    assert verdict.read(verdict.written(given)) == given
    with pytest.raises(verdict.Refused):
        verdict.read(verdict.refusal("too_complex"))
