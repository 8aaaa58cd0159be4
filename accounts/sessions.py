"""Django's session engine for Tillit: database rows keyed by a digest of the client's token."""

from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models.session import Session


def digest(token: str) -> str:
    """What the table holds of a token; tokens have 160 random bits, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Sessions whose stored key does not sign anybody in (a backup is no bunch of keys)."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table: Tillit's own, with the person as a column."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        live = Session.objects.filter(expire_date__gt=timezone.now())
        row: Session | None = live.filter(session_key=digest(self.session_key or "")).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        """Tell whether a token is known."""
        return bool(Session.objects.filter(session_key=digest(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row for this session's token and person."""
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
        )

    def delete(self, session_key: str | None = None) -> None:
        """End a session by its token, or this one."""
        token = session_key or self.session_key
        if token:
            Session.objects.filter(session_key=digest(token)).delete()
