"""Everything the application's own means could make of a person or a company, to search for."""

import hashlib
import hmac
import re
from base64 import b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from uuid import UUID

from django.conf import settings

from accounts.models import Company, User
from api.keys import derived, mac
from forum.models.persona import digest_of
from tests.project.tree import ROOT
from tests.trust.interference.dump import day_keys

LEAST = 8  # bytes of a digest that are enough to recognise it
SCOPES = tuple(settings.RATE_LIMITS)
PLAIN = ("sha256", "sha1", "md5", "blake2b", "sha512", "sha3_256")
_LABEL = re.compile(r'(?:mac|derived)\(f?"([a-z ]+)"')


@cache
def labels() -> list[str]:
    """The purposes for which the code derives keys, read off the code."""
    sources = [path.read_text() for path in (ROOT / "api").rglob("*.py")]
    return sorted({label for text in sources for label in _LABEL.findall(text)})


def needles_of(user: User, company: Company) -> dict[str, list[bytes]]:
    """By name: plain marks of a person and company, and each digest of them in each spelling."""
    marks = {
        "user id": spelled_id(user.pk),
        "company id": spelled_id(company.pk),
        "e-mail": [user.email],
        "name": [user.display_name, company.name, company.slug, company.organisation_number],
    }
    plain = {name: [mark.encode().lower() for mark in marks[name]] for name in marks}
    plain["raw id"] = [user.pk.bytes.lower(), company.pk.bytes.lower()]
    texts = [mark for name in marks for mark in marks[name]]
    made: dict[str, list[bytes]] = defaultdict(list)
    for text in texts:
        for name, ways in digests(text, user):
            made[f"{name} of {text}"] += ways
    return plain | made


def spelled_id(pk: UUID) -> list[str]:
    """An id with and without hyphens."""
    return [str(pk), pk.hex]


def digests(text: str, user: User) -> Iterator[tuple[str, list[bytes]]]:
    """Each digest of a text that our functions or a careless line could make."""
    for message in (text, f"user {text}", text.lower()):
        for name in PLAIN:
            yield name, ways(hashlib.new(name, message.encode()).digest())
        for key in keys():
            yield "hmac", ways(hmac.digest(key, message.encode(), "sha256"))
        for label in labels():
            yield f"mac {label}", ways(mac(label, message))
    if text == str(user.pk):
        yield "receipt", ways(bytes.fromhex(digest_of(text)))
        yield from counted(text)


def counted(user_id: str) -> Iterator[tuple[str, list[bytes]]]:
    """The names under which somebody was counted on the days whose keys are still there."""
    for key in day_keys():
        for scope in SCOPES:
            named = f"limits {scope}\0user {user_id}".encode()
            yield "counter", ways(hmac.digest(key, named, "sha256"))


def retried(user_id: UUID, steps: int = 40, requests: int = 2000) -> Iterator[bytes]:
    """What the records of retries were called; the keys a client draws are known to the test."""
    for step in range(steps):
        for asked in range(requests):
            caller = f"user {user_id}\0{step}-{asked}"
            yield mac("idempotency digest", caller).hex().encode()


def keys() -> list[bytes]:
    """The environment's keys as bytes, and what the code derives from them."""
    secret = settings.SECRET_KEY
    return [
        secret.encode(),
        *(key.encode() for key in settings.SECOND_FACTOR_KEYS),
        *(derived(label, secret) for label in labels()),
    ]


def fernet_keys() -> list[bytes]:
    """The keys with which a sealed text could be opened."""
    made = (urlsafe_b64encode(derived(label, settings.SECRET_KEY)) for label in labels())
    return [*(key.encode() for key in settings.SECOND_FACTOR_KEYS), *made]


def ways(digest: bytes) -> list[bytes]:
    """How a digest can stand somewhere, cut or whole; lower case as the search is."""
    short = digest[:LEAST]
    texts = [short.hex(), b64encode(digest)[:10].decode(), urlsafe_b64encode(digest)[:10].decode()]
    return [text.lower().encode() for text in texts] + [short.lower()]
