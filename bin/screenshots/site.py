"""The forum served on a free port, and the people who use it: by the API, or at the desk."""

import json
import threading
import time
import urllib.request
from typing import Any, Self

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from accounts.models import Mail, User
from accounts.sessions import SessionStore
from forum.management.commands.demo import PASSWORD


class Quiet(WSGIRequestHandler):
    """Answers without a line in the terminal for each."""

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


class Site:
    """The whole forum in a thread of this process, so that its database can be asked as well."""

    def __init__(self) -> None:
        self._server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        self._server.set_app(get_wsgi_application())  # now: it looks once for static files
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._tokens: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def ask(self, path: str, body: Any = None, *, by: str = "", language: str = "sv") -> Any:
        """What the API answers, as a person signed in by password; posts where there is a body."""
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        if by:
            headers["X-Session-Token"] = self._token(by)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url(path), data, headers)  # noqa: S310 - our own
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
            return json.load(answer)

    def cookie(self, email: str) -> dict[str, str]:
        """A cookie of somebody who has just proven a password and a second factor.

        Written in the database rather than typed into the sign-in pages: those are not what the
        pictures show, and an authenticator's code is good once in thirty seconds.
        """
        user = User.objects.get(email=email)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        proofs = [{"method": method, "at": time.time()} for method in ("password", "mfa")]
        session[AUTHENTICATION_METHODS_SESSION_KEY] = proofs
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.create()
        key = session.session_key or ""
        return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url("/")}

    def mail_to(self, email: str) -> str:
        """The newest mail to somebody, as it would arrive: no worker has taken it away."""
        mail = Mail.objects.filter(recipient=email).latest("created_at")
        return f"{mail.subject}\n\n{mail.text}"

    def _token(self, email: str) -> str:
        if email not in self._tokens:
            answer = self.ask("/_allauth/app/v1/auth/login", {"email": email, "password": PASSWORD})
            self._tokens[email] = answer["meta"]["session_token"]
        return self._tokens[email]
