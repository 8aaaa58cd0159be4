"""Reading a JSON Lines file one bounded line at a time, however long the file or a line is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO, Final

MAX_LINE: Final = 10 * 1024 * 1024  # bytes; the longest real thread tried takes 0.1 MB


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, its bytes in the file, and its content.

    `content` is None for a line above MAX_LINE, which is passed over without being held.
    """

    number: int
    size: int
    content: bytes | None


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Yield the lines of an open file; at most one of them is in memory at a time."""
    for number in count(1):
        content = file.readline(MAX_LINE + 1)
        if not content:
            return
        if len(content) > MAX_LINE and not content.endswith(b"\n"):
            yield Line(number, len(content) + _pass_over(file), None)
        else:
            yield Line(number, len(content), content)


def _pass_over(file: BinaryIO) -> int:
    """Read on to the end of the line; return how many bytes that were."""
    passed = 0
    while part := file.readline(MAX_LINE):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed
