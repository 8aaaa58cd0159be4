"""Writing the audit log, and finding out whether somebody else has written in it (T11).

Each entry holds the SHA-256 digest of the one before, so that a change, a gap or a new order shows
at the first entry concerned. The digest takes no key: whoever runs the server would hold that too,
and a copy could be checked only by them. What stops a chain rewritten as a whole is its head, kept
where the database's owner cannot reach (docs/operations.md, “The audit log”).
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from random import SystemRandom
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forum import batches
from forum.models.audit import AuditEntry, AuditHead, AuditLater

# A text that people wrote has capitals, spaces, other letters, or begins with a digit as the
# numbers of persons do. What is erased elsewhere must not live on here (T10).
CODE = re.compile(r"[a-z][a-z0-9_.-]*")
LONGEST = {"verb": 40, "kind": 20, "detail": 40}
TICK = 1000  # microseconds: Django's fixtures keep no finer time, and a restored one must verify
CHUNK = 2000  # entries in memory at a time while the chain is walked


class Head(NamedTuple):
    """An entry as it is noted elsewhere: its number and digest, written `number:digest`."""

    number: int = 0
    digest: str = "0" * 64

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def parse(cls, noted: str) -> Self:
        """Read what `str` wrote; raises ValueError for anything else."""
        found = re.fullmatch(r"(\d{1,19}):([0-9a-f]{64})", noted.strip(), re.ASCII)
        if found is None:
            raise ValueError(noted)
        return cls(int(found[1]), found[2])


START = Head()  # what the first entry holds in place of one before it


class Broken(Exception):
    """The log is not as it was written; `number` is the first entry that shows it."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"Entry {number} {why}.")
        self.number = number


def record(
    verb: str, *, by: UUID | None, kind: str = "", item: UUID | None = None, **details: Any
) -> AuditEntry:
    """Add what somebody did to the log, in the transaction of the deed: both stay or neither.

    `by` is whoever acts by an office; None for Tillit itself and for everybody who is anonymous
    here (T5) or reports. `details` are codes, whole numbers, ids, days, moments and lists of these;
    raises ValueError for a text and TypeError for anything else. Call it last: every other writer
    waits for this one's commit.
    """
    now = timezone.now()
    at = now.replace(microsecond=now.microsecond // TICK * TICK)
    entry = AuditEntry(verb=_code(verb, "verb"), at=at, actor=by, item=item)
    entry.kind = _code(kind, "kind") if kind else ""
    entry.details = {_code(name, "detail"): _plain(value) for name, value in details.items()}
    return _append(entry)


def record_later(
    verb: str, *, by: UUID | None = None, kind: str = "", item: UUID | None = None
) -> None:
    """Let an entry come with the next batch: of acts by a voice, or on what a voice has waiting.

    The second it was done, or its place between entries of people, would stand in the log for ever
    and name whoever was there (T8). Raises what `record` raises.
    """
    kept = {"verb": _code(verb, "verb"), "kind": _code(kind, "kind") if kind else ""}
    due = batches.next_batch(timezone.now())
    AuditLater.objects.create(**kept, actor=by, item=item, due_on=due)


def append_due(day: date) -> int:
    """Append what is due by a batch, in an order drawn by lot and with its date; how many."""
    due = list(AuditLater.objects.filter(due_on__lte=day).select_for_update())
    for one in SystemRandom().sample(due, len(due)):
        said = {"verb": one.verb, "kind": one.kind, "actor": one.actor, "item": one.item}
        _append(AuditEntry(at=batches.moment_of(day), details={}, **said))
    AuditLater.objects.filter(pk__in=[one.pk for one in due]).delete()
    return len(due)


@transaction.atomic(savepoint=False)  # the deed does not stand without its entry
def _append(entry: AuditEntry) -> AuditEntry:
    """Put the entry behind the last one, holding the head until commit."""
    start = START._asdict()
    head, _new = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults=start)
    entry.number, entry.previous = head.number + 1, head.digest
    entry.digest = digest(entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry


def digest(entry: AuditEntry) -> str:
    """The SHA-256, in hexadecimal, of an entry's other columns as canonical JSON."""
    kept = {
        "number": entry.number,
        "at": entry.at and entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor and str(entry.actor),
        "verb": entry.verb,
        "kind": entry.kind,
        "item": entry.item and str(entry.item),
        "details": entry.details,
        "previous": entry.previous,
    }
    return sha256(json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def head() -> Head:
    """Where the log ends by its own account."""
    kept = AuditHead.objects.filter(pk=1).values_list("number", "digest").first()
    return Head(*kept) if kept else START


def verify(noted: Iterable[Head] = ()) -> Head:
    """Walk the whole log, while others go on writing; return the last entry's head.

    `noted` are heads of earlier days, kept elsewhere, which must still be on the way. Raises
    Broken.
    """
    missing = {head(), *noted} - {START}
    last = START
    for last in walk(AuditEntry.objects.order_by("number").iterator(CHUNK)):
        missing.discard(last)
    if missing:
        lost = min(min(missing).number, last.number + 1)
        raise Broken(lost, "is not there, or not as it was noted")
    known = head().number  # read anew: what was added meanwhile is known to it
    if last.number > known:
        raise Broken(known + 1, "stands behind the end of the log")
    return last


def walk(entries: Iterable[AuditEntry]) -> Iterator[Head]:
    """Give the head after each entry of a chain; raises Broken at the first that does not fit."""
    last = START
    for entry in _read(entries):
        following = last.number + 1
        if entry.number != following:
            raise Broken(following, f"is not there: after {last.number} comes {entry.number}")
        if entry.previous != last.digest:
            raise Broken(following, "does not follow the one before it")
        if entry.digest != digest(entry):
            raise Broken(following, "has been changed")
        last = Head(entry.number, entry.digest)
        yield last


def _read(entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
    """Read entry by entry, for SQLite keeps a word where a moment or an id should be."""
    number = 0
    try:
        for entry in entries:
            number = entry.number
            yield entry
    except (AttributeError, TypeError, ValueError) as fault:
        raise Broken(number + 1, "cannot be read") from fault


def _plain(value: Any) -> Any:
    """A detail as JSON keeps it; ValueError for a text, TypeError for what is no detail."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return _code(value, "detail")
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(one) for one in value]
    raise TypeError(f"The audit log takes no {type(value).__name__}.")


def _code(value: str, place: str) -> str:
    """The value as a plain string; ValueError, without repeating it, for what is no code."""
    if len(value) > LONGEST[place] or not CODE.fullmatch(value):
        raise ValueError(f"The audit log takes codes only, and this {place} is none.")
    return str(value)
