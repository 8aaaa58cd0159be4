"""A request repeated with its Idempotency-Key gets its first answer, and nothing happens twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from api.idempotency import forget_old
from api.models import IdempotencyRecord
from tests.api.ground.answers import assert_problem
from tests.api.ground.urls import Echo

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.ground.urls")]


ONCE = "/api/once/"


def post(client, name="a", key: str | None = "k" * 36, user="anna", to=ONCE, **more):
    headers = {"X-User": user} | ({"Idempotency-Key": key} if key is not None else {})
    body = {"name": name, **more}
    return client.post(to, body, content_type="application/json", headers=headers)


def made() -> int:
    return IdempotencyRecord.objects.filter(digest__startswith="made").count()


def kept() -> int:
    return IdempotencyRecord.objects.exclude(digest__startswith="made").count()


def test_a_repeated_request_gets_the_first_answer(client):
    first = post(client)
    again = post(client)

    assert (again.status_code, again.content) == (201, first.content)
    assert (again["Location"], again["Content-Type"]) == ("/made/", "application/json")
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert made() == 1


def test_a_key_belongs_to_one_content(client):
    post(client, "a")

    assert_problem(post(client, "b"), 422, "idempotency_key_reused")
    assert made() == 1


@pytest.mark.parametrize("to", ["/api/once/elsewhere/", "/api/once/?dry=yes"])
def test_a_key_belongs_to_one_address(client, to):
    post(client)

    assert_problem(post(client, to=to), 422, "idempotency_key_reused")
    assert made() == 1


def test_a_replay_is_no_error_that_a_database_would_write_down(client):
    """PostgreSQL's log had the digest of every repeated request: "Key (digest)=(…) exists"."""
    failed: list[str] = []

    def noting(execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except Exception:
            failed.append(sql)
            raise

    with connection.execute_wrapper(noting):
        answers = [post(client).status_code for _ in range(3)]

    assert (answers, failed, made()) == ([201, 201, 201], [], 1)


def test_two_people_may_choose_the_same_key(client):
    post(client, "a", user="anna")

    assert post(client, "b", user="bo").status_code == 201
    assert made() == 2


def test_somebody_not_signed_in_is_known_by_address(client):
    post(client, user="")

    assert post(client, user="")["Idempotency-Replayed"] == "true"
    assert made() == 1


def test_without_a_key_every_request_is_its_own(client):
    post(client, "a", key=None)
    post(client, "b", key=None)

    assert (made(), kept()) == (2, 0)


def test_a_refusal_leaves_nothing_and_frees_the_key(client):
    refused = post(client, status=409)

    assert refused.status_code == 409
    assert (made(), kept()) == (0, 0)
    assert post(client).status_code == 201


def test_a_clash_leaves_nothing_and_frees_the_key(client):
    post(client, "a", key="first")

    assert_problem(post(client, "a", key="second"), 409, "conflict")
    assert (made(), kept()) == (1, 1)


def test_an_answer_that_cannot_be_rendered_undoes_what_was_done(client):
    client.raise_request_exception = False

    assert_problem(post(client, unrenderable=True), 500, "server_error")
    assert (made(), kept()) == (0, 0)


@pytest.mark.parametrize("key", ["", "a b", "å", "a" * 201, "a\x7f"])
def test_a_malformed_key_is_refused(client, key):
    assert_problem(post(client, key=key), 400, "malformed_header")
    assert made() == 0


def test_what_is_kept_can_be_read_with_the_key_alone(client):
    post(client, user="anna")

    row = IdempotencyRecord.objects.exclude(digest__startswith="made").get()
    stored = f"{row.digest} {row.fingerprint} {bytes(row.sealed)!r}"
    assert not any(secret in stored for secret in ("4711", "anna", "kkkk", "/made/"))
    assert (row.created_at.minute, row.created_at.second) == (0, 0)


def test_an_upload_is_known_by_its_fields_and_bytes(client):
    def upload(content: bytes):
        file = SimpleUploadedFile("photo.png", content)
        headers = {"Idempotency-Key": "one"}
        return client.post("/api/things/attachments/", {"file": file}, headers=headers)

    Echo.heard.clear()
    upload(b"x" * 10)

    assert upload(b"x" * 10)["Idempotency-Replayed"] == "true"
    assert_problem(upload(b"y" * 10), 422, "idempotency_key_reused")
    assert len(Echo.heard) == 1


def test_answers_are_forgotten_after_a_day(client):
    post(client)
    now = datetime.now(UTC)

    forget_old(now + timedelta(hours=22))
    assert kept() == 1
    forget_old(now + timedelta(hours=26))
    assert kept() == 0
