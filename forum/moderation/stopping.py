"""Letting no new anonymous voice begin in a thread or a circle for a time (T14).

Voices there are go on by their receipts, and everybody speaks by name; so nothing is taken from
anybody, and the log says who did it, why and until when.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.errors import NotYours
from accounts.models import Circle
from accounts.reader import Reader
from forum.models import Thread
from forum.moderation import auditing
from forum.moderation.errors import UntilNeeded
from forum.moderation.words import Reason

LONGEST: Final = timedelta(days=31)  # a heated month; longer would be a rule, and not of one day


@transaction.atomic
def stop_voices(place: Thread | Circle, *, by: Reader, until: datetime | None, reason: str) -> None:
    """Let no new voice begin at a place until a moment, or let them again with None.

    Raises NotYours for whoever does not moderate there, UntilNeeded for a moment that is past or
    more than 31 days away, ValueError for a reason that is none.
    """
    if not moderates(by, place):
        raise NotYours
    now = timezone.now()
    if until is not None and not now < until <= now + LONGEST:
        raise UntilNeeded
    place.voices_stopped_until = until
    place.save(update_fields=["voices_stopped_until"])
    kind = "circle" if isinstance(place, Circle) else "thread"
    verb = "voices.stop" if until else "voices.let"
    ends = {"until": until} if until else {}
    auditing.record(verb, by=by.user_id, kind=kind, item=place.pk, reason=Reason(reason), **ends)


def moderates(by: Reader, place: Thread | Circle) -> bool:
    """Tell whether somebody moderates there."""
    if isinstance(place, Circle):
        return place.pk in by.moderating
    return place.is_moderated_by(by)
