"""Requests at the same moment: counted exactly, answered once, on whatever database is set."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from api.models import IdempotencyRecord
from tests.api.ground import counting
from tests.api.ground.answers import refusing_sign_in

PROCESSES, ALLOWED = 4, 5


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(40) as pool:
        yield pool


def test_forty_requests_in_four_processes_are_counted_exactly(tmp_path):
    """Fact 6: where 5 were allowed, DRF's throttle let 38 of 40 through on SQLite."""
    spawning = multiprocessing.get_context("spawn")
    path = tmp_path / "limits.sqlite3"
    gate = spawning.Barrier(PROCESSES)

    with ProcessPoolExecutor(PROCESSES, spawning, counting.start, (gate,)) as processes:
        counted = list(processes.map(counting.hits, [path] * PROCESSES))

    counts = [count for counts in counted for count in counts]
    assert sorted(counts) == list(range(1, 41))
    assert sum(count <= ALLOWED for count in counts) == ALLOWED


@pytest.mark.parametrize("scope", ["sign_in", "sign_in_address"])
def test_of_forty_passwords_at_once_ten_are_tried(settings, tmp_path, pool, scope):
    """Fact 7: allauth alone hashes 20 to 40 of them before its counter notices."""
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = {"sign_in": "99/hour", "sign_in_address": "99/hour", scope: "10/hour"}
    tried: list[HttpRequest] = []
    limit = refusing_sign_in(tried)
    path, body = "/_allauth/app/v1/auth/login", {"email": "anna@example.com", "password": "x"}

    def attempt(_: int) -> int:
        request = RequestFactory().post(path, body, content_type="application/json")
        return limit(request).status_code

    statuses = list(pool.map(attempt, range(40)))

    assert len(tried) == 10
    assert sorted(set(statuses)) == [401, 429]


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.api.ground.urls")
def test_the_same_request_many_times_at_once_happens_once(pool):
    gate = Barrier(8)

    def attempt(_: int) -> int:
        gate.wait()
        headers = {"Idempotency-Key": "one", "X-User": "anna"}
        body = {"name": "a"}
        try:
            answer = Client().post("/api/once/", body, "application/json", headers=headers)
        finally:
            connection.close()
        return answer.status_code

    statuses = list(pool.map(attempt, range(8)))

    assert set(statuses) <= {201, 409}
    assert statuses.count(201) >= 1
    assert IdempotencyRecord.objects.filter(digest__startswith="made").count() == 1
