"""Bodies nobody should send: refused with a clear problem, and nothing has happened."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.api.inventory import (
    ODD,
    Operation,
    World,
    assert_lists_answer,
    everything,
    fields,
    operations,
    sample,
    send,
    takes,
    with_body,
)
from tests.clients import assert_problem

each_body = pytest.mark.parametrize("operation", with_body(), ids=str)

DEEP = b'{"a":' + b"[" * 1000 + b"]" * 1000 + b"}"
UNREADABLE = {
    "no JSON": b"{",
    "two documents": b"{}{}",
    "a NUL inside": b'{"a":"\0"}',
    "an escaped NUL": b'{"a":"\\u0000"}',
    "a lone surrogate": b'{"a":"\\ud800"}',
    "a surrogate as key": b'{"\\udfff":1}',
    "surrogate bytes": b'{"a":"\xed\xa0\x80"}',
    "invalid UTF-8": b'{"a":"\xff"}',
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "1,000 levels": DEEP,
    "100,000 brackets": b"[" * 100_000,
    "the same key twice": b'{"a":1,"a":2}',
    "a number of 400 digits": b'{"a":' + b"9" * 400 + b"}",
    "a fraction of 400 digits": b'{"a":0.' + b"9" * 400 + b"}",
    "an exponent": b'{"a":1e400}',
    "NaN": b'{"a":NaN}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_proper_json_is_refused_everywhere(
    body: bytes, raw: Any, boss: APIClient
) -> None:
    before = everything()

    for one in with_body():
        assert_problem(raw(one, body), 400, "malformed_json")

    assert everything() == before
    assert_lists_answer(boss)


@pytest.mark.parametrize("body", [b"null", b"true", b"1", b'"x"', b"[]", b"[{}]"])
def test_a_body_is_an_object(body: bytes, raw: Any) -> None:
    before = everything()

    for one in with_body():
        assert_problem(raw(one, body), 400, "invalid")

    assert everything() == before


@each_body
def test_a_value_the_description_does_not_allow_is_refused_by_its_field(
    operation: Operation, world: World, asking: Any, boss: APIClient
) -> None:
    before = everything()
    needed = sample(operation.body)

    for name, schema in fields(operation).items():
        for value in [odd for odd in ODD if not takes(schema, odd)]:
            answer = send(asking(operation), operation, world, {**needed, name: value})
            assert_problem(answer, 400, "invalid")
            pointers = [fault["pointer"] for fault in answer.json()["errors"]]
            assert any(pointer.startswith(f"/{name}") for pointer in pointers), (name, value)

    assert everything() == before
    assert_lists_answer(boss)


@each_body
def test_an_unknown_field_is_refused_with_the_nearest_name(
    operation: Operation, world: World, asking: Any
) -> None:
    before = everything()

    for name in fields(operation):
        answer = send(
            asking(operation), operation, world, {**sample(operation.body), name + "e": 1}
        )
        assert_problem(answer, 400, "invalid")
        (fault,) = answer.json()["errors"]
        assert (fault["pointer"], fault["code"]) == (f"/{name}e", "unknown")
        assert name in fault["detail"]

    assert everything() == before


def test_ten_megabytes_are_too_much_everywhere(raw: Any) -> None:
    before = everything()
    body = b'{"a":"' + b"x" * 10_000_000 + b'"}'

    for one in operations():
        if one.method != "get":
            assert_problem(raw(one, body), 413, "too_large")

    assert everything() == before


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", "", "x"])
def test_json_calls_itself_json(kind: str, raw: Any) -> None:
    before = everything()

    for one in with_body():
        answer = raw(one, b'{"a":1}', kind)
        assert_problem(answer, 415, "unsupported_media_type")

    assert everything() == before


def test_a_measurement_without_a_metric_needs_a_name_of_its_own(
    world: World, boss: APIClient
) -> None:
    before = everything()

    answer = boss.post(world.at("/api/v1/stories/{id}/measurements/"), {"name": "Ställtid"})

    assert_problem(answer, 400, "invalid")
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert faults == [("/unit", "needed_without_metric"), ("/direction", "needed_without_metric")]
    assert everything() == before
