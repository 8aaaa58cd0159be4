"""A text as it reads: without signs that nobody sees, and with one kind of dash, space and digit.

A number with a soft hyphen, a dash of another kind or full-width digits reads like any other and
points at the same person. The detectors look at the folded text; what they find is carried back to
where it stands in the text as it was written.
"""

import html
import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from forum.identifiers.hits import Hit

# What stands for itself: ASCII, the letters of Western Europe, marks of quotation.
_PLAIN: Final = r"\n -~¡-¦«¬°±´µ»-ÿ“”„’…"
# What changes the sign before it or shows nothing at all: control and format characters, accents
# that stand apart, selectors of variants, fillers.
_MARKS: Final = (
    r"\x00-\x08\x0e-\x1f\x7f\u00ad\u0300-\u036f\u0483-\u0489\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    r"\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_BREAK: Final = r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_ENTITY: Final = r"&(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});"
# What is written so that it is no Markdown stays: otherwise the rest would pass for code or a link.
_ESCAPE: Final = r"\\[!-/:-@\[\\^_{-~]"
_MARKDOWN: Final = frozenset("`]")
# Bold digits within a number are not seen either.
_BOLD: Final = r"(?:(?<=\d)(?:\*\*|__|~~)(?=[-./ ]?\d)|(?<=\d[-./ ])(?:\*\*|__|~~)(?=\d))"
_PIECE: Final = re.compile(
    rf"(?P<bold>{_BOLD})|(?P<sign>{_BREAK}|{_ENTITY}|{_ESCAPE}|[^{_PLAIN}{_MARKS}])[{_MARKS}]*+"
    rf"|[{_PLAIN}]?[{_MARKS}]++"
)
_MARK: Final = re.compile(f"[{_MARKS}]+")
_DASHES: Final = frozenset("\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\u2796")
_ALIKE: Final = {"\u00b7": ".", "\u2027": ".", "\u2219": ".", "\u2044": "/", "\u2215": "/"}
_ALIKE_BLANK: Final = "\u2800"  # a Braille cell without dots


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where its sign begins and ends in the source.

    Both are empty where nothing had to be folded.
    """

    text: str
    source: str
    begins: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the source: whole signs only."""
        return (self.begins[start], self.ends[end - 1]) if self.begins else (start, end)

    def restored(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits in the source, in its order; two in the letters of one sign become one."""
        kept: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: hit.start):
            start, end = self.span(hit.start, hit.end)
            if not kept or start >= kept[-1].end:
                kept.append(Hit(start, end, hit.kind, self.source[start:end], hit.suggestion))
        return kept


def fold(source: str) -> Folded:
    """Fold a text; the work grows linearly with it."""
    parts: list[str] = []
    begins, ends = array("L"), array("L")
    last = 0
    for piece in _PIECE.finditer(source):
        start, end = piece.span()
        sign = _folded(piece)
        parts += (source[last:start], sign)
        begins.extend([*range(last, start), *[start] * len(sign)])
        ends.extend([*range(last + 1, start + 1), *[end] * len(sign)])
        last = end
    if not parts:
        return Folded(source, source, begins, ends)
    parts.append(source[last:])
    begins.extend(range(last, len(source)))
    ends.extend(range(last + 1, len(source) + 1))
    return Folded("".join(parts), source, begins, ends)


def _folded(piece: re.Match[str]) -> str:
    """What a piece reads as; nothing if it is not seen."""
    sign = piece["sign"]
    if sign is None:
        return "" if piece["bold"] else _composed(piece[0])
    if sign[0] == "&":
        known = html.unescape(sign)
        kept = known == sign or known in _MARKDOWN
        return sign if kept else "".join(map(_alike, _MARK.sub("", known)))
    if sign[0] == "\\":
        return sign[1]
    if sign[0] in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    return "".join(_alike(each) for each in _composed(piece[0]))


def _composed(signs: str) -> str:
    """One letter from a letter and its accents; marks that make no letter with it are left out."""
    return _MARK.sub("", unicodedata.normalize("NFC", signs))


def _alike(sign: str) -> str:
    """The plain sign that reads like this one: NFKC, every dash, every space, every digit."""
    kind = unicodedata.category(sign)
    if kind == "Pd" or sign in _DASHES:
        return "-"
    if kind == "Zs" or sign in "\t" + _ALIKE_BLANK:
        return " "
    if kind in {"Nd", "No"}:
        return _number(sign)
    plain = _MARK.sub("", unicodedata.normalize("NFKC", _ALIKE.get(sign, sign)))
    return "-" if plain in _DASHES else plain


def _number(sign: str) -> str:
    """A digit of any script, in a circle or small, as 0 to 9; "½" stays whole."""
    digit = unicodedata.digit(sign, None)
    return str(digit) if digit is not None else sign
