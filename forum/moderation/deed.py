"""What moderators carry measures out with, and what has to be known to undo them (T11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from accounts.models import User
from accounts.reader import Reader
from forum.moderation.errors import RightNeeded

type Before = dict[str, Any]


class Deed(NamedTuple):
    """What a measure is carried out with."""

    by: Reader
    sentence: str
    until: datetime | None = None
    passages: Sequence[str] = ()


def moderator(deed: Deed) -> Any:
    """The id of whoever acts; moderators have signed in."""
    return deed.by.user_id


def require(deed: Deed, right: str) -> None:
    """Raise RightNeeded unless the moderator was given the right."""
    if not User.objects.get(pk=moderator(deed)).has_perm(right):
        raise RightNeeded
