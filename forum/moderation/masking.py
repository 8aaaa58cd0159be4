"""Masking a text: which characters a mask covers, and what stands in their place.

A mark is always as long, so that it does not tell how much it covers. What a mask touches it covers
to the end where half of it would still say the rest: a letter with its accents, an address, and
code whose one end would be left open. Offsets count characters of the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from forum.errors import PassageNotFound
from forum.identifiers.markup import silent_spans

MARK: Final = "▇▇▇▇"
CUT: Final = "…"

type Range = tuple[int, int]
type Ranges = list[Range]

_JOINER: Final = "\u200d"
_FLAGS: Final = range(0x1F1E6, 0x1F200)  # letters that make a flag in pairs
_SKINS: Final = range(0x1F3FB, 0x1F400)
_HIGH: Final = range(0xD800, 0xDC00)  # halves of a pair, as a careless JSON writer leaves them
_LOW: Final = range(0xDC00, 0xE000)
_ADDRESSES: Final = [
    # inside a link or a picture, with parentheses of its own
    re.compile(r"\]\(\s*(<[^<>\n]*>|(?:\\.|[^\s()\\]|\((?:[^\s()]|\([^\s()]*\))*\))+)"),
    re.compile(r"\]:\s*(<[^<>\n]*>|\S+)"),  # of a reference
    re.compile(r"<([^\s<>]+)>"),
    re.compile(r"((?:https?://|mailto:|www\.)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?*_\"'])", re.I),
]


def find_passages(text: str, passages: Iterable[str]) -> Ranges:
    """Every place where one of the passages stands, capitals and all; a space is any white space.

    Raises PassageNotFound unless each of them stands somewhere.
    """
    found = [occurrences(text, [passage]) for passage in passages]
    if not found or not all(found):
        raise PassageNotFound
    return sorted(one for places in found for one in places)


def occurrences(text: str, passages: Iterable[str]) -> Ranges:
    """The places of those that stand in the text, overlapping ones too."""
    words = [passage.split() for passage in passages]
    patterns = [rf"(?=({r'\s+'.join(map(re.escape, one))}))" for one in words if one]
    return [match.span(1) for pattern in patterns for match in re.finditer(pattern, text)]


def settled(text: str, ranges: Iterable[Range]) -> Ranges:
    """The ranges within the text, widened to whole signs and addresses, ordered and apart."""
    apart: Ranges = []
    for start, end in sorted(_widened(text, ranges)):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def pieces(text: str, ranges: Iterable[Range]) -> list[str]:
    """What the ranges hold."""
    return [text[max(start, 0) : max(end, 0)] for start, end in ranges]


def masked(text: str, ranges: Ranges) -> str:
    """The text with a mark in place of each range; they are ordered and apart."""
    edges = [0, *(edge for one in ranges for edge in one), len(text)]
    return MARK.join(text[start:end] for start, end in list(pairwise(edges))[::2])


def moved(masks: Ranges, gone: Ranges) -> Ranges:
    """Where masks stand once the ranges gone have become marks; those all gone are left out."""
    kept = [(_shifted(start, gone, True), _shifted(end, gone, False)) for start, end in masks]
    return [(start, end) for start, end in kept if start < end]


def shortened(text: str, limit: int | None) -> str:
    """The text as a column takes it: marks may be longer than what they cover."""
    return text if limit is None or len(text) <= limit else text[: limit - 1] + CUT


def _widened(text: str, ranges: Iterable[Range]) -> Iterator[Range]:
    addresses = {found.span(1) for pattern in _ADDRESSES for found in pattern.finditer(text)}
    code = set(silent_spans(text)) - addresses
    for first, last in ranges:
        before, now = None, (max(first, 0), min(last, len(text)))
        while now[0] < now[1] and before != now:
            before = now
            touched = [now, *_overlapping(now, addresses), *_crossing(now, code)]
            now = _edges(text, min(one for one, _ in touched), max(one for _, one in touched))
        if now[0] < now[1]:
            yield now


def _overlapping(here: Range, spans: Iterable[Range]) -> Iterator[Range]:
    start, end = here
    return (one for one in spans if one[0] < end and start < one[1])


def _crossing(here: Range, spans: Iterable[Range]) -> Iterator[Range]:
    """Those of which one end is inside the range and one outside."""
    start, end = here
    return (one for one in spans if (start < one[0] < end) != (start < one[1] < end))


def _edges(text: str, start: int, end: int) -> Range:
    """The range with the whole of its first and last sign."""
    while start > 0 and _are_one(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _are_one(text[end - 1], text[end]):
        end += 1
    return start, end


def _are_one(before: str, after: str) -> bool:
    """Tell whether two characters make one sign: accents, joined emoji, flags, surrogates."""
    if unicodedata.category(after)[0] == "M" or _JOINER in {before, after}:
        return True
    first, second = ord(before), ord(after)
    pairs = ((_FLAGS, _FLAGS), (_HIGH, _LOW), (range(0xD, 0xE), range(0xA, 0xB)))
    return second in _SKINS or any(first in one and second in other for one, other in pairs)


def _shifted(position: int, gone: Ranges, is_start: bool) -> int:
    """A position in the text with marks; a start inside a mark is behind it, an end before it."""
    shift = 0
    for start, end in gone:
        if start <= position < end if is_start else start < position <= end:
            return start + shift + (len(MARK) if is_start else 0)
        if end <= position:
            shift += len(MARK) - (end - start)
    return position + shift
