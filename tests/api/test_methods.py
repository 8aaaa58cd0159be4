"""Every method on every address: the declared ones and no other."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.api.inventory import World, description, everything, nothing_at_all
from tests.clients import assert_problem, signed_in

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "XX"]
PATHS: dict[str, Any] = description()["paths"]


def allowed(path: str) -> set[str]:
    """What Allow has to say of an address."""
    declared = {method.upper() for method in PATHS[path]}
    return declared | ({"HEAD"} if "GET" in declared else set())


def ask(client: APIClient, method: str, path: str) -> Any:
    """A request without a body."""
    return client.generic(method, path)


@pytest.mark.parametrize("path", PATHS)
def test_an_undeclared_method_is_refused_and_says_which_are_allowed(
    path: str, world: World, steward: User
) -> None:
    clients = signed_in(), signed_in(steward)
    before = everything()

    for method in set(METHODS) - allowed(path):
        for client in clients:
            answer = ask(client, method, world.at(path))
            assert_problem(answer, 405, "method_not_allowed")
            assert set(answer["Allow"].split(", ")) == allowed(path)

    assert everything() == before


@pytest.mark.parametrize("path", [path for path, verbs in PATHS.items() if "get" not in verbs])
def test_what_cannot_be_read_has_no_head_either(path: str, world: World, boss: APIClient) -> None:
    assert boss.head(world.at(path)).status_code == 405


@pytest.mark.parametrize("path", [path for path, verbs in PATHS.items() if "get" in verbs])
def test_head_answers_like_get_without_the_body(path: str, world: World, boss: APIClient) -> None:
    address = world.at(path)

    full, head = boss.get(address), boss.head(address)

    assert (head.status_code, head.getvalue() if head.streaming else head.content) == (
        full.status_code,
        b"",
    )
    assert head["Content-Type"] == full["Content-Type"]


@pytest.mark.parametrize("path", [path for path in PATHS if "{" in path])
def test_an_undeclared_method_tells_nothing_of_what_exists(path: str, world: World) -> None:
    here = ask(signed_in(), "TRACE", world.at(path))
    nowhere = ask(signed_in(), "TRACE", nothing_at_all(world).at(path))

    assert here.content == nowhere.content
