"""Who may enter by the addresses that are not the API's: the admin and allauth's pages.

The list comes from the URL configuration, so an address that a library adds has to be judged here.
"""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.admin.conftest import sit_down
from tests.clients import session_token
from tests.factories import make_user
from tests.trust.matrix.urlconf import elsewhere

# What answers nobody's GET with a page of its own: signing in, and what says nothing of anybody.
OPEN = {
    "/_allauth/app/v1/config",
    "/_allauth/browser/v1/config",
    "/_allauth/app/v1/auth/webauthn/login",
    "/_allauth/browser/v1/auth/webauthn/login",
    "/accounts/inactive/",
    "/accounts/login/",
    "/accounts/login/code/",
    "/api/docs/",
    "/api/v1/openapi.yaml",
    "/healthz",
    "/problems/<slug:code>",
    "/readyz",
}
PLACES = {
    "<slug:code>": "not_found",
    "<int:pk>": "1",
    "(?P<app_label>accounts|auth|forum)": "forum",
    "(?P<url>.*)": "something",
}


def address(route: str) -> str:
    """A route with something that is not there in every place."""
    for place, filled in PLACES.items():
        route = route.replace(place, filled)
    return re.sub(r"<[^>]+>", str(uuid4()), route).replace("^", "").replace("$", "")


def unseated(user: User) -> Client:
    """A browser that signed in by password alone."""
    client = Client(headers={"Accept-Language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session_token(user)
    return client


@pytest.fixture
def shut_out(teller: User, steward: User) -> dict[str, Client]:
    """Everybody but staff with a second factor."""
    chief, gone = make_user(is_staff=True, is_superuser=True), make_user(is_superuser=True)
    left = sit_down(gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    member = sit_down(teller)
    User.objects.filter(pk=teller.pk).update(is_staff=False)
    seats = {"staff by password alone": unseated(chief), "member with a second factor": member}
    return {"nobody": Client(), "steward": unseated(steward), "inactive": left, **seats}


def test_nothing_but_signing_in_is_open_to_nobody(client: Client, db: None) -> None:
    found = {route for route in elsewhere() if client.get(address(route)).status_code == 200}

    assert found == OPEN


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admin_opens_to_staff_with_a_second_factor_and_to_nobody_else(
    method: str, shut_out: dict[str, Client]
) -> None:
    admin = [route for route in elsewhere() if route.startswith("/admin/")]
    admin.remove("/admin/logout/")  # the way out is open to everybody
    assert len(admin) > 80
    answers = {
        (who, route): getattr(client, method)(address(route))
        for who, client in shut_out.items()
        for route in admin
    }
    assert {door for door, answer in answers.items() if not is_shut(answer)} == set()


def is_shut(answer: Any) -> bool:
    """Tell whether an answer sends to the sign-in, or refuses."""
    sent_to: str = answer.get("Location", "")
    if answer.status_code == 302:
        return sent_to.startswith(("/accounts/login/", "/accounts/2fa/", "/admin/login/"))
    return answer.status_code in {401, 403, 404}  # 401: what is sent is not sent on to the sign-in
