"""One page of a PDF: what it shows as a picture, and the words in that."""

from functools import partial
from math import sqrt
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from forum.sandbox.assembling import Sheet
from forum.sandbox.imprints import imprint
from forum.sandbox.lettering import letters_of
from forum.sandbox.verdict import Refused

POINTS: Final = 72  # an inch of a PDF
FINE: Final = 200  # dots an inch: the smallest print of a form is legible, on paper too
COARSE: Final = 150  # for long documents: 11-point text is clear on a screen
FINE_PAGES: Final = 40
MAX_PIXELS: Final = 8_800_000  # A3 at 200 dots an inch; larger drawings are made smaller
MAX_SIDE: Final = 20_000  # pixels of a banner
EMPTY: Final = 2  # bytes of a text without letters, its end included
TYPED: Final = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET})


def painted(document: pdfium.PdfDocument, number: int) -> Sheet:
    """Return page `number` as it looks when opened, with its form filled in and its remarks.

    Layers that are switched off stay out, and so does what lies outside the page or under
    something else. Refused: unreadable_file for a page that cannot be painted.
    """
    page, has_remarks = _flat(document, number)
    width, height = page.get_size()
    scale = scale_for(width, height, FINE if len(document) <= FINE_PAGES else COARSE)
    try:
        picture = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()
        letters = letters_of(page, picture)
    finally:
        page.close()
    return Sheet(width, height, imprint(picture), letters, has_remarks)


def _flat(document: pdfium.PdfDocument, number: int) -> tuple[pdfium.PdfPage, bool]:
    """Open a page with its fields and remarks made part of it, so that they are painted too."""
    try:
        page = document[number]
        has_remarks = any(map(partial(_stays_unpainted, page), range(_remarks(page))))
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        return document[number], has_remarks
    except pdfium.PdfiumError as error:
        raise Refused("unreadable_file") from error


def _remarks(page: pdfium.PdfPage) -> int:
    return int(raw.FPDFPage_GetAnnotCount(page))


def _stays_unpainted(page: pdfium.PdfPage, index: int) -> bool:
    """Tell whether something is written in a remark that does not stand on the page."""
    remark = raw.FPDFPage_GetAnnot(page, index)
    if not remark:
        return False
    written = raw.FPDFAnnot_GetStringValue(remark, b"Contents", None, 0) > EMPTY
    typed = raw.FPDFAnnot_GetSubtype(remark) in TYPED
    looks = raw.FPDFAnnot_GetAP(remark, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > EMPTY
    raw.FPDFPage_CloseAnnot(remark)
    return written and not (typed and looks)


def scale_for(width: float, height: float, dots: int) -> float:
    """Return pixels per point for a page of that size: `dots` an inch, or fewer if it is large."""
    if not (width > 0 and height > 0):
        raise Refused("unreadable_file")
    wished = dots / POINTS
    return min(wished, sqrt(MAX_PIXELS / (width * height)), MAX_SIDE / max(width, height))
