"""`Authorization: Bearer` is another spelling of X-Session-Token, at every door for programs."""

import re
from typing import Final

from django.http import HttpRequest

from api.problems.document import Refusal
from api.problems.pages import SPOKEN_BY_PROGRAMS

CHALLENGE: Final = 'Bearer realm="tillit", Session realm="tillit", header="X-Session-Token"'
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750 §2.1


def take_bearer(request: HttpRequest) -> None:
    """Read a bearer's token as the session token it is.

    Raises Refusal `authentication_failed` for any other scheme, for what is no token, and beside a
    session token that is another: whoever sends credentials is never silently nobody.
    """
    sent = request.META.get("HTTP_AUTHORIZATION")
    if sent is None or not request.path.startswith(SPOKEN_BY_PROGRAMS):
        return
    scheme, _space, token = sent.strip().partition(" ")
    token = token.strip()
    is_token = scheme.lower() == "bearer" and _TOKEN.fullmatch(token) is not None
    if not is_token or request.META.setdefault("HTTP_X_SESSION_TOKEN", token) != token:
        raise Refusal("authentication_failed", headers={"WWW-Authenticate": CHALLENGE})
    vars(request).pop("headers", None)  # Django keeps them once they have been asked for
