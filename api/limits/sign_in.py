"""The limit in front of every sign-in, counted before a password is hashed.

allauth checks its own counter, hashes, and counts afterwards: of 40 parallel bad passwords 20 to 40
were tried where 5 were allowed (measured). Here the count comes first and is atomic.
"""

import unicodedata
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.json import MalformedJSON, strict_loads
from api.limits.identity import client_address
from api.limits.rates import LimitExceeded, count
from api.problems.document import Refusal

PATHS = ("/_allauth/", "/accounts/", "/admin/login/")
FIELDS = ("email", "login", "username")


class SignInLimit:
    """Middleware: POSTs to the sign-in paths are counted by address and by account.

    The account is the e-mail given, existing or not (so the limit tells nothing), or else the
    session that is half signed in, which is what a second factor is guessed with.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or answer 429 or 503."""
        if request.method == "POST" and request.path.startswith(PATHS):
            try:
                _count(request)
            except Refusal as refusal:
                return refusal.response(request)
        return self.get_response(request)


def _count(request: HttpRequest) -> None:
    counted = [("sign_in_address", f"address {client_address(request)}")]
    if account := _account(request):
        counted.append(("sign_in", account))
    for scope, identity in counted:
        standing = count(scope, identity, fail_open=False)
        if standing.is_exceeded:
            raise LimitExceeded(standing)


def _account(request: HttpRequest) -> str | None:
    given = _fields(request)
    for name in FIELDS:
        if isinstance(text := given.get(name), str) and text.strip():
            folded = unicodedata.normalize("NFKC", text).strip().casefold()
            return f"email {folded}"
    session = request.headers.get("X-Session-Token") or request.COOKIES.get(
        settings.SESSION_COOKIE_NAME
    )
    return f"session {session}" if session else None


def _fields(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        given = strict_loads(request.body)
    except MalformedJSON:
        return {}
    return given if isinstance(given, dict) else {}
