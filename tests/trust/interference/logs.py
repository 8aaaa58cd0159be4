"""The lines of the log, as they would be written."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from config.logs import QUIET
from tests.trust.interference.trace import Trace

# Each line says when its request came and how long it took: known, and true of any log.
ITS_OWN = ("ms", "timestamp")


class Handler(logging.Handler):
    """Notes what Django and libraries log."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def emit(self, record: logging.LogRecord) -> None:
        """Note a record's text."""
        self._trace.note("a line of the log", f"{record.name} {record.getMessage()}")


@contextmanager
def listening(trace: Trace) -> Iterator[None]:
    """Note every line logged meanwhile, and print none."""

    def take(_logger: Any, _name: str, event: Any) -> Any:
        line = {name: value for name, value in event.items() if name not in ITS_OWN}
        trace.note("a line of the log", repr(sorted(line.items())))
        raise structlog.DropEvent

    processors = structlog.get_config()["processors"]
    place = len(processors) - 1
    processors.insert(place, take)  # in the list itself: loggers made before hold it too
    quiet = [logging.getLogger(name) for name in QUIET]  # they are written nowhere
    handler = Handler(trace)
    logging.getLogger().addHandler(handler)
    for logger in quiet:
        logger.disabled = True
    try:
        yield
    finally:
        del processors[place]
        logging.getLogger().removeHandler(handler)
        for logger in quiet:
            logger.disabled = False
