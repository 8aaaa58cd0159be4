"""What the tests of sign-in share: counted hashes and a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher

from accounts.counters import redis
from tests.accounts.counting import NOON, redis_server


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords hashed since the test began, in order."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    return passwords


@pytest.fixture
def mid_step() -> Iterator[time_machine.Traveller]:
    """Stand still five seconds into a 30-second step, so that no code expires underneath."""
    with time_machine.travel(datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stand still at noon."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture(params=["file", "redis"])
def either_store(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Counters of the test's own, in a file and then in Redis."""
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    if request.param == "file":
        yield
        return
    monkeypatch.setattr(redis, "REDIS_SECONDS", 10)  # a busy machine must not decide
    with redis_server() as settings.REDIS_URL:
        yield
