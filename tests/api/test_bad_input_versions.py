"""Versions and keys that do not fit: nothing is lost, and nothing happens twice."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.api.inventory import Operation, World, everything, operations, sample
from tests.clients import assert_problem

VERSIONED = [one for one in operations() if one.is_versioned]
POSTS = [one for one in operations() if one.is_repeatable]
each_versioned = pytest.mark.parametrize("operation", VERSIONED, ids=str)
MALFORMED = ["x", "0", '"', '"a" "b"', '"a",', "W/", "* *", '"' + "a" * 5000 + '"', "\u00e5"]


def call(client: APIClient, one: Operation, world: World, **headers: str) -> Any:
    """Call an operation with a body that would be taken."""
    body = sample(one.body) if one.body else None
    return getattr(client, one.method)(world.at(one.path), body, headers=headers)


@each_versioned
def test_a_change_names_the_version_it_changes(
    operation: Operation, world: World, boss: APIClient
) -> None:
    before = everything()

    assert_problem(call(boss, operation, world), 428, "precondition_required")

    assert everything() == before


@each_versioned
def test_the_version_of_something_else_is_stale(
    operation: Operation, world: World, boss: APIClient
) -> None:
    before = everything()
    here, there = world.at(operation.path), f"/api/v1/threads/{world.names['threads']}/"
    other = f"/api/v1/stories/{world.names['stories']}/" if here == there else there
    current = boss.get(here.removesuffix("approval/"))["ETag"]

    for tag in (boss.get(other)["ETag"], '"0123456789abcdef"', f"W/{current}"):
        answer = call(boss, operation, world, **{"If-Match": tag})
        assert_problem(answer, 412, "stale_version")
        assert answer["ETag"].strip('"') == current.strip('"').partition("-")[0]

    assert everything() == before


@pytest.mark.parametrize("header", MALFORMED)
def test_a_version_that_cannot_be_read_is_told_so(
    header: str, world: World, boss: APIClient
) -> None:
    before = everything()

    for one in VERSIONED:
        assert_problem(call(boss, one, world, **{"If-Match": header}), 400, "malformed_header")

    assert everything() == before


@pytest.mark.parametrize("operation", [one for one in POSTS if one.body], ids=str)
def test_a_key_with_another_body_is_refused_and_with_the_same_replayed(
    operation: Operation, world: World, boss: APIClient
) -> None:
    key = {"Idempotency-Key": "the-same-key"}
    path, body = world.at(operation.path), sample(operation.body)
    first = boss.post(path, body, headers=key)
    if first.status_code >= 300:
        assert first.status_code in {400, 404, 409}  # a refusal keeps nothing: the key stays free
        return
    before = everything()

    again = boss.post(path, body, headers=key)
    other = boss.post(path, {**body, **sample(operation.body, "Annat")} | ODD_FIELD, headers=key)

    assert (again.content, again["Idempotency-Replayed"]) == (first.content, "true")
    assert_problem(other, 422, "idempotency_key_reused")
    assert everything() == before


ODD_FIELD = {"another": "body"}


@pytest.mark.parametrize("key", ["", " ", "å", "x" * 201, "a b"])
def test_a_key_is_one_word_of_ascii(key: str, world: World, boss: APIClient) -> None:
    before = everything()

    for one in POSTS:
        answer = call(boss, one, world, **{"Idempotency-Key": key})
        assert answer.status_code in {400, 415}, one.name

    assert everything() == before
