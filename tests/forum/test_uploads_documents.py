"""A PDF that was attached shows its pages, and holds nothing else of the file it came from."""

import io
import re
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from forum.uploads import CleanFile, UploadRefused, clean_upload
from tests.forum import files, pdfs

PARTS = [
    *(b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/EmbeddedFile", b"/Names"),
    *(b"/Annots", b"/URI", b"/AcroForm", b"/Outlines", b"/Metadata", b"/Info", b"/PieceInfo"),
    *(b"/Author", b"/Producer", b"/Thumb", b"/ID", b"cmd.exe", b"lista.txt", b"Exif", b"adobe"),
    *(b"/StructTreeRoot", b"/OCProperties", b"/Threads", b"/Properties", b"ICC", b"PTEX"),
]
OURS = {
    *("/Catalog", "/Pages", "/Page", "/Type", "/Kids", "/Count", "/Parent", "/MediaBox", "/Root"),
    *("/Resources", "/Contents", "/XObject", "/Subtype", "/Image", "/Width", "/Height", "/Size"),
    *("/ColorSpace", "/DeviceRGB", "/DeviceGray", "/BitsPerComponent", "/Filter", "/DCTDecode"),
    *("/FlateDecode", "/Length", "/I", "/Font", "/Type3", "/FontBBox", "/FontMatrix", "/CharProcs"),
    *("/n", "/Encoding", "/Differences", "/FirstChar", "/LastChar", "/Widths", "/ToUnicode"),
    *("/CIDInit", "/ProcSet", "/CIDSystemInfo", "/Registry", "/Ordering", "/Supplement"),
    *("/CMapName", "/W", "/CMapType"),
}
NAME = re.compile(rb"/[A-Za-z][\w.]*")


def unpacked(content: bytes) -> bytes:
    """Return the file with every stream opened, as a byte scan would need it."""
    reader = PdfReader(io.BytesIO(content))
    numbers = {number for table in reader.xref.values() for number in table}
    objects: list[Any] = [reader.get_object(number) for number in numbers]
    return content + b"".join(held.get_data() for held in objects if hasattr(held, "get_data"))


def without_pictures(content: bytes) -> bytes:
    """Return what a clean file says beside its pictures, opened."""
    reader = PdfReader(io.BytesIO(content), strict=True)
    objects: list[Any] = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    said = [str(dict(held)) if hasattr(held, "keys") else str(held) for held in objects]
    streams = [o.get_data() for o in objects if hasattr(o, "get_data") and "/Width" not in o]
    return "".join(said).encode() + b"".join(streams)


def look(clean: CleanFile, page: int = 0) -> Image.Image:
    """The page as a reader's program paints it, a point to a pixel."""
    shown: Any = pypdfium2.PdfDocument(clean.content)[page].render(scale=1).to_pil()
    image: Image.Image = shown.convert("RGB")
    return image


def has_print(part: Image.Image) -> bool:
    return min(part.convert("L").tobytes()) < 60


def near(pixel: Any, colour: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def read(clean: CleanFile) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(clean.content)).pages)


@pytest.mark.parametrize("unnamed", [False, True])
def test_no_name_planted_anywhere_survives(unnamed):
    planted = pdfs.Planted()
    found = unpacked(planted.content)
    assert [place for place, name in planted.names.items() if name not in found] == []
    clean = clean_upload(planted.content, name="rapport.pdf", unnamed=unnamed)
    scanned = unpacked(clean.content) + clean.words.encode() + read(clean).encode()
    assert [place for place, name in planted.names.items() if name in scanned] == []


@pytest.mark.parametrize("dirty", [pdfs.Planted().content, files.telling_pdf()])
def test_nothing_but_our_own_words_stands_in_the_file(dirty):
    clean = clean_upload(dirty, name="x.pdf")
    said = without_pictures(clean.content)
    assert {name.decode() for name in NAME.findall(said)} <= OURS | {"/F0"}
    assert [part for part in PARTS if part in unpacked(clean.content)] == []


def test_the_same_pages_of_different_makers_become_the_same_bytes():
    one, other = (pdfs.page(b"0 0 9 9 re f", more=b"/Maker(%b)" % who) for who in (b"Kim", b"Bo"))
    assert clean_upload(one, name="x").sha256 == clean_upload(other, name="x").sha256


