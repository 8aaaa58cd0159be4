"""Opaque cursors: authenticated encryption, bound to one list, its filters and one reader.

A plain cursor discloses what a list is ordered by and lets a client forge positions (measured:
DRF's own answered 500 to three forged ones). AES-SIV (RFC 5297) is deterministic, so the same page
has the same links, and any flipped bit is noticed.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from api.keys import derived
from api.problems import Refusal

Position = str | int | UUID | datetime | date

LONGEST = 2048  # characters; positions are a few short values, anything longer is not ours


class BadCursor(Refusal):
    """The cursor is damaged, forged, or belongs to another list or reader (400)."""

    code = "bad_cursor"


class CursorCodec:
    """Turns list positions into tokens and back; old keys stay readable through a rotation."""

    def __init__(self, secret: str, fallbacks: Sequence[str] = ()) -> None:
        self._ciphers = [AESSIV(derived("cursor", key, 64)) for key in (secret, *fallbacks)]

    def encode(self, position: Sequence[Position], *, bound_to: str) -> str:
        """Token for `position`, readable only with the same `bound_to`."""
        payload = json.dumps([_tagged(value) for value in position], separators=(",", ":"))
        sealed = self._ciphers[0].encrypt(payload.encode(), [bound_to.encode()])
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def decode(self, token: str, *, bound_to: str) -> list[Position]:
        """The position `token` stands for; BadCursor on any defect."""
        sealed = _bytes_of(token)
        for cipher in self._ciphers:
            try:
                payload = cipher.decrypt(sealed, [bound_to.encode()])
            except InvalidTag:
                continue
            return [_untagged(value) for value in json.loads(payload)]
        raise BadCursor


def codec() -> CursorCodec:
    """The codec of the running settings."""
    return _codec(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _codec(secret: str, fallbacks: tuple[str, ...]) -> CursorCodec:
    return CursorCodec(secret, fallbacks)


def binding(name: str, parameters: Mapping[str, Sequence[str]], reader: str) -> str:
    """What a cursor is tied to: list, filters (all parameters that are not paging), reader.

    `parameters` maps each query parameter to all its values, as `dict(request.GET.lists())`.
    """
    filters = sorted(
        (key, sorted(values))
        for key, values in parameters.items()
        if key not in {"cursor", "page_size"}
    )
    return json.dumps([name, filters, reader], separators=(",", ":"))


def _bytes_of(token: str) -> bytes:
    """The token's bytes; only the one canonical spelling of them is accepted."""
    if len(token) > LONGEST or not token.isascii():
        raise BadCursor
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise BadCursor from error
    if base64.urlsafe_b64encode(sealed).rstrip(b"=").decode() != token or len(sealed) <= 16:
        raise BadCursor
    return sealed


def _tagged(value: Position) -> str | int:
    """JSON knows neither dates nor UUIDs, so each text starts with the letter of its type."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    for letter, (kind, write, _read) in _KINDS.items():
        if isinstance(value, kind):
            return f"{letter}{write(value)}"
    raise TypeError(f"a cursor holds no {type(value).__name__}")


# datetime before date: an instant is a date too.
_KINDS: dict[str, tuple[type, Any, Any]] = {
    "s": (str, str, str),
    "u": (UUID, str, UUID),
    "t": (datetime, datetime.isoformat, datetime.fromisoformat),
    "d": (date, date.isoformat, date.fromisoformat),
}


def _untagged(value: str | int) -> Position:
    if isinstance(value, int):
        return value
    _kind, _write, read = _KINDS[value[0]]
    position: Position = read(value[1:])
    return position
