"""Who asks: the session behind a token or cookie, found with its person by one query."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import Session, User
from accounts.prepared import Prepared, columns_of, made
from accounts.sessions import SessionStore, digest
from api import passes
from api.bearer import CHALLENGE
from api.passes import Bearer, bearer_of
from api.problems import Refusal

HEADER = "X-Session-Token"


class SessionToken(BaseAuthentication):
    """Sign-in by allauth's X-Session-Token, or in a browser by its cookie with CSRF protection.

    A bearer's token has become a session token before (`api.bearer`).

    A token that is unknown or has ended is 401, never silently nobody; so is a deactivated
    person's. A cookie that has ended is nobody: browsers send it without being asked.
    """

    def authenticate(self, request: Request) -> tuple[User, str] | tuple[Bearer, None] | None:
        """The person and the session's token, or the bearer of a receipt; None for nobody."""
        if passes.HEADER in request.headers:
            refuse_two(request)
            return bearer_of(request.headers[passes.HEADER]), None
        token = request.headers.get(HEADER)
        if token is not None:
            found = signed_in(token)
            if found is None:
                raise AuthenticationFailed
            return found
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        found = signed_in(cookie) if cookie else None
        if found is not None:
            refuse_forgery(request)
        return found

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401 (RFC 9110 §11.6.1)."""
        return CHALLENGE


def refuse_two(request: Request) -> None:
    """Raise Refusal `two_identities` for a pass beside a sign-in, by token or cookie.

    The two in one request would tie the voice to the person. A cookie that has ended signs nobody
    in, and browsers send it without being asked.
    """
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if HEADER in request.headers or (cookie and signed_in(cookie)):
        raise Refusal("two_identities")


def signed_in(token: str) -> tuple[User, str] | None:
    """The person a token signs in, with the token; None when it does not (any more)."""
    found = SESSIONS.rows(key=digest(token), now=timezone.now())
    if not found:
        return None
    data, *person = found[0]
    user = made(User, person)
    signed = vouched(token, data, user.password, settings.SECRET_KEY) == str(user.pk)
    return (user, token) if user.is_active and signed else None


def live(key: str, now: datetime) -> QuerySet[Any, Any]:
    """The session of a key that has not ended, with every column of its person."""
    session: QuerySet[Any, Any] = Session.objects.filter(
        session_key=key, expire_date__gt=now, user__isnull=False
    )
    person = (f"user__{name}" for name in columns_of(User))
    return session.order_by().values_list("session_data", *person)


SESSIONS = Prepared(live)


@lru_cache(maxsize=2_000)
def vouched(token: str, data: str, password: str, _secret_key: str) -> str | None:
    """The id of the person a session's content vouches for; None once the password has changed.

    Nothing else goes in, so the four signatures of a request are computed once for a session.
    """
    held: dict[str, Any] = SessionStore(token).decode(data)
    user = User(password=password)
    fresh = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    signed = str(held.get(HASH_SESSION_KEY, ""))
    current = any(constant_time_compare(signed, one) for one in fresh)
    return held.get(SESSION_KEY) if current else None


def refuse_forgery(request: Request) -> None:
    """Django's CSRF check for requests signed in by cookie; raises Refusal `csrf_failed`."""

    def unanswered(_request: HttpRequest) -> None:
        return None

    check = CSRFCheck(unanswered)  # type: ignore[arg-type]
    check.process_request(request)
    if check.process_view(request, None, (), {}):  # type: ignore[arg-type]
        raise Refusal("csrf_failed")


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI file names the ways in."""

    target_class = SessionToken
    name = ["sessionToken", "bearer", "sessionCookie", "receiptPass"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[Any]]]:
        """Either way of signing in will do, and a receipt where the operation says so."""
        declared = getattr(auto_schema.view, "operation", None)
        ways = self.name if declared and declared.by_receipt else self.name[:-1]
        return [{name: []} for name in ways]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Two headers for apps, a cookie for browsers, and a header for what a receipt gave."""
        cookie = settings.SESSION_COOKIE_NAME
        return [
            {"type": "apiKey", "in": "header", "name": HEADER},
            {"type": "http", "scheme": "bearer", "description": "The session token once more."},
            {"type": "apiKey", "in": "cookie", "name": cookie},
            {"type": "apiKey", "in": "header", "name": passes.HEADER},
        ]