def test_the_pages_look_as_they_did():
    clean = clean_upload(pdfs.Planted().content, name="x.pdf")
    page = look(clean)
    assert page.size == (300, 200)
    assert near(page.getpixel((20, 175)), files.RED)
    assert near(page.getpixel((45, 175)), files.BLUE)
    assert near(page.getpixel((204, 186)), (0x80, 0x80, 0x80))  # the inline picture
    assert has_print(page.crop((20, 35, 80, 55)))
    assert page.crop((100, 50, 200, 120)).getextrema() == ((255, 255),) * 3  # no note popped up


def test_a_cameras_tables_do_not_go_on_with_its_picture():
    clean = clean_upload(pdfs.Planted().content, name="x.pdf")
    picture: Any = PdfReader(io.BytesIO(clean.content)).pages[0].images[0].image
    other = files.encoded(Image.new("RGB", (8, 8)), "JPEG", quality=80)
    assert picture.quantization == Image.open(io.BytesIO(other)).quantization  # type: ignore[attr-defined]


def test_the_answer_describes_a_document():
    clean = clean_upload(files.pdf(pages=2), name="Årsrapport.docx")
    assert (clean.content_type, clean.extension) == ("application/pdf", ".pdf")
    assert (clean.name, clean.width, clean.height) == ("Årsrapport.pdf", None, None)
    assert (clean.words, clean.lost) == ("", ("pages",))
    assert len(PdfReader(io.BytesIO(clean.content)).pages) == 2


def test_told_anonymously_its_words_and_its_name_go_too():
    clean = clean_upload(pdfs.lines("Vi bytte tavla."), name="Annika Ek.pdf", unnamed=True)
    assert (clean.name, clean.lost) == ("bilaga-1.pdf", ("pages", "search", "name"))
    assert clean.words == "Vi bytte tavla."  # for the help with identifiers
    assert read(clean).strip() == ""
    assert has_print(look(clean).crop((20, 35, 120, 55)))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_stay_turned_and_cut_as_they_were_shown(turn):
    more = b"/Rotate %d/CropBox[50 50 150 120]" % turn
    clean = clean_upload(pdfs.page(b"1 0 0 rg 50 50 10 10 re f", more=more), name="x.pdf")
    page = look(clean)
    width, height = page.size
    assert page.size == ((100, 70) if turn in {0, 180} else (70, 100))
    corner = {0: (4, height - 5), 90: (4, 4), 180: (width - 5, 4), 270: (width - 5, height - 5)}
    assert near(page.getpixel(corner[turn]), (255, 0, 0))


def test_a_long_document_is_still_taken_and_a_longer_one_is_not():
    assert len(PdfReader(io.BytesIO(clean_upload(files.pdf(200), name="x").content)).pages) == 200
    with pytest.raises(UploadRefused) as refused:
        clean_upload(files.pdf(pages=201), name="x.pdf")
    assert refused.value.code == "too_complex"


def test_a_poster_is_made_smaller_and_stays_a_poster():
    poster = pdfs.page(b"1 0 0 rg 0 0 7200 7200 re f").replace(b"[0 0 300 200]", b"[0 0 7200 7200]")
    clean = clean_upload(poster, name="x.pdf")
    page: Any = PdfReader(io.BytesIO(clean.content)).pages[0]
    assert (page.mediabox.width, page.mediabox.height) == (7200, 7200)
    assert page.images[0].image.width * page.images[0].image.height < 9_000_000


@pytest.mark.parametrize("password", ["hemligt", "å"])
def test_a_pdf_that_needs_a_password_is_refused(password):
    with pytest.raises(UploadRefused) as refused:
        clean_upload(files.locked_pdf(password), name="x.pdf")
    assert refused.value.code == "encrypted_file"


def test_a_pdf_that_only_may_not_be_printed_is_taken():
    assert (
        len(PdfReader(io.BytesIO(clean_upload(files.locked_pdf(""), name="x").content)).pages) == 1
    )


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(UploadRefused) as refused:
        clean_upload(files.pdf(pages=0), name="x.pdf")
    assert refused.value.code == "unreadable_file"


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\n", b"\r\n" * 9, b"<script>alert(1)</script>", b" " * 1024]
)
def test_what_stands_before_the_header_is_left_behind(before):
    clean = clean_upload(before + pdfs.lines("Hej"), name="x.pdf")
    assert clean.words == "Hej"
    assert clean.content.startswith(b"%PDF-")
    assert b"<script>" not in clean.content


@pytest.mark.parametrize("behind", [b"PK\x03\x04 <script>", b"\0" * 5_000, b"\r\n" * 900])
def test_what_hangs_behind_the_end_of_a_pdf_is_left_behind(behind):
    clean = clean_upload(files.pdf() + behind, name="x.pdf")
    assert clean.content.endswith(b"%%EOF\n")
    assert b"<script>" not in clean.content
