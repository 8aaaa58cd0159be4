"""What people take back goes from the database's own files too, every night (T10).

A row deleted is not gone: PostgreSQL leaves its bytes in the page, also after VACUUM, and copies of
its values in the planner's statistics, where they stay as long as ANALYZE finds no row to look at;
SQLite keeps pages in its write-ahead log. docs/operations.md says what this asks of whoever runs
the server, and what remains nevertheless.
"""

from time import monotonic

from django.db import connection

from accounts.sweeping import postgresql, sqlite
from accounts.sweeping.trying import LOG, incomplete

__all__ = ["sweep"]


def sweep() -> None:
    """Rewrite the files of the database without what was deleted or replaced.

    Any number of times changes nothing more. It needs a connection outside a transaction, on
    PostgreSQL the tables' owner. What could not be done is logged with the reason, never raised:
    the rest is done, and the next night tries again.
    """
    if connection.in_atomic_block:
        incomplete("database", "InTransaction")
        return
    begun = monotonic()
    left = sqlite.sweep() if connection.vendor == "sqlite" else postgresql.sweep()
    LOG.info("swept", incomplete=left, seconds=round(monotonic() - begun, 1))
