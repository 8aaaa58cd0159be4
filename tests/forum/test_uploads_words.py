"""Of the words of a PDF those that are seen are read, and those that are hidden are gone."""

import io
from itertools import batched
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from forum.sandbox.assembling import Sheet, assembled
from forum.sandbox.imprints import imprint
from forum.sandbox.words import Letter
from forum.uploads import CleanFile, clean_upload
from tests.forum import files, pdfs

HIDDEN = b"Annika Ek"
SHOW = b"BT /F 12 Tf 20 100 Td (%b) Tj ET "
PHOTO = files.encoded(files.two_halves().resize((480, 320)), "JPEG")


def layer(clean: CleanFile) -> str:
    """The words a reader's program finds in the file."""
    document = pypdfium2.PdfDocument(clean.content)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r", "")


def test_words_that_are_seen_are_kept_line_by_line():
    shown = ["Före: ställtid 42 min", "Efter: 20 min – så gjorde vi", "Råd: fråga först"]
    clean = clean_upload(pdfs.lines(*shown), name="x.pdf")
    assert clean.words.split("\n") == shown
    assert layer(clean).split("\n") == shown
    (page,) = PdfReader(io.BytesIO(clean.content), strict=True).pages
    assert [line.strip() for line in page.extract_text().split("\n")] == shown


COVERED = {
    "under a black bar": SHOW % HIDDEN + b"0 g 10 95 200 20 re f",
    "under a photograph": SHOW % HIDDEN + b"q 300 0 0 200 0 0 cm /I Do Q",
    "in white": b"1 g " + SHOW % HIDDEN,
    "all but white": b".99 g " + SHOW % HIDDEN,
    "unpainted": b"3 Tr " + SHOW % HIDDEN,
    "outside the page": b"1 0 0 1 0 500 cm " + SHOW % HIDDEN,
    "cut off": b"q 0 0 9 9 re W n " + SHOW % HIDDEN + b"Q",
    "behind glass": b"/G gs " + SHOW % HIDDEN,
    "in the colour of its ground": b"1 0 0 rg 0 50 300 90 re f " + SHOW % HIDDEN,
    "in a drawing, under a bar": b"/X Do 0 g 10 95 200 20 re f",
}


@pytest.mark.parametrize("content", COVERED.values(), ids=COVERED)
def test_words_that_are_not_seen_are_gone(content):
    resources = b"/XObject<</I 10 0 R/X 11 0 R>>/ExtGState<</G<</ca 0/CA 0>>>>"
    drawing = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>"
    dirty = pdfs.page(
        b"BT /F 12 Tf 20 20 Td (Synligt) Tj ET " + content,
        resources,
        o10=pdfs.picture(PHOTO, 480, 320),
        o11=pdfs.stream(drawing, SHOW % HIDDEN),
    )
    clean = clean_upload(dirty, name="x.pdf")
    assert clean.words == ("" if b"/I Do" in content else "Synligt")
    assert "Annika" not in layer(clean)


def test_half_a_name_under_a_bar_is_half_a_name():
    bar = b"0 g 0 95 45 20 re f"
    clean = clean_upload(pdfs.page(SHOW % b"AAAA BBBB" + bar), name="x.pdf")
    assert "A" not in clean.words.replace("A", "", 1)  # the bar may end within a letter
    assert clean.words.endswith("BBBB")


def test_another_text_to_be_read_in_place_of_the_painted_one_is_not_read():
    spoken = b"/Span<</ActualText(Annika Ek)>>BDC " + SHOW % b"Kim" + b"EMC"
    clean = clean_upload(pdfs.page(spoken), name="x.pdf")
    assert (clean.words, layer(clean)) == ("Kim", "Kim")


