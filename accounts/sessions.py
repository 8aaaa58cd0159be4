"""Django's session engine for Tillit: rows that neither open anything nor tell what is in them.

A row is found by a digest of the client's token and read with a key made of it; the token itself
is with the client alone. What a sign-in writes into its session (addresses, network addresses,
codes on their way, the second of each proof) can therefore be read in no copy of the table, and a
row's only time is the day on which it ends (design.md T8).
"""

import hmac
import os
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models.session import Session

PROVEN_BY = "account_authentication_methods_user"  # allauth's key for who gave a proof
_PURPOSE = b"tillit session content"
_NONCE_BYTES = 12


def digest(token: str) -> str:
    """What the table holds of a token; tokens have 160 random bits, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def turn_of(token: str) -> str:
    """The name under which requests of one session take turns; leads to no row of the table."""
    return hmac.digest(token.encode(), b"tillit session turn", "sha256").hex()


class SessionStore(DatabaseStore):
    """Sessions whose stored key does not sign anybody in (a backup is no bunch of keys)."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table: Tillit's own, with the person as a column."""
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content, signed by Django as ever and sealed for whoever holds the token."""
        signed: str = super().encode(session_dict)
        nonce = os.urandom(_NONCE_BYTES)
        return b64encode(nonce + self._cipher().encrypt(nonce, signed.encode(), None)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The content; nothing where it was not sealed with this token, or not by us."""
        try:
            sealed = b64decode(session_data, validate=True)
            signed = self._cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError):
            return {}
        content: dict[str, Any] = super().decode(signed.decode())
        return content

    def exists(self, session_key: str) -> bool:
        """Tell whether a token is known; one that has ended is as unknown as any other."""
        return bool(_live(session_key).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row for this session's token and person.

        Whoever has given a password and not yet the second factor is that person already: what
        ends their sessions must end this one.
        """
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=_end_of_day(self.get_expiry_date()),
            user_id=data.get(SESSION_KEY) or data.get(PROVEN_BY),
        )

    def delete(self, session_key: str | None = None) -> None:
        """End a session by its token, or this one."""
        token = session_key or self.session_key
        if token:
            Session.objects.filter(session_key=digest(token)).delete()

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = _live(self.session_key or "").first()
        if row is None:
            self._session_key = None
        return row

    def _cipher(self) -> AESGCM:
        return AESGCM(hmac.digest((self.session_key or "").encode(), _PURPOSE, "sha256"))


def _live(token: str) -> Any:
    return Session.objects.filter(session_key=digest(token), expire_date__gt=timezone.now())


def _end_of_day(moment: datetime) -> datetime:
    """The midnight (UTC) after a moment: to the second it would say when somebody signed in."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1)
