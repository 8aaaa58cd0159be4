"""A world with one of everything, for tests that go through every operation."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, Company, User
from tests.api.inventory import World, one_of_everything
from tests.proofs import proved


@pytest.fixture
def world(steward: User, company: Company, circle: Circle) -> World:
    """One of everything, written by the steward."""
    return one_of_everything(steward, company, circle)


@pytest.fixture
def boss(steward: User) -> APIClient:
    """The client of the steward, who may do most and has just proved who it is."""
    return proved(steward)


@pytest.fixture
def raw(boss: APIClient) -> Any:
    """Send bytes as they are, with a version that always matches."""

    def send(method: str, path: str, body: bytes, kind: str = "application/json") -> Any:
        sent: Any = body
        return boss.generic(method.upper(), path, sent, kind, HTTP_IF_MATCH="*")

    return send
