"""Whoever sends credentials is somebody or is refused, at every door for programs."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.doors import App
from tests.clients import API, assert_problem, bearing, session_token
from tests.factories import make_anonymous

PUBLIC = ["stories/", "threads/", "topics/", "metrics/", "outcomes/", "openapi.yaml"]
NOT_UNDERSTOOD = [
    *("", "Bearer", "Bearer ", "Bearer a b", "Bearer å", "Token abc", "Basic YW5uYTpwYXNz"),
    *("abc", "Digest username=x", "Bearer x, Basic y", "Negotiate", "Bearer\tabc"),
]


def sent(header: str, **more: str) -> Client:
    return Client(headers={"Authorization": header, "Accept-Language": "sv", **more})


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("header", NOT_UNDERSTOOD)
def test_a_header_that_is_not_understood_is_refused_where_anybody_may_read(
    db: None, path: str, header: str
) -> None:
    assert Client().get(f"{API}/{path}").status_code == 200

    answer = sent(header).get(f"{API}/{path}")

    assert_problem(answer, 401, "authentication_failed")
    assert answer["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("path", [*PUBLIC, "me/"])
def test_a_bearer_nobody_knows_is_refused(db: None, path: str) -> None:
    answer = sent("Bearer 0123456789abcdef").get(f"{API}/{path}")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("header", ["Token x", "Basic x", ""])
@pytest.mark.parametrize("path", ["config", "auth/login", "auth/session"])
def test_the_doors_of_sign_in_understand_nothing_else_either(
    teller: User, header: str, path: str
) -> None:
    for door in ("app", "browser"):
        address = f"/_allauth/{door}/v1/{path}"
        assert_problem(sent(header).get(address), 401, "authentication_failed")
        assert_problem(
            sent(header).post(address, {}, "application/json"), 401, "authentication_failed"
        )


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_session_token_works_as_a_bearers(teller: User, scheme: str) -> None:
    client = sent(f"{scheme} {session_token(teller)}")

    assert client.get(f"{API}/me/").json()["display_name"] == "Tea Teller"
    written = client.patch(f"{API}/me/", {"title": "Chef"}, "application/json")
    assert written.status_code == 200
    assert client.get("/_allauth/app/v1/auth/session").status_code == 200


def test_an_answer_to_a_bearer_is_kept_apart_in_caches(teller: User) -> None:
    answer = sent(f"Bearer {session_token(teller)}").get(f"{API}/me/")

    assert "Authorization" in answer["Vary"]
    assert "private" in answer["Cache-Control"]


def test_a_session_that_has_ended_is_no_bearer_any_more(teller: User) -> None:
    app = App()
    app.log_in(teller)
    client = sent(f"Bearer {app.token}")
    assert client.get(f"{API}/me/").status_code == 200

    client.delete("/_allauth/app/v1/auth/session")

    assert_problem(client.get(f"{API}/stories/"), 401, "authentication_failed")


def test_two_different_tokens_in_one_request_are_refused(teller: User, stranger: User) -> None:
    one, other = session_token(teller), session_token(stranger)

    answer = sent(f"Bearer {one}", **{"X-Session-Token": other}).get(f"{API}/me/")

    assert_problem(answer, 401, "authentication_failed")
    assert sent(f"Bearer {one}", **{"X-Session-Token": one}).get(f"{API}/me/").status_code == 200


@pytest.mark.usefixtures("crowd", "moderator", "peer")
def test_a_bearer_beside_the_pass_of_a_receipt_is_refused(teller: User, circle: Any) -> None:
    voice: Any = bearing(make_anonymous(teller, circle).receipt)
    voice.credentials(
        HTTP_X_RECEIPT_PASS=voice._credentials["HTTP_X_RECEIPT_PASS"],
        HTTP_AUTHORIZATION=f"Bearer {session_token(teller)}",
    )

    assert_problem(voice.get(f"{API}/stories/"), 400, "two_identities")


def test_pages_for_people_do_not_ask_for_it(db: None) -> None:
    assert sent("Basic YW5uYTpwYXNz").get("/healthz").status_code == 200
    assert sent("Basic YW5uYTpwYXNz").get("/accounts/login/").status_code == 200
