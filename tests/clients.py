"""Clients that speak to the API the way an app does."""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from rest_framework.test import APIClient

from accounts.models import User
from accounts.sessions import SessionStore

API = "/api/v1"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def session_token(user: User) -> str:
    """The X-Session-Token of a fresh sign-in of `user`."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    session.save()
    token = session.session_key
    assert token
    return token


def signed_in(user: User | None = None) -> APIClient:
    """A client that sends and accepts JSON, signed in by token unless `user` is None."""
    client = APIClient(HTTP_ACCEPT_LANGUAGE="sv")
    client.default_format = "json"
    if user is not None:
        client.credentials(HTTP_X_SESSION_TOKEN=session_token(user))
    return client


def approve(client: APIClient, address: str) -> Any:
    """Read a story or a proposal and say yes to just what was read; `address` ends with a slash."""
    read = client.get(address)
    return client.post(f"{address}approval/", headers={"If-Match": read.headers.get("ETag", "*")})


def assert_problem(answer: Any, status: int, code: str) -> None:
    """Check that an answer is the problem document expected."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


def bearing(receipt: str) -> APIClient:
    """A client that shows the pass a receipt is exchanged for, and signs in as nobody."""
    client = signed_in()
    answer = client.post(f"{API}/receipts/", {"receipt": receipt})
    assert answer.status_code == 200, answer.content
    client.credentials(HTTP_X_RECEIPT_PASS=answer.json()["pass"])
    return client
