"""PDFs written byte by byte, with a name in each place where programs or people leave one."""

import io
import re
import zlib
from collections.abc import Sequence

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, PdfObject

from tests.forum import files

PAGE = b"/Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]"
CAMERA: dict[str, object] = {
    "qtables": [[3 + n * 7 % 60 for n in range(64)], [2 + n * 11 % 50 for n in range(64)]],
    "subsampling": 0,
}
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(objects: dict[int, bytes], trailer: bytes = b"", tail: bytes = b"") -> bytes:
    """Return a PDF of numbered objects; 1 is its catalogue."""
    out, places = b"%PDF-1.7\n", {}
    for number, held in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, held)
    size, start = max(objects) + 1, len(out)
    rows = (
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n"
        for n in range(size)
    )
    out += b"xref\n0 %d\n" % size + b"".join(rows)
    return out + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n%b" % (
        *(size, trailer),
        *(start, tail),
    )


def stream(said: bytes, content: bytes, times: int = 1) -> bytes:
    """Return a stream object, packed so that no plain search of the file finds what is in it.

    `times` repeats the content without holding it.
    """
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (said, len(packed), packed)


def page(content: bytes, resources: bytes = b"", more: bytes = b"", **objects: bytes) -> bytes:
    """Return a PDF of one page with font /F; `objects` (o10, o11 …) are added by their numbers."""
    added = {int(name[1:]): held for name, held in objects.items()}
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<<%b/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%b>>%b>>"
            % (PAGE, resources, more),
            4: stream(b"", content),
            5: FONT,
            **added,
        }
    )


def lines(*texts: str) -> bytes:
    """Return a PDF with one page, a line for each text."""
    return page(_typed(texts, 12))


def many_pages(line: str, *, lines: int, pages: int) -> bytes:
    """Return a PDF of as many pages, with the same line as often on each."""
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))
    shown = b"<<%b/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % PAGE
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
        4: stream(b"", _typed([line] * lines, 2)),
        5: FONT,
        **{10 + n: shown for n in range(pages)},
    })  # fmt: skip


def _typed(texts: Sequence[str], size: int) -> bytes:
    shown = b"T*".join(b"(%b)Tj " % text.encode("cp1252") for text in texts)
    return b"BT /F %d Tf %d TL 20 150 Td %b ET" % (size, size + 2 if size > 9 else size, shown)


def picture(jpeg: bytes, width: int, height: int, said: bytes = b"") -> bytes:
    """Return a picture as PDFs hold what a camera wrote."""
    return (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB%b"
        b"/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%b\nendstream"
        % (width, height, said, len(jpeg), jpeg)
    )


def array(*held: PdfObject | float) -> ArrayObject:
    """Return pypdf's form of a list."""
    return ArrayObject([one if isinstance(one, PdfObject) else FloatObject(one) for one in held])


