"""Measures: what each does to an item or to whoever is behind it, and how it is undone (T11).

`carry_out` returns what has to be known to put everything back; `undo` does so. Neither asks who
may: `Decision.take` and `Appeal.hear` have done that, with the case's row held.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from forum.models.persona import Persona
from forum.models.thread import Thread
from forum.moderation.deed import Before, Deed, require
from forum.moderation.errors import MeasureNotForThis, UntilNeeded
from forum.moderation.passages import mask, remove, suggest, unmask
from forum.moderation.subjects import Item, concerned, kind_of
from forum.moderation.words import Kind, Measure, is_held

LONGEST = timedelta(days=366)  # of a suspension; who should be gone for longer is told so outright
END_ACCESS = "forum.end_access"
ANY = frozenset((Measure.NONE, Measure.SUGGEST, Measure.ASK, Measure.RESTORE, Measure.WARN))
ON_PEOPLE = frozenset((Measure.SUSPEND, Measure.END_ACCESS))
ON_TEXT = frozenset((Measure.MASK, Measure.REMOVE, Measure.HIDE))
FITS: dict[str, frozenset[Measure]] = {
    Kind.STORY: ANY | ON_PEOPLE | ON_TEXT | {Measure.LOCK},
    Kind.THREAD: ANY | ON_PEOPLE | ON_TEXT | {Measure.LOCK},
    Kind.COMMENT: ANY | ON_PEOPLE | ON_TEXT,
    Kind.ATTACHMENT: ANY | ON_PEOPLE | {Measure.HIDE},
    Kind.PERSONA: ANY | ON_PEOPLE,
}


def carry_out(measure: str, item: Item, deed: Deed) -> Before:
    """Do it; raises MeasureNotForThis, RightNeeded, UntilNeeded and what the verbs raise."""
    kind = kind_of(item)
    is_thread_of_story = isinstance(item, Thread) and item.story_id is not None
    if measure not in FITS[kind] or (is_thread_of_story and measure in ON_TEXT):
        raise MeasureNotForThis
    act = ACTS.get(Measure(measure))
    return act(item, deed) if act else {}


def undo(measure: str, item: Item | None, before: Before, deed: Deed) -> None:
    """Put back what the measure changed; of an item that is gone nothing comes back."""
    act = UNDOINGS.get(Measure(measure))
    if act is not None and item is not None:
        act(item, before, deed)


def let_out(item: Any, deed: Deed) -> Before:
    """Let out what was held; nothing is done to anything else."""
    if is_held(getattr(item, "held_for", "")):
        item.restore(by=deed.by, reason=deed.sentence)
    return {}


def bring_back(item: Any, deed: Deed) -> Before:
    """Show what is still out of sight once every decision on it is undone."""
    if getattr(item, "hidden_at", None) is not None:
        item.restore(by=deed.by, reason=deed.sentence)
    return {}


def hide(item: Any, deed: Deed) -> Before:
    """Take it out of sight."""
    before = {"hidden": item.hidden_at is not None and not is_held(getattr(item, "held_for", ""))}
    item.hide(by=deed.by, reason=deed.sentence)
    return before


def show(item: Any, before: Before, deed: Deed) -> None:
    """Bring it back, unless it was hidden before."""
    if not before.get("hidden"):
        item.restore(by=deed.by, reason=deed.sentence)


def lock(item: Any, deed: Deed) -> Before:
    """Take no more answers."""
    thread = thread_of(item)
    before = {"locked": thread.locked_at is not None}
    thread.lock(by=deed.by)
    return before


def unlock(item: Any, before: Before, deed: Deed) -> None:
    """Take answers again."""
    if not before.get("locked"):
        thread_of(item).unlock(by=deed.by)


def warn(item: Any, _deed: Deed) -> Before:
    """Say it to whoever told it; raises MeasureNotForThis where there is nobody to say it to."""
    behind(item)
    return {}


def suspend(item: Any, deed: Deed) -> Before:
    """Let the person, or the voice, write nothing until a moment."""
    now = timezone.now()
    if deed.until is None or not now < deed.until <= now + LONGEST:
        raise UntilNeeded
    who = behind(item)
    earlier = who.suspended_until
    who.suspend(deed.until)
    return {"until": earlier and earlier.isoformat(), "set": deed.until.isoformat()}


def end_suspension(item: Any, before: Before, _deed: Deed) -> None:
    """Let them write again, unless a later decision says otherwise."""
    who = behind(item)
    set_to, earlier = parse_datetime(before["set"]), before.get("until")
    if who.suspended_until == set_to:
        who.suspend(parse_datetime(earlier) if earlier else None)


def end_access(item: Any, deed: Deed) -> Before:
    """Shut the person out, by a right of its own; or silence the voice, as every moderator may.

    A person loses all they could do here, a voice one conversation (T14).
    """
    who = behind(item)
    if isinstance(who, Persona):
        before = {"silent": who.silenced}
        who.be_silenced(True)
    else:
        require(deed, END_ACCESS)
        before = {"active": who.is_active}
        who.deactivate()
    return before


def give_access(item: Any, before: Before, _deed: Deed) -> None:
    """Let them in again, if they were."""
    who = behind(item)
    if isinstance(who, Persona):
        who.be_silenced(before.get("silent", False))
    elif before.get("active"):
        who.reactivate()


ACTS: dict[Measure, Callable[[Any, Deed], Before]] = {
    Measure.NONE: let_out,
    Measure.RESTORE: bring_back,
    Measure.HIDE: hide,
    Measure.LOCK: lock,
    Measure.MASK: mask,
    Measure.REMOVE: remove,
    Measure.SUGGEST: suggest,
    Measure.WARN: warn,
    Measure.SUSPEND: suspend,
    Measure.END_ACCESS: end_access,
}
UNDOINGS: dict[Measure, Callable[[Any, Before, Deed], None]] = {
    Measure.HIDE: show,
    Measure.LOCK: unlock,
    Measure.MASK: unmask,
    Measure.SUSPEND: end_suspension,
    Measure.END_ACCESS: give_access,
}


def behind(item: Item) -> User | Persona:
    """Who told it; raises MeasureNotForThis for a former member and for other sources."""
    author, persona = concerned(item)
    if persona:
        return Persona.objects.select_for_update().get(pk=persona)
    who = User.objects.select_for_update().filter(pk=author).first() if author else None
    if who is None:
        raise MeasureNotForThis
    return who


def thread_of(item: Any) -> Thread:
    """The thread to lock: the item, or the story's."""
    thread: Thread = item if isinstance(item, Thread) else item.thread
    return thread
