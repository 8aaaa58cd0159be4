"""How long is kept what is kept for a while, and why; the rest stays until its owner takes it away.

docs/trust.md shows this table to data protection officers; nightly tasks carry it out, but for
backups, which are in the hands of whoever runs the server. config/inventory.py says where it lies.
"""

from typing import NamedTuple


class Kept(NamedTuple):
    """A time in days, the moment it counts from, and the reason for it."""

    days: int
    after: str
    why: str


RETENTION = {
    "sessions": Kept(14, "sign-in", "a phone in daily use should not ask every week"),
    "invitations": Kept(90, "they ran out", "long enough to answer “did you get it?”"),
    "mails": Kept(7, "they were written", "a server away for a weekend still gets them; then gone"),
    "retries": Kept(1, "the answer", "a phone that lost its network asks again within a day"),
    "counters": Kept(1, "the day they count", "limits count by the day, under a key of that day"),
    "backups": Kept(35, "they were made", "a fault may be found a month later; then they go"),
    "tasks": Kept(14, "they ended", "long enough to see what failed; they hold ids, not texts"),
    "notifications": Kept(365, "they were written", "half a year to appeal, then as long again"),
    "proposals": Kept(90, "the yes", "whoever proposed it sees what came of it"),
    "reports": Kept(1095, "the answer", "a matter can come up again; then only its kind is kept"),
    "appeals": Kept(1095, "the answer", "as long as the reports that led to the decision"),
}