def with_remark(content: bytes, remark: DictionaryObject, looks: bytes) -> bytes:
    """Return the PDF with a remark on its first page, painted by `looks` if there are any."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page = writer.pages[0]
    if looks:
        drawing = files.drawn(looks)
        said = {"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form")}
        drawing.update({NameObject(key): value for key, value in said.items()})
        drawing[NameObject("/BBox")] = array(0, 0, 230, 30)
        drawing[NameObject("/Resources")] = page["/Resources"]
        kept = {NameObject("/N"): writer._add_object(drawing)}
        remark[NameObject("/AP")] = DictionaryObject(kept)
    page[NameObject("/Annots")] = array(writer._add_object(remark))
    return files.written(writer)


MARK = re.compile(rb"@([a-z' -]+)@")

# What a PDF of one page may hold, by object number; between two @ stands the place of a name.
OBJECTS = {
    1: b"""<</Type/Catalog/Pages 2 0 R/Metadata 41 0 R/Outlines 42 0 R/StructTreeRoot 44 0 R
        /Names<</Dests<</Names[(@destination@)[3 0 R/Fit]]>>
        /EmbeddedFiles<</Names[(@name of an embedded file@) 46 0 R]>>>>
        /Threads[48 0 R]/PageLabels<</Nums[0<</P(@label of a page@)>>]>>
        /AcroForm<</Fields[49 0 R]/DA(/F 9 Tf)>>
        /OCProperties<</OCGs[50 0 R]/D<</OFF[50 0 R]/Name(@configuration of layers@)>>>>
        /PieceInfo<</A<</Private(@piece info of the catalogue@)>>>>/MarkInfo<</Marked true>>>>""",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1/@key of the page tree@ true>>",
    3: PAGE.join(
        [
            b"<<",
            b"""/Contents 4 0 R/LastModified(@time of change@)/B[51 0 R]
        /PieceInfo<</A<</Private(@piece info of the page@)>>>>/@key of the page@ 1
        /Metadata 41 0 R/Annots[52 0 R 49 0 R]/Resources<<
        /Font<</F_@name of a font@ 5 0 R>>/ExtGState<</G_@name of a state@<</CA 1>>>>
        /XObject<</I_@name of a picture@ 10 0 R/Unseen 11 0 R/Form 12 0 R>>
        /ColorSpace<</C_@name of a colour@ 14 0 R/S 16 0 R>>
        /Properties<</MC0<</Author(@property list@)>>/Off 50 0 R>>>>>>""",
        ]
    ),
    5: b"""<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+@font@/FirstChar 32
        /LastChar 33/Widths[9 9]/FontDescriptor 6 0 R/ToUnicode 7 0 R
        /Encoding<</Differences[200/@glyph@]>>>>""",
    6: b"""<</Type/FontDescriptor/FontName/@described font@/FontFamily(@family of a font@)
        /Flags 32/FontFile 8 0 R>>""",
    16: b"[/Separation/@printing ink@/DeviceGray 17 0 R]",
    14: b"[/ICCBased 15 0 R]",
    40: b"<</Author(@author@)/Company(@company@)/Producer(@program@)>>",
    42: b"<</Type/Outlines/First 43 0 R/Last 43 0 R/Count 1>>",
    43: b"<</Title(@outline@)/Parent 42 0 R>>",
    44: b"<</Type/StructTreeRoot/K 45 0 R/RoleMap<</@role of structure@/P>>>>",
    45: b"""<</Type/StructElem/S/Figure/P 44 0 R/Pg 3 0 R/Alt(@text of structure@)
        /T(@title of structure@)>>""",
    46: b"<</Type/Filespec/F(@path of a file@)/EF<</F 47 0 R>>>>",
    48: b"<</Type/Thread/F 51 0 R/I<</Title(@article@)>>>>",
    49: b"""<</Type/Annot/Subtype/Widget/FT/Tx/T(@field@)/TU(@help of a field@)
        /DV(@default of a field@)/Rect[0 0 0 0]/F 2>>""",
    50: b"<</Type/OCG/Name(@layer@)>>",
    51: b"<</Type/Bead/T 48 0 R/P 3 0 R/R[0 0 9 9]>>",
    52: b"""<</Type/Annot/Subtype/Text/Contents(@remark@)/T(@who made a remark@)/Popup 53 0 R
        /Rect[280 180 290 190]>>""",
    53: b"<</Type/Annot/Subtype/Popup/Parent 52 0 R/Open true/Rect[100 100 200 150]>>",
    54: b"(@object nobody uses@)",
}
STREAMS = {
    4: (
        b"/@key of the content@ 1",
        b"""%@comment@
        q 48 0 0 32 9 9 cm /I_@name of a picture@ Do Q
        /MC0 BDC /Span<</Alt(@alternative text@)/Lang(@language@)/ActualText(@actual text@)>>BDC
        BT /F_@name of a font@ 12 Tf 20 150 Td (Vi matte) Tj ET EMC EMC /@marked point@ MP
        q 9 0 0 9 200 9 cm BI /W 1 /H 1 /CS/G /BPC 8 /@inline picture@(x) ID \x80 EI Q
        /C_@name of a colour@ cs 1 0 0 sc 100 9 20 20 re f /S cs 1 sc 130 9 20 20 re f
        /G_@name of a state@ gs /Form Do
        /OC/Off BDC BT /F_@name of a font@ 9 Tf 20 90 Td (@layer switched off@) Tj ET EMC""",
    ),
    7: (b"", b"%@comment of a map@\n/CMapName/@name of a map@ def"),
    8: (b"/Length1 9", b"%!PS-AdobeFont-1.0: @program of a font@"),
    12: (
        b"""/Type/XObject/Subtype/Form/BBox[0 0 300 200]/PTEX.FileName(D:/@path in a form@/x)
        /Resources<</XObject<</I_@name in a form@ 10 0 R>>>>/LastModified(@time in a form@)
        /PTEX.InfoDict<</Author(@author of a form@)>>""",
        b"q 24 0 0 16 60 9 cm /I_@name in a form@ Do Q %@comment in a form@\n",
    ),
    15: (b"/N 3/Alternate/DeviceRGB", files.profile() + b"@profile of colours@"),
    17: (b"/FunctionType 4/Domain[0 1]/Range[0 1]", b"{ %@comment of a function@\n}"),
    41: (b"/Type/Metadata/Subtype/XML", b"<x:xmpmeta>@xmp@</x:xmpmeta>"),
    47: (b"/Type/EmbeddedFile", b"@embedded file@"),
}
PICTURES = {10: "camera's picture", 11: "picture that is never drawn"}
TRAILER = b"/Info 40 0 R/ID[(@file identifier@)(x)]/Owner(@trailer@)"


class Planted:
    """A PDF with a name of its own in each place; `names` says which stands where."""

    def __init__(self) -> None:
        self.names: dict[str, bytes] = {}
        objects = {number: self._named(held) for number, held in OBJECTS.items()}
        for number, (said, content) in STREAMS.items():
            objects[number] = stream(self._named(said), self._named(content))
        for number, place in PICTURES.items():
            objects[number] = self._picture(place)
        tail = b"%" + self._name("behind the end")
        self.content = pdf(objects, self._named(TRAILER), tail)

    def _name(self, place: str) -> bytes:
        return self.names.setdefault(place, b"Annika%03dQ" % len(self.names))

    def _named(self, held: bytes) -> bytes:
        return MARK.sub(lambda found: self._name(found[1].decode()), held)

    def _picture(self, place: str) -> bytes:
        """A photograph as a camera writes it, with what programs of typesetting add."""
        exif = Image.Exif()
        exif[0x013B] = self._name(place).decode()
        jpeg = files.encoded(files.two_halves(), "JPEG", exif=exif, **CAMERA)
        said = self._named(b"/PTEX.FileName(@path of a picture@)/Metadata 41 0 R")
        return picture(jpeg, 48, 32, said)
