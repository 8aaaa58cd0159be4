"""What differs between two texts, in pieces a reader can follow: kept, taken out, put in.

Lines are compared first and the words only of lines that differ: comparing words takes time with
the square of their number, and a section may hold forty thousand characters.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

SAME: Final = "same"
OUT: Final = "out"
IN: Final = "in"
KINDS: Final = (SAME, OUT, IN)
MOST: Final = 4_000  # lines, or words; of more the one is shown as taken out and the other put in

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

type Run = tuple[Sequence[str], Sequence[str]]


class Piece(NamedTuple):
    """A run of text, and whether it was there before and is there after."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one run of pieces: without `in` it reads as before, without `out` after."""
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return list(_joined(piece for run in _runs(*lines) for piece in _in_words(*run)))


def _in_words(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if before == after:
        yield Piece(SAME, "".join(before))
        return
    words = _WORDS.findall("".join(before)), _WORDS.findall("".join(after))
    for one, other in _runs(*words):
        if one == other:
            yield Piece(SAME, "".join(one))
        else:
            yield from (Piece(OUT, "".join(one)), Piece(IN, "".join(other)))


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """Runs of parts that belong together, the same on both sides or not."""
    if max(len(before), len(after)) > MOST:
        yield before, after
        return
    gap = (0, 0)
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            yield before[gap[0] : step.src_start], after[gap[1] : step.dest_start]
            yield before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]
            gap = (step.src_end, step.dest_end)
    yield before[gap[0] :], after[gap[1] :]


def _joined(parts: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one piece; empty ones are left out."""
    held = Piece(SAME, "")
    for part in filter(lambda one: one.text, parts):
        if part.kind == held.kind:
            held = Piece(part.kind, held.text + part.text)
            continue
        yield from filter(lambda one: one.text, [held])
        held = part
    yield from filter(lambda one: one.text, [held])
