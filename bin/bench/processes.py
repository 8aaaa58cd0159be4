"""What the processes of a server take: memory, and time on the processor."""

import os
from collections.abc import Iterator
from pathlib import Path


def of_session(leader: int) -> Iterator[Path]:
    """The folders in /proc of all processes of a session; none where there is no /proc."""
    for process in Path("/proc").glob("[0-9]*"):
        if _fields(process)[3:4] == [str(leader)]:
            yield process


def memory(leader: int) -> float | None:
    """MB of all processes of the session: proportional shares, so that shared pages count once.

    The resident size where the shares may not be read; None without /proc.
    """
    found = [_kilobytes(process) for process in of_session(leader)]
    return sum(found) / 1024 if found else None


def processor_seconds(leader: int) -> float:
    """Seconds all processes of the session have been running; 0 without /proc."""
    ticks = sum(int(one) for process in of_session(leader) for one in _fields(process)[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _fields(process: Path) -> list[str]:
    """What `stat` says after the name of the program; nothing of a process that just ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _kilobytes(process: Path) -> int:
    for name, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (process / name).read_text().splitlines()
        except OSError:
            continue
        return next((int(line.split()[1]) for line in lines if line.startswith(label)), 0)
    return 0
