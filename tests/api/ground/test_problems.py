"""Whatever goes wrong is told in one shape (RFC 9457), in the reader's language."""

import sqlite3

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from rest_framework import exceptions

from api.problems import CODES, Fault, Refusal, every_code
from api.problems.faults import faults
from forum.errors import DomainError, NotYours
from tests.api.ground.answers import assert_problem
from tests.api.ground.urls import Breaking

pytestmark = pytest.mark.urls("tests.api.ground.urls")


class ThreadLocked(DomainError):
    code = "thread_locked"
    message = "The thread takes no more comments."


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def sqlite_error(code: int) -> Exception:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = code
    return caused(OperationalError(), cause)


RAISED = [
    (Http404("Story 7 is Anna's"), 404, "not_found"),
    (exceptions.NotFound("No such story"), 404, "not_found"),
    (PermissionDenied(), 403, "permission_denied"),
    (exceptions.NotAuthenticated(), 401, "not_authenticated"),
    (exceptions.AuthenticationFailed(), 401, "authentication_failed"),
    (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
    (exceptions.NotAcceptable(), 406, "not_acceptable"),
    (exceptions.UnsupportedMediaType("text/xml"), 415, "unsupported_media_type"),
    (exceptions.Throttled(wait=7), 429, "rate_limited"),
    (exceptions.ParseError(), 400, "malformed_json"),
    (exceptions.ValidationError({"title": ["No."]}), 400, "invalid"),
    (ValidationError({"title": "No."}), 400, "invalid"),
    (SuspiciousOperation(), 400, "bad_request"),
    (IntegrityError(), 409, "conflict"),
    (DataError(), 400, "bad_value"),
    (sqlite_error(sqlite3.SQLITE_BUSY), 503, "busy"),
    (sqlite_error(sqlite3.SQLITE_FULL), 503, "busy"),
    (caused(OperationalError(), RuntimeError("lock timeout")), 503, "busy"),
    (NotYours(), 403, "not_yours"),
    (ThreadLocked(), 409, "thread_locked"),
    (Refusal("bad_cursor"), 400, "bad_cursor"),
]


@pytest.mark.parametrize(("error", "status", "code"), RAISED)
def test_what_a_view_raises_becomes_a_problem(client, monkeypatch, error, status, code):
    monkeypatch.setattr(Breaking, "error", error, raising=False)

    assert_problem(client.get("/api/breaking/"), status, code)


def test_all_absent_things_answer_the_same_bytes(client, monkeypatch):
    answers = set()
    for error in (Http404("Story 7 is Anna's"), exceptions.NotFound("draft")):
        monkeypatch.setattr(Breaking, "error", error, raising=False)
        answers.add(client.get("/api/breaking/").content)
    answers.add(client.get("/api/no-such-thing/").content)

    assert len(answers) == 1


def test_a_wrong_query_is_our_fault_not_the_moments(client, monkeypatch):
    client.raise_request_exception = False
    error = sqlite_error(sqlite3.SQLITE_ERROR)
    monkeypatch.setattr(Breaking, "error", error, raising=False)

    assert_problem(client.get("/api/breaking/"), 500, "server_error")


def test_a_passing_fault_says_when_to_come_back(client, monkeypatch):
    error = sqlite_error(sqlite3.SQLITE_BUSY)
    monkeypatch.setattr(Breaking, "error", error, raising=False)

    assert client.get("/api/breaking/")["Retry-After"] == "2"


@pytest.mark.parametrize(
    ("asked", "spoken", "title"),
    [("en", "en", "Not found"), ("sv;q=0.3, en;q=0.9", "en", "Not found")],
)
def test_the_title_is_in_the_readers_language(client, asked, spoken, title):
    answer = client.get("/api/no-such-thing/", headers={"Accept-Language": asked})

    assert answer["Content-Language"] == spoken
    assert answer.json()["title"] == title
    assert "Accept-Language" in answer["Vary"]


def test_swedish_is_spoken_unless_another_language_is_asked_for(client):
    assert client.get("/api/no-such-thing/")["Content-Language"] == "sv"


def test_every_fault_points_at_its_place(client):
    plan = {"steps": [{"name": "ok"}, {"name": "too long"}, {}], "tags": [1, "x"]}

    answer = client.post("/api/checked/", plan, content_type="application/json")

    document = assert_problem(answer, 400, "invalid")
    assert {(fault["pointer"], fault["code"]) for fault in document["errors"]} == {
        ("/title", "required"),
        ("/steps/1/name", "max_length"),
        ("/steps/2/name", "required"),
        ("/tags/1", "invalid"),
    }


def test_a_fault_of_the_whole_points_at_the_whole(client):
    answer = client.post("/api/checked/", "[]", content_type="application/json")

    assert assert_problem(answer, 400, "invalid")["errors"][0]["pointer"] == ""


def test_pointers_escape_what_pointers_use():
    detail = {"a/b~c": ["Wrong."], 3: {"__all__": ["Wrong too."]}}

    assert [fault.pointer for fault in faults(detail)] == ["/a~1b~0c", "/3"]


def test_a_fault_of_a_parameter_names_the_parameter():
    fault = Fault(None, "range", "Too many.", "page_size")

    assert fault.as_json() == {"parameter": "page_size", "code": "range", "detail": "Too many."}


def test_every_code_has_a_page_for_people(client):
    for code, meaning in every_code().items():
        answer = client.get(f"/problems/{code}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert f"HTTP {meaning.status}" in answer.content.decode()


def test_an_unknown_code_has_no_page(client):
    assert client.get("/problems/no_such_code").status_code == 404


def test_the_statuses_registered_are_errors():
    assert all(400 <= meaning.status < 600 for meaning in CODES.values())


def test_a_person_with_a_browser_gets_sentences(client):
    answer = client.get("/no-such-page/", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert answer.content.decode().startswith("Not found\n")
