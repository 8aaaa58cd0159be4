"""Requests forged by another page: a cookie alone changes nothing (CSRF), at any address."""

import json
from typing import Any

from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests.api.inventory import Operation, World, everything, operations, sample
from tests.clients import API, assert_problem, session_token

UNSAFE = [one for one in operations() if one.method != "get"]
STORY = f"{API}/stories/"


def browser(user: User) -> Client:
    """A browser signed in by its cookie, checked as in production."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_token(user)
    return client


def send(client: Any, one: Operation, world: World, **headers: str) -> Any:
    body = sample(one.body) if one.body else None
    return client.generic(
        one.method.upper(),
        world.at(one.path),
        "" if body is None else json.dumps(body),
        "application/json",
        headers=headers | ({"If-Match": "*"} if one.is_versioned else {}),
    )


def test_a_cookie_without_its_token_changes_nothing(world: World, steward: User) -> None:
    client = browser(steward)
    before = everything()

    for one in UNSAFE:
        for headers in ({}, {"X-CSRFToken": "x" * 32}, {"X-CSRFToken": ""}):
            assert_problem(send(client, one, world, **headers), 403, "csrf_failed")

    assert everything() == before


def test_a_cookie_with_its_token_writes(steward: User) -> None:
    client = browser(steward)
    client.get("/_allauth/browser/v1/config")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value

    answer = client.post(
        STORY, {"title": "Försök"}, "application/json", headers={"X-CSRFToken": token}
    )

    assert answer.status_code == 201, answer.content


def test_a_token_of_another_browser_writes_nothing(steward: User) -> None:
    client, other = browser(steward), browser(steward)
    for one in (client, other):
        one.get("/_allauth/browser/v1/config")
    headers = {"X-CSRFToken": other.cookies[settings.CSRF_COOKIE_NAME].value}

    answer = client.post(STORY, {"title": "Försök"}, "application/json", headers=headers)

    assert_problem(answer, 403, "csrf_failed")


def test_a_cookie_alone_reads(steward: User) -> None:
    assert browser(steward).get(f"{API}/me/").status_code == 200


def test_a_token_in_a_header_no_page_can_forge_needs_no_other(steward: User) -> None:
    client = APIClient(enforce_csrf_checks=True, HTTP_X_SESSION_TOKEN=session_token(steward))
    assert client.post(STORY, {"title": "Försök"}, format="json").status_code == 201
