"""Walking through the sign-in doors as an app or a browser does."""

import re
import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from accounts.models import User

APP = "/_allauth/app/v1"
PASSWORD = "rätt häst batteri"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = re.compile(r"^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", re.MULTILINE)


class App:
    """A client of the app door: JSON, and the session token sent back as it was given."""

    def __init__(self, language: str = "sv") -> None:
        self.client = Client(headers={"Accept-Language": language})
        self.token: str | None = None

    def post(self, path: str, **body: Any) -> Any:
        """POST a JSON body."""
        url, json = f"{APP}{path}", "application/json"
        return self._noted(self.client.post(url, body, json, headers=self._headers()))

    def look(self, path: str, **headers: str) -> Any:
        """GET, with more headers if any (written with underscores)."""
        return self._noted(self.client.get(f"{APP}{path}", headers=self._headers(**headers)))

    def _headers(self, **headers: str) -> dict[str, str]:
        return {**headers, **({"x_session_token": self.token} if self.token else {})}

    def _noted(self, answer: Any) -> Any:
        self.token = answer.json().get("meta", {}).get("session_token", self.token)
        return answer

    def log_in(self, user: User, password: str = PASSWORD) -> Any:
        """Sign in by password."""
        return self.post("/auth/login", email=user.email, password=password)

    def is_signed_in(self) -> bool:
        """Ask the session endpoint."""
        return bool(self.look("/auth/session").status_code == 200)


def seen(answer: HttpResponse) -> tuple[int, str, dict[str, str]]:
    """What a caller sees of an answer, with the random parts taken out."""
    text = re.sub(r'"session_token": "\w+"', '"session_token": "…"', answer.content.decode())
    varying = {"X-Request-ID", "Expires", "Content-Length", "RateLimit", "RateLimit-Policy"}
    return answer.status_code, text, {k: v for k, v in answer.items() if k not in varying}


def mailed_code() -> str:
    """The code in the newest mail."""
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def enrol(user: User) -> Authenticator:
    """Give a person an authenticator app with a known secret."""
    data = {"secret": encrypt(SECRET)}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def totp(at: float | None = None, secret: str = SECRET) -> str:
    """The app's code now, or at a time (seconds since 1970)."""
    step = int(time.time() if at is None else at) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(secret, step)))
