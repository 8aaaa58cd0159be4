"""What may be said of an error: its kind and where it happened, never what it says.

The message of an exception quotes what it is about: a row that clashed, a text that could not be
parsed, an address a mail server refused. Logs, reports and the records of background work are kept
longer than what they would quote, and read by others (design.md T5).
"""

from traceback import extract_tb
from types import TracebackType
from typing import Any

FRAMES = 30


def kind_of(error: BaseException) -> str:
    """The dotted name of its class."""
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def causes_of(error: BaseException) -> list[BaseException]:
    """What it came of, nearest first."""
    found: list[BaseException] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found


def places_in(traceback: TracebackType | None) -> list[str]:
    """Where it happened, innermost last: places in the code, no values of variables."""
    frames = extract_tb(traceback)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def described(error: BaseException | None) -> list[dict[str, Any]]:
    """An error and what it came of, as structured logs hold it."""
    if error is None:
        return []
    chain = [error, *causes_of(error)]
    return [{"error": kind_of(one), "frames": places_in(one.__traceback__)} for one in chain]


def as_text(error: BaseException | None) -> str:
    """The same as lines, for people."""
    lines = [[one["error"], *(f"  {place}" for place in one["frames"])] for one in described(error)]
    return "\n".join(line for one in lines for line in one)
