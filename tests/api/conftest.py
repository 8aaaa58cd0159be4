"""A world with one of everything, for tests that go through every operation."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, Company, User
from tests.api.inventory import Operation, World, one_of_everything
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
def asking(boss: APIClient, moderator: User) -> Any:
    """The client that sees what an operation is about: the steward's, or a moderator's apart."""
    apart = proved(moderator)
    return lambda one: apart if one.is_a_moderators else boss


@pytest.fixture
def raw(asking: Any, world: World) -> Any:
    """Send bytes as they are, with a version that always matches."""

    def send(one: Operation, body: bytes, kind: str = "application/json") -> Any:
        sent: Any = body
        path = world.at(one.path)
        return asking(one).generic(one.method.upper(), path, sent, kind, HTTP_IF_MATCH="*")

    return send
