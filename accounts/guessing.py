"""Whom a guess is about: the names under which attempts to sign in are counted.

Each is a text such as `email anna@example.com` or `user <id>`, and never kept as it is (see
accounts/counters). What a client names counts whether anybody has that address or not; what its
session is in the middle of counts as well, whatever it names beside.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
)
from allauth.account.internal.flows.password_reset_by_code import (
    PASSWORD_RESET_VERIFICATION_SESSION_KEY,
)
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from django.contrib.auth import SESSION_KEY

from accounts.about import addresses_of
from accounts.models import User
from accounts.sessions import SessionStore


class LockedOut(Exception):
    """allauth has a limit of its own that is reached; it would say so as a fault in a field."""


CODES_UNDER_WAY = (PASSWORD_RESET_VERIFICATION_SESSION_KEY, EMAIL_VERIFICATION_CODE_SESSION_KEY)


def by_name(given: str) -> str:
    """Whom an address means, however it is written."""
    return f"email {unicodedata.normalize('NFKC', given).strip().casefold()}"


def by_session(token: str) -> set[str]:
    """Whom the session of a token is in the middle of signing in, or has signed in."""
    content = SessionStore(token).load()
    about = set(_by_login(content.get(LOGIN_SESSION_KEY)))
    if user := content.get(SESSION_KEY):
        about.add(f"user {user}")
    for code in CODES_UNDER_WAY:
        if email := (content.get(code) or {}).get("email"):
            about.add(by_name(email))
    return about


def every_name(user: User) -> set[str]:
    """All names under which guesses about a person are counted."""
    return {f"user {user.pk}", *(by_name(address) for address in addresses_of(user))}


def _by_login(stashed: Any) -> Iterator[str]:
    """A code that was asked for counts by its address: counted by person it would tell whose it is.

    After a password it is the person whose second factor is guessed.
    """
    if not isinstance(stashed, dict):
        return
    stages = stashed["state"].get("stages", {})
    code = stages.get(LoginStageKey.LOGIN_BY_CODE.value, {}).get("data", {})
    if email := code.get("email"):
        yield by_name(email)
    elif stashed["user_pk"]:
        yield f"user {url_str_to_user_pk(stashed['user_pk'])}"
