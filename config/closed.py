"""What goes on in a process stays in it: no core files, no words of people in what it reports.

docs/operations.md, "The live moment", says what whoever runs the machine does for the same end.
"""

import sys
import threading

import structlog

from accounts.faults import described

try:
    import resource
except ImportError:  # not a Unix
    resource = None  # type: ignore[assignment]

log = structlog.get_logger("tillit.process")


def leave_no_core() -> None:
    """Write no core file when the process dies, nor may its children: memory holds what is sent."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say_no_words() -> None:
    """Say of errors that nobody catches what kind they are and where, as of all others."""
    threading.excepthook = lambda failed: _tell("thread_failed", failed.exc_value)
    sys.unraisablehook = lambda failed: _tell("unraisable", failed.exc_value)


def _tell(event: str, error: BaseException | None) -> None:
    log.error(event, exception=described(error))
