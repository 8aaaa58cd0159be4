"""A full copy of what the machine keeps, as somebody who took it would search it."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.tasks import task_backends

from accounts.counters.cache import _unsealed
from accounts.counters.store import current

_FERNET = re.compile(rb"gAAAA[\w-]+={0,2}")
# In a file the next value stands right behind, so every length a token can have is tried.
_LENGTHS = [-(-(57 + 16 * blocks) // 3) * 4 for blocks in range(1, 20)]
PEOPLE = ("accounts_", "account_", "mfa_", "auth_")  # they exist whatever anybody has told


def tables(*, of_people: bool) -> list[str]:
    """The tables that say who there is, or all others; those of migrations hold code only."""
    names = connection.introspection.table_names()
    return sorted(
        name
        for name in names
        if name.startswith(PEOPLE) == of_people and name != "django_migrations"
    )


def rows_of(table: str) -> list[tuple[Any, ...]]:
    """Every column of every row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def people() -> dict[str, list[str]]:
    """The tables of people, to see that telling leaves nothing there."""
    return {name: sorted(map(repr, rows_of(name))) for name in tables(of_people=True)}


def everything() -> dict[str, bytes]:
    """Where something is kept, and all that is kept there, as bytes to search in."""
    kept = {name: b"\n".join(spelled(rows_of(name))) for name in tables(of_people=False)}
    kept["files"] = b"\n".join(spelled(files()))
    kept["mails"] = b"\n".join(letter.message().as_bytes() for letter in mail.outbox)
    queue: Any = task_backends["default"]
    kept["queue"] = b"\n".join(spelled((one.args, one.kwargs) for one in queue.results))
    kept["counters"] = b"\n".join(spelled(counters()))
    return kept


def files() -> Iterator[tuple[Any, ...]]:
    """Stored files: their places and bytes."""
    folders, _files = default_storage.listdir("")
    for folder in folders:
        for name in default_storage.listdir(folder)[1]:
            place = f"{folder}/{name}"
            with default_storage.open(place) as file:
                yield place, file.read()


def counters() -> list[tuple[Any, ...]]:
    """What is counted, and what is remembered for a while, opened where a day's key opens it."""
    store: Any = current()
    rows: list[tuple[Any, ...]] = store._run("SELECT * FROM counter")
    kept: list[tuple[Any, ...]] = store._run("SELECT * FROM remembered")
    opened = [(cached(bytes(value)),) for _key, value, _expires in kept if value]
    return rows + kept + opened


def cached(value: bytes) -> str:
    """What a sealed value of the cache says to whoever copied the key of the day with it."""
    return repr(_unsealed(value, None))


def day_keys() -> list[bytes]:
    """The keys of days that somebody who copies everything now would find."""
    store: Any = current()
    found = store._run("SELECT value FROM remembered WHERE key LIKE 'day %'")
    return [bytes(value) for (value,) in found]


def spelled(rows: Any) -> Iterator[bytes]:
    """Each value as text and, where it is binary, as bytes and hexadecimal digits."""
    for row in rows:
        for value in row:
            yield from spellings(value)


def spellings(value: Any) -> Iterator[bytes]:
    """The ways one value can be read."""
    if isinstance(value, (bytes, memoryview)):
        yield bytes(value)
        yield bytes(value).hex().encode()
    elif isinstance(value, UUID):
        yield from (str(value).encode(), value.hex.encode(), value.bytes)
    else:
        yield str(value).encode()
        yield from unwrapped(str(value))


def unwrapped(text: str) -> Iterator[bytes]:
    """What a text holds if it is base64."""
    try:
        yield b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return


def decoded(kept: bytes, keys: list[bytes]) -> Iterator[bytes]:
    """What the encrypted texts in it say to whoever has these keys."""
    for word in _FERNET.findall(kept):
        for token in (word[:end] for end in _LENGTHS if end <= len(word)):
            yield from filter(None, (decrypted(token, key) for key in keys))


def decrypted(token: bytes, key: bytes) -> bytes | None:
    """The content of a Fernet token; None with another key."""
    try:
        return Fernet(key).decrypt(token)
    except (InvalidToken, ValueError):
        return None


def found(needles: dict[str, list[bytes]], keys: list[bytes]) -> list[str]:
    """What of somebody is found, and where."""
    hits = []
    for place, kept in everything().items():
        whole = b"\n".join([kept, *decoded(kept, keys)]).lower()
        named = (name for name, ways in needles.items() if any(way in whole for way in ways))
        hits += [f"{name} in {place}" for name in named]
    return hits
