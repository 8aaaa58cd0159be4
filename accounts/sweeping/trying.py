"""Doing what may fail for want of rights or quiet, and saying so without a word about people."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import structlog
from django.db import DatabaseError, connection

LOG = structlog.get_logger("tillit.sweep")


def incomplete(what: str, why: str) -> None:
    """Log what keeps traces for a day more: a table, or a part of the database, and the reason."""
    LOG.warning("sweep_incomplete", what=what, why=why)


def tried(
    what: str, *statements: str, within: Callable[[], AbstractContextManager[None]] = nullcontext
) -> bool:
    """Run statements one after the other; False, and a line in the log, where one cannot be."""
    said: list[str] = []
    try:
        with within(), connection.cursor() as cursor, listening(said):
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError as fault:  # its text may hold what was written; its name does not
        said = [type(fault.__cause__ or fault).__name__]
    for why in said:
        incomplete(what, why)
    return not said


@contextmanager
def listening(said: list[str]) -> Iterator[None]:
    """Note what PostgreSQL only warns about: tables passed over, rows somebody can still see."""
    if connection.vendor != "postgresql":
        yield
        return

    def note(notice: Any) -> None:
        if notice.severity_nonlocalized == "WARNING":
            said.append("PassedOver")
        elif (notice.message_detail or "0").split()[0].isdigit():
            kept = int((notice.message_detail or "0").split()[0])
            said.extend(["StillVisible"] if kept else [])

    opened: Any = connection.connection
    opened.add_notice_handler(note)
    try:
        yield
    finally:
        opened.remove_notice_handler(note)
