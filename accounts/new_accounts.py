"""New accounts: for their first week they write slower, and their links wait for a moderator.

Spam comes from accounts made for it. Slowing all of them down for a week costs an honest newcomer
little, and a sender of spam most of what an account is worth. Companies that are new in a circle
are another matter: see `forum.moderation.holding`.
"""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

NEW_FOR: Final = timedelta(days=7)


def is_new(joined_at: datetime | None) -> bool:
    """Tell whether an account was made less than a week ago; what has no age is not new.

    The bearer of a receipt has none: to ask how old the account behind a voice is would tell
    something of whose it is (T5).
    """
    return joined_at is not None and timezone.now() - joined_at < NEW_FOR
