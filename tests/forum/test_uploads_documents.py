"""A PDF that was attached shows its pages and does nothing else."""

import io
import struct
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from forum.uploads import UploadRefused, clean_upload
from tests.forum import files

ACTIVE = [
    *(b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/EmbeddedFile", b"/Names"),
    *(b"/Annots", b"/URI", b"/AcroForm", b"/Outlines", b"/Metadata", b"/Info", b"/PieceInfo"),
    *(b"/Author", b"/Producer", b"/Thumb", b"/ID", b"cmd.exe", b"lista.txt", b"Exif", b"adobe"),
]


def unpacked(content: bytes) -> bytes:
    """Return the file with every stream opened, as a byte scan would need it."""
    reader = PdfReader(io.BytesIO(content))
    streams: list[Any] = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    opened = [stream.get_data() for stream in streams if hasattr(stream, "get_data")]
    return content + b"".join(opened)


def test_nothing_that_acts_or_tells_who_made_it_survives():
    dirty = files.telling_pdf()
    assert sum(mark in dirty for mark in ACTIVE) > 15  # the probe would see it
    clean = clean_upload(dirty, name="rapport.pdf")
    scanned = unpacked(clean.content)
    assert [mark for mark in (*ACTIVE, files.SECRET) if mark in scanned] == []


def test_the_pages_show_what_they_showed():
    clean = clean_upload(files.telling_pdf(), name="rapport.pdf")
    page: Any = PdfReader(io.BytesIO(clean.content), strict=True).pages[0]
    assert page.get_contents().get_data() == b"q 48 0 0 32 0 0 cm /Foto Do Q"
    assert page.images[0].image.size == (48, 32)
    assert (page.mediabox.width, page.mediabox.height) == (200, 100)


def test_the_answer_describes_a_document():
    clean = clean_upload(files.pdf(pages=2), name="Årsrapport.docx")
    assert (clean.content_type, clean.extension) == ("application/pdf", ".pdf")
    assert (clean.name, clean.width, clean.height) == ("Årsrapport.pdf", None, None)
    assert len(PdfReader(io.BytesIO(clean.content)).pages) == 2


def with_stream(stream: StreamObject) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(9, 9)[NameObject("/Contents")] = writer._add_object(stream)
    return files.written(writer)


def test_a_photograph_wrapped_in_a_second_filter_is_cleaned_too():
    photo = files.photograph(files.telling_picture("JPEG"))
    wrapped = files.drawn(photo.get_data()).flate_encode()
    wrapped.update({key: value for key, value in photo.items() if key != "/Filter"})
    names = [NameObject("/FlateDecode"), NameObject("/DCTDecode")]
    wrapped[NameObject("/Filter")] = ArrayObject(names)
    clean = clean_upload(with_stream(wrapped), name="x.pdf")
    assert files.SECRET not in unpacked(clean.content)


def test_a_scanned_page_in_jpeg_2000_is_cleaned_and_stays_readable():
    whole = files.encoded(files.two_halves(), "JPEG2000")
    box = struct.pack(">I4s", 8 + len(files.SECRET), b"xml ") + files.SECRET
    scan = files.drawn(whole[:32] + box + whole[32:])  # after signature and file type
    scan[NameObject("/Filter")] = NameObject("/JPXDecode")
    clean = clean_upload(with_stream(scan), name="x.pdf")
    assert files.SECRET not in clean.content
    assert whole in clean.content


def test_what_a_photograph_needs_to_be_decoded_is_kept():
    photo = files.photograph(files.encoded(files.two_halves(), "JPEG"))
    colours = DictionaryObject({NameObject("/ColorTransform"): NumberObject(0)})
    photo[NameObject("/DecodeParms")] = colours
    clean = clean_upload(with_stream(photo), name="x.pdf")
    assert b"/ColorTransform 0" in clean.content


@pytest.mark.parametrize("password", ["", "hemligt"])
def test_a_protected_pdf_is_refused(password):
    with pytest.raises(UploadRefused) as refused:
        clean_upload(files.locked_pdf(password), name="x.pdf")
    assert refused.value.code == "encrypted_file"


def test_a_pdf_has_a_last_page():
    assert clean_upload(files.pdf(pages=200), name="x.pdf").content
    with pytest.raises(UploadRefused) as refused:
        clean_upload(files.pdf(pages=201), name="x.pdf")
    assert refused.value.code == "too_complex"


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(UploadRefused) as refused:
        clean_upload(files.pdf(pages=0), name="x.pdf")
    assert refused.value.code == "unreadable_file"


def test_what_hangs_behind_the_end_of_a_pdf_is_left_behind():
    clean = clean_upload(files.pdf() + b"PK\x03\x04 <script>", name="x.pdf")
    assert b"<script>" not in clean.content
