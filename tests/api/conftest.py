"""A world with one of everything, for tests that go through every operation."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, Company, User
from tests.api.inventory import World, one_of_everything
from tests.clients import signed_in


@pytest.fixture
def world(steward: User, company: Company, circle: Circle) -> World:
    """One of everything, written by the steward."""
    return one_of_everything(steward, company, circle)


@pytest.fixture
def boss(steward: User) -> APIClient:
    """The steward's client: whoever may do most."""
    return signed_in(steward)


@pytest.fixture
def raw(boss: APIClient) -> Any:
    """Send bytes as they are, with a version that always matches."""

    def send(method: str, path: str, body: bytes, kind: str = "application/json") -> Any:
        sent: Any = body
        return boss.generic(method.upper(), path, sent, kind, HTTP_IF_MATCH="*")

    return send
