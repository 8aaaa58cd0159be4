"""A supervisor learns whether we live and whether we are ready, and a stranger nothing more."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from api import health

pytestmark = pytest.mark.urls("tests.api.ground.urls")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    health._all_applied.cache_clear()


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_living_process_says_so_without_the_database(client, method):
    answer = getattr(client, method)("/healthz")

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_a_ready_process_says_so(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.django_db
def test_a_process_before_its_migrations_is_not_ready(client):
    MigrationRecorder(connection).record_unapplied("api", "0001_initial")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False})


@pytest.mark.django_db
def test_a_process_without_its_counters_is_not_ready(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False})
