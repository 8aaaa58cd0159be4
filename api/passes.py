"""Passes: what a receipt is exchanged for, so that the receipt itself is sent once (T5)."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from rest_framework.exceptions import AuthenticationFailed

from api.keys import derived
from forum.models import Persona

HEADER = "X-Receipt-Pass"
LASTS = 1800  # seconds


@dataclass(frozen=True)
class Bearer:
    """Whoever holds a pass: an anonymous voice, and no person."""

    pk: UUID
    is_active = True
    is_authenticated = True


def issue(persona: Persona) -> str:
    """A pass for half an hour; its content is nobody's business, so it is encrypted."""
    return _fernet(settings.SECRET_KEY).encrypt(persona.pk.bytes).decode()


def bearer_of(shown: str) -> Bearer:
    """Who shows a pass; AuthenticationFailed for one that is not valid or has ended."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            persona = UUID(bytes=_fernet(secret).decrypt(shown.encode(), ttl=LASTS))
        except (InvalidToken, ValueError):
            continue
        if Persona.objects.filter(pk=persona).exclude(receipt="").exists():
            return Bearer(persona)
    raise AuthenticationFailed


def _fernet(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(derived("receipt pass", secret)))
