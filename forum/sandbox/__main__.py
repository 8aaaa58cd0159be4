"""The child: one file on standard input, one verdict on standard output, little of everything.

Run as `python -m forum.sandbox clean` or `text` with an empty environment. It imports no Django,
so it starts in a tenth of a second and knows neither settings nor secrets.
"""

import resource
import sys
import warnings
from collections.abc import Callable
from typing import Final

from forum.sandbox import cleaning, verdict

MEMORY: Final = 512 * 1024 * 1024  # bytes of address space; a 9,000² PNG took 400 MB (measured)
CPU: Final = 5  # seconds; 25 megapixels take two to four
OPEN_FILES: Final = 64


def confine() -> None:
    """Give up memory, time and the right to write files before anything foreign is read."""
    for limit, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (amount, amount))


def task(name: str) -> Callable[[bytes], verdict.Verdict]:
    """What to do with the file; the reader is loaded only when it is asked for."""
    if name == "text":
        from forum.sandbox.reading import read_text  # noqa: PLC0415

        return read_text
    return cleaning.clean


def answer(data: bytes, name: str) -> bytes:
    """Return the verdict on `data` as the parent reads it; any failure becomes a refusal."""
    try:
        return verdict.written(task(name)(data))
    except verdict.Refused as refused:
        return verdict.refusal(refused.code)
    except (MemoryError, RecursionError):
        return verdict.refusal("too_complex")
    except Exception:
        return verdict.refusal("unreadable_file")


if __name__ == "__main__":
    confine()
    warnings.simplefilter("ignore")
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), sys.argv[1]))
