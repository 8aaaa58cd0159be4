"""A PDF from pictures of pages, every byte of which is written here.

Words are laid over the pictures in a font that paints nothing, so that they can be searched, copied
and read aloud (ISO 32000-1, 9.6.5: a Type 3 font, whose only glyph is empty here).
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import batched, groupby
from typing import Final

from forum.sandbox.imprints import Imprint
from forum.sandbox.words import Letter, Word, utf_16, words_of

CODES: Final = 255  # of one font: a byte, without 0
_HEADER: Final = b"%PDF-1.4\n%\xe5\xe4\xf6\xc5\n"  # bytes above 127 tell it is no text


@dataclass(frozen=True)
class Sheet:
    """A page made anew: its size in points as shown, its picture, and what is read on it.

    `has_remarks`: it had some that open on a click, which are not painted.
    """

    width: float
    height: float
    imprint: Imprint
    letters: list[Letter]
    has_remarks: bool = False


def assembled(sheets: Iterable[Sheet], *, searchable: bool) -> bytes:
    """Return the PDF; `searchable` lays over each picture the words painted on it."""
    file = _File()
    catalogue, pages, fonts = file.reserve(), file.reserve(), _Fonts()
    faces = file.reserve()
    kids = []
    for sheet in sheets:
        words = "".join(fonts.laid(word, sheet) for word in words_of(sheet.letters) if searchable)
        kids.append(file.add(_page(file, sheet, words, pages, faces)))
    file.put(faces, fonts.written_to(file))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    file.put(pages, f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>")
    file.put(catalogue, f"<</Type/Catalog/Pages {pages} 0 R>>")
    return file.content(catalogue)


def _page(file: "_File", sheet: Sheet, words: str, parent: int, faces: int) -> str:
    picture, size = sheet.imprint, f"{sheet.width:.2f} {sheet.height:.2f}"
    image = file.stream(
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
        f"/ColorSpace/{picture.colours}/BitsPerComponent {picture.bits}/Filter/{picture.packing}",
        picture.content,
    )
    drawn = f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /I Do Q\n{words}"
    contents = file.stream("/Filter/FlateDecode", zlib.compress(drawn.encode()))
    return (
        f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {size}]/Contents {contents} 0 R"
        f"/Resources<</XObject<</I {image} 0 R>>/Font {faces} 0 R>>>>"
    )


class _Fonts:
    """As many fonts as the characters of the document need, each of CODES."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def laid(self, word: Word, sheet: Sheet) -> str:
        """The operators that lay a word over its place in the picture."""
        across, down = sheet.width / sheet.imprint.width, sheet.height / sheet.imprint.height
        left, top, right, bottom = word.box
        letters = len(word.text.rstrip()) or 1
        wide = max(right - left, 1) * across / letters
        high, low = max(bottom - top, 1) * down, sheet.height - bottom * down
        at, drawn = left * across, []
        for font, run in groupby(self._codes(word.text), key=lambda place: place[0]):
            codes = bytes(code for _font, code in run)
            drawn.append(
                f"BT /F{font} 1 Tf {wide:.3f} 0 0 {high:.3f} {at:.3f} {low:.3f} Tm"
                f" <{codes.hex()}> Tj ET\n"
            )
            at += wide * len(codes)
        return "".join(drawn)

    def _codes(self, text: str) -> list[tuple[int, int]]:
        """The font and the code of each character."""
        numbers = (self.places.setdefault(sign, len(self.places)) for sign in text)
        return [(number // CODES, number % CODES + 1) for number in numbers]

    def written_to(self, file: "_File") -> str:
        """The dictionary of the fonts, which stand in the file then."""
        glyph = file.stream("", b"1 0 d0")
        fonts = enumerate(batched(self.places, CODES))
        listed = "".join(f"/F{n} {file.add(_font(file, signs, glyph))} 0 R" for n, signs in fonts)
        return f"<<{listed}>>"


def _font(file: "_File", signs: tuple[str, ...], glyph: int) -> str:
    """A font whose code n means the nth of the signs and paints nothing."""
    meanings = file.stream("/Filter/FlateDecode", zlib.compress(_meanings(signs).encode()))
    last = len(signs)
    return (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/Resources<<>>"
        f"/CharProcs<</n {glyph} 0 R>>/Encoding<</Type/Encoding/Differences[1{'/n' * last}]>>"
        f"/FirstChar 1/LastChar {last}/Widths[{'1 ' * last}]/ToUnicode {meanings} 0 R>>"
    )


def _meanings(signs: tuple[str, ...]) -> str:
    """The map from codes to characters (Adobe Technical Note 5411)."""
    units = (utf_16(sign)[0].hex() for sign in signs)
    lines = [f"<{code:02x}> <{meaning}>" for code, meaning in enumerate(units, 1)]
    blocks = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n"
        for block in batched(lines, 100)
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
        "/CMapName /W def\n/CMapType 2 def\n1 begincodespacerange\n<01> <ff>\n"
        f"endcodespacerange\n{blocks}endcmap\nend\nend\n"
    )


class _File:
    """Numbered objects, and the file they make."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def reserve(self) -> int:
        """Return a number whose object is `put` later."""
        self.objects.append(b"null")
        return len(self.objects)

    def put(self, number: int, written: str) -> None:
        """Say what a reserved number is."""
        self.objects[number - 1] = written.encode()

    def add(self, written: str) -> int:
        """Add an object, and return its number."""
        self.objects.append(written.encode())
        return len(self.objects)

    def stream(self, said: str, content: bytes) -> int:
        """Add a stream with what its dictionary says beside its length."""
        head = f"<<{said}/Length {len(content)}>>stream\n".encode()
        self.objects.append(head + content + b"\nendstream")
        return len(self.objects)

    def content(self, root: int) -> bytes:
        """Return the whole file, with the place of each object in the end."""
        parts, places, at = [_HEADER], [], len(_HEADER)
        for number, held in enumerate(self.objects, 1):
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, held))
            places.append(b"%010d 00000 n \n" % at)
            at += len(parts[-1])
        size = len(places) + 1
        table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, b"".join(places))
        trailer = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, at)
        return b"".join([*parts, table, trailer])
