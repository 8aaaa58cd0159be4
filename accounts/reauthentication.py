"""Whether a person has proved a moment ago who they are: asked before what cannot be undone.

allauth writes each proof (password, code, passkey, second factor) with its time into the session.
"""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY

from accounts.sessions import PROVEN_BY, SessionStore


def proved_recently(token: str) -> bool:
    """Tell whether the person with this token proved it, or signed in, in the last five minutes.

    Unlike allauth, a fresh sign-in is enough, and nobody is let off for having no password: a
    session left open on a desk must not take everything about a person away.
    """
    proofs = proofs_in(SessionStore(token).load())
    longest: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return bool(proofs) and time.time() - proofs[-1] < longest


def proofs_in(held: dict[str, Any]) -> list[float]:
    """When the session's person proved who they are, oldest first (seconds since 1970)."""
    if held.get(PROVEN_BY) != held.get(SESSION_KEY):
        return []
    records = held.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return sorted(record["at"] for record in records)