def test_words_recognised_in_a_scan_help_and_do_not_go_on():
    strokes = b"".join(b"%d 98 2 12 re " % left for left in range(18, 130, 4))
    scan = strokes + b"f q 3 Tr " + SHOW % b"070-123 45 67" + b"Q"
    clean = clean_upload(pdfs.page(scan), name="x.pdf")
    assert clean.words.startswith("070-")
    assert layer(clean) == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ring 19121212-", "1212 om tavlan"), ("Ring 19121212", "-1212 om tavlan"),
        ("Ring 191212", "12-1212 om tavlan"), ("Skriv till bo@exem-", "pel.se nu"),
        ("En stor för-", "bättring blev det"),
    ],
)  # fmt: skip
def test_a_line_ends_where_it_ends_on_the_page(first, second):
    assert clean_upload(pdfs.lines(first, second), name="x.pdf").words == f"{first}\n{second}"


def form(**look: bool) -> bytes:
    """A form that somebody filled in, with or without what the program made of it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdfs.lines("Mål:"))))
    said = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx"}
    field = DictionaryObject({NameObject(key): NameObject(value) for key, value in said.items()})
    field[NameObject("/T")] = TextStringObject("mal")
    field[NameObject("/DA")] = TextStringObject("/Helv 12 Tf 0 g")
    field[NameObject("/Rect")] = pdfs.array(20, 100, 220, 120)
    if look["filled"]:
        field[NameObject("/V")] = TextStringObject("Ställtid 20 minuter")
    kept = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = pdfs.array(kept)
    fields = {NameObject("/Fields"): pdfs.array(kept)}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(fields)
    return files.written(writer)


def test_what_was_filled_in_becomes_part_of_the_page():
    empty, filled = (clean_upload(form(filled=so), name="x.pdf") for so in (False, True))
    assert (empty.words, filled.words) == ("Mål:", "Mål:\nStälltid 20 minuter")
    assert layer(filled) == filled.words
    assert b"/AcroForm" not in filled.content


def remarked(**about: Any) -> bytes:
    """A page with a remark; `looks` says how it is painted."""
    said = {"/Type": "/Annot", "/Subtype": about["kind"]}
    remark = DictionaryObject({NameObject(key): NameObject(value) for key, value in said.items()})
    remark[NameObject("/Contents")] = TextStringObject("Mål: 20 minuter")
    remark[NameObject("/Rect")] = pdfs.array(20, 90, 250, 120)
    return pdfs.with_remark(pdfs.lines("Mål:"), remark, about["looks"])


def test_what_was_typed_over_a_page_becomes_part_of_it():
    typed = remarked(kind="/FreeText", looks=b"BT /F 12 Tf 0 5 Td (20 minuter) Tj ET")
    clean = clean_upload(typed, name="x.pdf")
    assert (clean.words, clean.lost) == ("Mål:\n20 minuter", ("pages",))


@pytest.mark.parametrize(
    ("kind", "looks"),
    [("/Text", b"0 0 9 9 re f"), ("/Highlight", b"0 0 9 9 re f"), ("/FreeText", b"")],
)
def test_of_remarks_that_are_not_painted_the_sender_is_told(kind, looks):
    clean = clean_upload(remarked(kind=kind, looks=looks), name="x.pdf")
    assert (clean.words, clean.lost) == ("Mål:", ("pages", "remarks"))


def test_of_files_in_the_file_the_sender_is_told():
    assert clean_upload(files.telling_pdf(), name="x.pdf").lost == ("pages", "enclosed")


def test_a_document_in_many_letters_is_searched_in_all_of_them():
    signs = [chr(code) for code in range(0x100, 0x100 + 600)]
    places = [(float(n), 0.0, float(n + 1), 9.0) for n in range(600)]
    letters = [Letter(sign, box) for sign, box in zip(signs, places, strict=True)]
    sheet = Sheet(600, 9, imprint(Image.new("RGB", (600, 9), "white")), letters)
    content = assembled([sheet], searchable=True)
    (page,) = PdfReader(io.BytesIO(content), strict=True).pages
    found = page.extract_text().replace("\n", "").replace(" ", "")
    assert all("".join(some) in found for some in batched(signs, 40))


def test_no_more_words_are_kept_than_are_looked_through():
    line = "Ord " * 20
    clean = clean_upload(pdfs.many_pages(line, lines=60, pages=50), name="x.pdf")
    assert len(clean.words) == 200_000
