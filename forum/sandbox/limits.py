"""What the child may use: little memory, little time, no new file and no network."""

import resource
from typing import Final

MEMORY: Final = 512 * 1024 * 1024  # bytes of address space; a 9,000² PNG took 400 MB (measured)
CPU: Final = 5  # seconds; 25 megapixels take two to four
CPU_PER_PAGE: Final = 0.2  # seconds more for each page of a PDF; dense ones use 0.1 (measured)
CPU_MOST: Final = 45  # seconds for 200 pages, and for whatever else
OPEN_FILES: Final = 64
MOST_BYTES: Final = 40 * 1024 * 1024  # of what is made anew: twice the largest file taken


def confine() -> None:
    """Give up memory, time and the right to write files before anything foreign is read."""
    for limit, amount, most in (
        (resource.RLIMIT_AS, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, CPU, CPU_MOST),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(limit, (amount, most))


def open_nothing_more() -> None:
    """Give up opening files and sockets; every module has to be imported by now.

    So the fonts of the machine are out of reach too, and a page looks the same wherever it is made.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def take_time_for(pages: int) -> None:
    """Allow for as many pages: a single one that takes long is stopped soon all the same."""
    seconds = min(CPU + int(pages * CPU_PER_PAGE), CPU_MOST)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, CPU_MOST))
