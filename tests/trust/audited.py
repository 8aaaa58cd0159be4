"""An audit log to tamper with, and what the command says of it."""

from io import StringIO
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db.models import QuerySet

from forum.models import AuditEntry, AuditHead
from forum.moderation import auditing

MOA = UUID("7d3f4f5e-6f0a-4f53-9a63-0f3f1f6a4a01")
STORY = UUID("0b9e8a52-8a37-4d7e-9a0c-55a2b9a6a702")


def write(entries: int = 1) -> None:
    """Let a moderator hide so many passages."""
    for first in range(entries):
        ranges = [(first, first + 5)]
        auditing.record("case.mask", by=MOA, kind="story", item=STORY, reason="abuse", at=ranges)


def rows(**which: Any) -> QuerySet[AuditEntry]:
    """Entries as somebody with the database has them: open to every change."""
    return AuditEntry._base_manager.filter(**which)


def rechain(entries: list[AuditEntry]) -> None:
    """Write a log over, from an empty one: what a forger does who knows how digests are made."""
    last = auditing.START
    for entry in entries:
        entry.previous = last.digest
        entry.digest = auditing.digest(entry)
        last = auditing.Head(entry.number, entry.digest)
    rows().delete()
    rows().bulk_create(entries)
    AuditHead.objects.update(number=last.number, digest=last.digest)


def said(*arguments: str) -> str:
    """What `manage.py verify_audit` prints."""
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()
