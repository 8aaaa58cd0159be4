"""Where a moderator moderates, as conditions on whatever hangs on a story or a question."""

from django.db.models import Q

from accounts.reader import Reader
from forum.models.audience import Audience

TO_ALL = (Audience.MEMBERS, Audience.PUBLIC)


def moderated_by(reader: Reader, *, story: str, thread: str) -> Q:
    """What stands in the moderator's circles, or is told to all; `story`, `thread` lead there."""
    if not reader.moderating:
        return Q(pk=None)
    told_to_all = Q(**{f"{story}__audience__in": TO_ALL})
    return told_to_all | _in_circles(reader.moderating, story, thread)


def moderated_apart(reader: Reader, *, story: str, thread: str) -> Q:
    """The same, where no company of the moderator's reads: what is anonymous is for them (T4)."""
    apart = _in_circles(reader.independent, story, thread)
    if reader.moderating and not reader.companies:
        apart |= Q(**{f"{story}__audience__in": TO_ALL})
    return apart


def _in_circles(circles: frozenset[object], story: str, thread: str) -> Q:
    return Q(**{f"{story}__circle__in": circles}) | Q(**{f"{thread}__circle__in": circles})
