"""The sweep on SQLite: one file made anew, and a write-ahead log of no length.

Deleted content is overwritten at once (`secure_delete`), but pages as they were before lie in the
log until a checkpoint, and long texts keep the order in which they were written. VACUUM numbers
rows anew only in tables without any index, of which there is none, and keeps their order.
"""

from django.db import connection

from accounts.sweeping.trying import incomplete, tried

STATISTICS = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"


def sweep() -> int:
    """Make the file anew and cut the log; how much could not be done."""
    with connection.cursor() as cursor:
        [kept] = cursor.execute(STATISTICS).fetchone()
    renewed = tried("statistics", "ANALYZE") if kept else True  # values as they are now
    return [renewed, tried("file", "VACUUM"), _cut_log()].count(False)


def _cut_log() -> bool:
    with connection.cursor() as cursor:
        [busy, *_pages] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        incomplete("log", "SomebodyReads")
    return not busy
