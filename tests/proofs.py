"""Clients of people who proved who they are a moment ago."""

import time

from rest_framework.test import APIClient

from accounts.models import User
from accounts.sessions import SessionStore
from tests.clients import session_token, signed_in


def proved(user: User, *, whose: User | None = None) -> APIClient:
    """A client whose session holds a proof of just now, as allauth writes it.

    `whose` is the person who gave the proof: another one than signed in, if that is the test.
    """
    token = session_token(user)
    session = SessionStore(token)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str((whose or user).pk)
    session.save()
    client = signed_in()
    client.credentials(HTTP_X_SESSION_TOKEN=token)
    return client
