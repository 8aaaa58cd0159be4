"""T5: a repeat of the first word gets its receipt again, and no row of the database holds it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from accounts import counters
from accounts.models import Circle, User
from api.models import IdempotencyRecord
from forum.models import Persona, Story, Thread, Waiting
from tests.clients import API, assert_problem, bearing, signed_in
from tests.trust.interference import dump

KEY = {"Idempotency-Key": "4f0c2b1e-0a51-4d0e-9f0e-0f6f3a3b7a11"}
pytestmark = pytest.mark.usefixtures("crowd", "moderator")


@pytest.fixture(autouse=True)
def _nothing_counted(settings: Any, tmp_path: Any) -> None:
    """Counters of this test's own."""
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"


@pytest.fixture
def client(teller: User) -> APIClient:
    return signed_in(teller)


def begin(client: APIClient, circle: Circle, headers: Any = KEY, **fields: Any) -> Any:
    told = {"title": "Tavlan tystnade", "summary": "Vi slutade mötas.", "byline": "anonymous"}
    told |= {"audience": "circle", "circle": circle.slug, **fields}
    return client.post(f"{API}/stories/", told, headers=headers)


def answer(client: APIClient, thread: Thread, headers: Any = KEY) -> Any:
    said = {"body": "Så var det hos oss.", "byline": "anonymous"}
    return client.post(f"{API}/threads/{thread.pk}/comments/", said, headers=headers)


def test_a_repeat_gets_the_same_receipt(client: APIClient, circle: Circle) -> None:
    first = begin(client, circle)
    again = begin(client, circle)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Idempotency-Replayed"] == "true"
    assert Story.objects.count() == Persona.objects.count() == 1
    assert bearing(again.json()["receipt"]).get(f"{API}/stories/{again.json()['id']}/").data


def test_so_does_the_repeat_of_an_answer(client: APIClient, question: Thread) -> None:
    first, again = answer(client, question), answer(client, question)

    assert again.json() == first.json()
    assert len(again.json()["receipt"]) == 16
    assert Waiting.objects.count() == 1


def test_the_database_keeps_nothing_of_it(
    client: APIClient, circle: Circle, question: Thread
) -> None:
    receipts = [
        begin(client, circle).json()["receipt"],
        answer(client, question, {"Idempotency-Key": "another"}).json()["receipt"],
    ]

    assert not IdempotencyRecord.objects.exists()
    for place, kept in dump.everything().items():
        assert not any(receipt.encode() in kept for receipt in receipts), place


def test_a_story_by_name_is_kept_as_before(client: APIClient) -> None:
    for _ in range(2):
        client.post(f"{API}/stories/", {"title": "Med namn"}, headers=KEY)

    assert Story.objects.count() == IdempotencyRecord.objects.count() == 1


@pytest.mark.parametrize("first", ["anonymous", "person"])
def test_a_key_belongs_to_one_content_wherever_it_is_kept(
    first: str, client: APIClient, circle: Circle
) -> None:
    second = {"anonymous": "person", "person": "anonymous"}[first]
    assert begin(client, circle, byline=first).status_code == 201

    assert_problem(begin(client, circle, byline=second), 422, "idempotency_key_reused")
    assert_problem(begin(client, circle, byline=first, title="X"), 422, "idempotency_key_reused")
    assert Story.objects.count() == 1


def test_after_an_hour_it_is_forgotten(
    client: APIClient, circle: Circle, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-18T10:00:00+01:00", tick=False)
    first = begin(client, circle).json()["receipt"]
    time_machine.shift(3599)
    assert begin(client, circle).json()["receipt"] == first
    time_machine.shift(2)

    assert begin(client, circle).json()["receipt"] != first


def test_midnight_takes_nothing_away(client: APIClient, circle: Circle, time_machine: Any) -> None:
    time_machine.move_to("2026-11-18T23:59:50+00:00", tick=False)
    first = begin(client, circle)
    time_machine.shift(60)

    assert begin(client, circle).json() == first.json()
    assert Story.objects.count() == 1


def test_a_refusal_is_not_kept(client: APIClient, circle: Circle) -> None:
    assert_problem(begin(client, circle, audience="company"), 409, "crowd_too_small")

    assert begin(client, circle).status_code == 201


def test_somebody_else_with_the_same_key_gets_their_own(
    client: APIClient, circle: Circle, stranger: User
) -> None:
    mine, theirs = begin(client, circle), begin(signed_in(stranger), circle)

    assert mine.json()["receipt"] != theirs.json()["receipt"]


def test_without_counters_nothing_begins(client: APIClient, circle: Circle, settings: Any) -> None:
    settings.LIMITS_PATH = settings.LIMITS_PATH / "not a folder" / "limits.sqlite3"
    settings.LIMITS_PATH.parent.parent.touch()

    assert_problem(begin(client, circle), 503, "limits_unavailable")
    assert not Story.objects.exists()


# --- killed at the worst moment ---------------------------------------------------------------
def test_killed_before_the_commit_the_repeat_opens_something(
    client: APIClient, circle: Circle
) -> None:
    with transaction.atomic():  # what the request did goes, what it kept outside stays
        lost = begin(client, circle).json()["receipt"]
        transaction.set_rollback(True)

    again = begin(client, circle)

    assert again.json()["receipt"] != lost
    assert "Idempotency-Replayed" not in again
    assert bearing(again.json()["receipt"]).get(f"{API}/stories/{again.json()['id']}/").data
    assert Story.objects.count() == 1


def test_killed_just_after_the_commit_the_repeat_gets_the_same(
    client: APIClient, circle: Circle
) -> None:
    first = begin(client, circle)  # in a test's transaction nothing is done on commit

    assert begin(client, circle).json() == first.json()


def test_what_came_true_is_not_done_again_once_it_is_thrown_away(
    client: APIClient, circle: Circle, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = begin(client, circle).json()
    bearer = bearing(first["receipt"])
    bearer.delete(f"{API}/stories/{first['id']}/", headers={"If-Match": "*"})

    assert begin(client, circle).json() == first
    assert not Story.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_repeats_at_once_begin_one_story(client: APIClient, circle: Circle) -> None:
    def attempt(_: int) -> Any:
        try:
            return begin(client, circle)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(attempt, range(6)))

    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.json()["receipt"] for one in answers if one.status_code == 201}) == 1
    assert Story.objects.count() == 1


def test_what_is_kept_can_be_read_with_the_key_alone(client: APIClient, circle: Circle) -> None:
    receipt = begin(client, circle).json()["receipt"]

    kept = b"\n".join(dump.spelled(dump.counters()))
    assert counters.is_reachable()
    assert not any(word in kept for word in (receipt.encode(), KEY["Idempotency-Key"].encode()))
