"""The letters that are seen on a page, and nothing else.

Hidden words are the oldest leak of PDFs: under a black bar, in white, under a photograph, in
alternative texts. A letter counts here when the page looks different without it.
"""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdfium2 import raw

from forum.sandbox.words import Box, Letter

DEPTH: Final = 15  # levels of drawings within drawings
FAINT: Final = 10  # of 255: what differs less than that nobody sees
INK: Final = 40  # of 255: what a scan differs by where letters were recognised in it
SIDE: Final = 1_500  # pixels of the pictures compared: letters are some ten pixels high
HYPHENS: Final = frozenset({0x02, 0xFFFE})  # how PDFium gives one that ends a line
LINE_FEED: Final = 0x0A
CARRIAGE_RETURN: Final = 0x0D  # PDFium ends lines with both
UNPAINTED: Final = raw.FPDF_TEXTRENDERMODE_INVISIBLE


def letters_of(page: pdfium.PdfPage, picture: Image.Image) -> list[Letter]:
    """Return what can be read on the page, in reading order; the page has no letters afterwards."""
    runs = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=DEPTH))
    if not runs:
        return []
    for run in runs:
        _forget_alternatives(run)
    text = page.get_textpage()
    try:
        return list(_letters(text, _Seen(page, picture, runs)))
    finally:
        text.close()


def _letters(text: pdfium.PdfTextPage, seen: "_Seen") -> Iterator[Letter]:
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code == LINE_FEED:
            yield Letter("\n")
        elif code == CARRIAGE_RETURN:
            continue
        elif raw.FPDFText_IsGenerated(text, index) or chr(code).isspace():
            yield Letter(" ")
        else:
            box, painted = seen.at(text, index)
            yield from _as_letters(code, box, painted=painted) if box else ()


def _as_letters(code: int, box: Box, *, painted: bool) -> Iterator[Letter]:
    """One letter, with the end of its line where PDFium has joined two lines at a hyphen."""
    if code in HYPHENS:
        yield Letter("-", box, painted)
        yield Letter("\n")
    elif code:
        yield Letter(chr(code), box, painted)


class _Seen:
    """Where letters are seen: the page's picture, compared with one in which no letter is."""

    def __init__(self, page: pdfium.PdfPage, picture: Image.Image, runs: list[Any]) -> None:
        self.unpainted = {_address(run) for run in runs if _mode(run) == UNPAINTED}
        self.paper = picture.convert("L")
        self.place = _placing(page, picture.size)
        self.shrink = min(1.0, SIDE / max(picture.size))
        scale = picture.width / page.get_width() * self.shrink
        whole = _grey(page, scale)
        for run in runs:
            raw.FPDFTextObj_SetTextRenderMode(run, UNPAINTED)
        difference = ImageChops.difference(whole, _grey(page, scale))
        self.width, self.height = difference.size
        self.differs = difference.point(lambda level: 255 if level > FAINT else 0).tobytes()

    def at(self, text: pdfium.PdfTextPage, index: int) -> tuple[Box | None, bool]:
        """Where the letter is seen, or None; and whether it is painted itself."""
        box = self.place(text.get_charbox(index))
        painted = _address(raw.FPDFText_GetTextObject(text, index)) not in self.unpainted
        is_seen = self._is_painted(box) if painted else self._is_on_ink(box)
        return (box if is_seen else None), painted

    def _is_painted(self, box: Box) -> bool:
        left, top, right, bottom = (int(edge * self.shrink) for edge in box)
        first, last = max(left, 0), min(right + 1, self.width)
        rows = range(max(top, 0), min(bottom + 1, self.height))
        return any(
            self.differs.find(255, row * self.width + first, row * self.width + last) >= 0
            for row in rows
        )

    def _is_on_ink(self, box: Box) -> bool:
        left, top, right, bottom = map(int, box)
        tones = self.paper.crop((left, top, right + 1, bottom + 1)).tobytes()
        return max(tones) - min(tones) > INK


def _grey(page: pdfium.PdfPage, scale: float) -> Image.Image:
    shown = page.render(scale=scale, may_draw_forms=False, draw_annots=False, grayscale=True)
    grey: Image.Image = shown.to_pil()
    return grey


def _placing(page: pdfium.PdfPage, size: tuple[int, int]) -> Callable[[Box], Box]:
    """Return what turns a box of the page's own space into pixels of its picture.

    A page may be turned, cut, and measured from anywhere; PDFium knows.
    """
    fine = 1_000  # PDFium answers in whole pixels

    def point(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        wide, high = (side * fine for side in size)
        raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
        return across.value / fine, down.value / fine

    (x0, y0), (x1, y1), (x2, y2) = point(0, 0), point(100, 0), point(0, 100)
    ax, ay, bx, by = (x1 - x0) / 100, (y1 - y0) / 100, (x2 - x0) / 100, (y2 - y0) / 100

    def place(box: Box) -> Box:
        left, low, right, high = box
        xs = [x0 + x * ax + y * bx for x, y in ((left, low), (right, high))]
        ys = [y0 + x * ay + y * by for x, y in ((left, low), (right, high))]
        return min(xs), min(ys), max(xs), max(ys)

    return place


def _forget_alternatives(run: Any) -> None:
    """Take off marks, which may hold another text to be read in place of what is painted."""
    for _each in range(raw.FPDFPageObj_CountMarks(run)):
        raw.FPDFPageObj_RemoveMark(run, raw.FPDFPageObj_GetMark(run, 0))


def _mode(run: Any) -> int:
    return int(raw.FPDFTextObj_GetTextRenderMode(run))


def _address(run: Any) -> int:
    """The same number for the same run of letters, however it was found."""
    pointer = getattr(run, "raw", run)
    return ctypes.addressof(pointer.contents) if pointer else 0
