"""Fixtures of the trust tests."""

import pytest
from rest_framework.test import APIClient

from tests.trust.asking import clients
from tests.trust.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Everybody who could ask, and a story published in a circle."""
    return make_world()


@pytest.fixture
def asking(world: World) -> dict[str, APIClient]:
    """A client for each of the cast."""
    return clients(world)
