"""Files as people and attackers send them, made here byte by byte."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

SECRET = b"HEMLIGT-kim@example.org"  # planted wherever a format lets it lie
RED, BLUE = (200, 20, 20), (20, 20, 200)
TRANSPOSED = 6  # EXIF orientation: turn a quarter clockwise to show


def two_halves(mode: str = "RGB") -> Image.Image:
    """Return a picture 48 × 32, red to the left and blue to the right."""
    image = Image.new("RGB", (48, 32), RED)
    image.paste(BLUE, (24, 0, 48, 32))
    return image.convert(mode)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def heic(picture: Image.Image, **options: object) -> bytes:
    """Return the picture as a telephone would store it."""
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=90, **options)
    return out.getvalue()


def telling_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = exif[0x013B] = exif[0x8298] = SECRET.decode()  # make, artist, copyright
    exif.get_ifd(0x8825)[29] = SECRET.decode()  # GPS date stamp
    return exif


def profile() -> bytes:
    """Return an sRGB profile with the secret behind its last tag."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain + SECRET


def telling_picture(form: str, orientation: int = 1) -> bytes:
    """Return a picture with the secret in every place its format offers."""
    options: dict[str, object] = {"exif": telling_exif(orientation), "icc_profile": profile()}
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET.decode())
        text.add_text("Zipped", SECRET.decode(), zip=True)
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return encoded(two_halves(), form, pnginfo=text, **options)
    if form == "JPEG":
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x17" + SECRET
        data = encoded(two_halves(), form, quality=95, comment=SECRET, xmp=xmp, **options)
        return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + SECRET
    return encoded(two_halves(), form, quality=95, xmp=xmp, **options)


def png_of(width: int, height: int) -> bytes:
    """Return a PNG of one colour, however large, made without its pixels in memory at once."""
    packer = zlib.compressobj(9)
    row = b"\x00" * (1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    """Return a PDF of blank pages with nothing to tell."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 100)
    return written(writer)


def drawn(content: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(content)
    return stream


def written_pdf(*lines: str) -> bytes:
    """Return a PDF with a page for each line, as a program that writes reports would."""
    writer = PdfWriter()
    named = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named["/Encoding"] = "/WinAnsiEncoding"
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in named.items()})
    fonts = DictionaryObject({NameObject("/F"): font})
    for line in lines:
        page = writer.add_blank_page(400, 100)
        show = b"BT /F 12 Tf 9 50 Td (" + line.encode("cp1252") + b") Tj ET"
        page[NameObject("/Contents")] = writer._add_object(drawn(show))
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return written(writer)


def photograph(jpeg: bytes) -> StreamObject:
    """Return a picture stream as PDF programs embed a camera's file."""
    stream = drawn(jpeg)
    shape = {"/Width": 48, "/Height": 32, "/BitsPerComponent": 8}
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceRGB"}
    stream.update({NameObject(key): NumberObject(value) for key, value in shape.items()})
    stream.update({NameObject(key): NameObject(value) for key, value in names.items()})
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    stream[NameObject("/Metadata")] = drawn(SECRET)
    stream[NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/App"): TextStringObject(SECRET.decode())}
    )
    return stream


def telling_pdf() -> bytes:
    """Return a PDF that acts, identifies its maker and carries files."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject(
                {NameObject("/Foto"): writer._add_object(photograph(telling_picture("JPEG")))}
            )
        }
    )
    page[NameObject("/Contents")] = writer._add_object(drawn(b"q 48 0 0 32 0 0 cm /Foto Do Q"))
    _act(writer)
    _identify(writer)
    return written(writer)


def _act(writer: PdfWriter) -> None:
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(SECRET.decode())}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.add_attachment("lista.txt", SECRET)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"https://example.org/{SECRET.decode()}"))
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = launch
    opened = DictionaryObject({NameObject("/O"): launch, NameObject("/C"): action})
    writer.root_object[NameObject("/AA")] = opened
    writer.pages[0][NameObject("/AA")] = opened


def _identify(writer: PdfWriter) -> None:
    writer.add_metadata({"/Author": SECRET.decode(), "/Company": SECRET.decode()})
    writer.add_outline_item(title=SECRET.decode(), page_number=0)
    page = writer.pages[0]
    page[NameObject("/Metadata")] = writer._add_object(drawn(SECRET))
    page[NameObject("/Thumb")] = writer._add_object(drawn(SECRET))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(drawn(SECRET))
    writer._ID = ArrayObject([TextStringObject(SECRET.decode())] * 2)


def locked_pdf(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user_password=password, owner_password="x", algorithm="AES-256")
    return written(writer)
