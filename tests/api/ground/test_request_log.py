"""One line of log for each request, with an id and without anything personal."""

import json

import pytest
import structlog
from structlog.testing import capture_logs

from tests.api.ground.urls import Breaking

pytestmark = pytest.mark.urls("tests.api.ground.urls")


@pytest.fixture
def lines():
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield lines


def test_a_request_is_one_line(client, lines):
    answer = client.get("/api/stories/4711/?q=hemligt", headers={"User-Agent": "Ann"})

    (line,) = lines
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["route"] == "/api/stories/<int:story>/"
    assert line["request_id"] == answer["X-Request-ID"]
    assert isinstance(line["ms"], int)
    drawn = {"request_id", "timestamp"}  # digits that may be any, 4711 too
    text = json.dumps({name: value for name, value in line.items() if name not in drawn})
    assert not any(secret in text for secret in ("4711", "hemligt", "Ann", "127.0.0.1"))


def test_a_path_that_leads_nowhere_is_not_logged_as_it_is(client, lines):
    client.get("/api/anna/")

    assert lines[-1]["route"] == "unmatched"
    assert "anna" not in json.dumps(lines)


def test_each_request_has_its_own_id(client):
    assert client.get("/healthz")["X-Request-ID"] != client.get("/healthz")["X-Request-ID"]


@pytest.mark.parametrize(
    ("given", "taken"),
    [("abcDEF12_-", True), ("short", False), ("a" * 65, False), ("a b c d e f", False)],
)
def test_an_id_from_outside_is_taken_if_it_is_harmless(client, given, taken):
    answer = client.get("/healthz", headers={"X-Request-ID": given})

    assert (answer["X-Request-ID"] == given) is taken


def test_what_breaks_is_logged_without_what_it_says(client, lines, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(Breaking, "error", RuntimeError("anna@example.com"), raising=False)

    client.get("/api/breaking/")

    unhandled, request = lines
    assert (unhandled["event"], unhandled["error"]) == ("unhandled", "builtins.RuntimeError")
    assert unhandled["frames"][-1].endswith(" get")
    assert request["status"] == 500
    assert "anna" not in json.dumps(lines)
