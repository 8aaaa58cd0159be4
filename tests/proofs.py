"""What people do who proved who they are a moment ago, and what it leaves in the database."""

import time
from typing import Any

from django.db.models import Model
from rest_framework.test import APIClient

from accounts.models import User
from accounts.sessions import SessionStore
from tests.clients import API, session_token, signed_in

ERASURE = f"{API}/me/erasure/"


def proved(user: User, *, whose: User | None = None) -> APIClient:
    """A client whose session holds a proof of just now, as allauth writes it.

    `whose` is the person who gave the proof: another one than signed in, if that is the test.
    """
    client = signed_in()
    client.credentials(HTTP_X_SESSION_TOKEN=proof_token(user, whose=whose))
    return client


def proof_token(user: User, *, whose: User | None = None) -> str:
    """The token of such a session."""
    token = session_token(user)
    session = SessionStore(token)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str((whose or user).pk)
    session.save()
    return token


def erase(user: User, mode: str = "keep", **body: str) -> Any:
    """Ask for one's erasure as the person would; `body` puts other words in."""
    return proved(user).post(ERASURE, {"mode": mode, "email": user.email} | body)


def stored(*kinds: type[Model]) -> list[Any]:
    """Every row of some tables, as the database has it."""
    return [list(kind._default_manager.order_by("pk").values()) for kind in kinds]
