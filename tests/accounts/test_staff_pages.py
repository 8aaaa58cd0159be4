"""The HTML pages of sign-in: each opens, in Swedish, under the strict content policy."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests.accounts.doors import PASSWORD, enrol, totp
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("mid_step")
OPEN = ["/accounts/login/", "/accounts/login/code/", "/accounts/inactive/"]
SIGNED_IN = [
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]
ABSENT = ["/accounts/signup/", "/accounts/email/", "/accounts/password/set/"]


def assert_plain(answer: Any) -> None:
    """Check what the content policy would block: inline styles, handlers and scripts."""
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r'\son\w+="|\sstyle="|<style', page)
    for attributes in re.findall(r"<script([^>]*)>", page):
        assert "src=" in attributes or 'type="application/json"' in attributes
    assert '<html lang="sv"' in page


@pytest.mark.parametrize("path", OPEN)
def test_the_pages_for_nobody_open(path: str, client: Client, db: None) -> None:
    assert_plain(client.get(path))


@pytest.mark.parametrize("path", SIGNED_IN)
def test_the_pages_for_the_signed_in_open(path: str, client: Client, db: None) -> None:
    user = make_user()
    enrol(user)
    RecoveryCodes.activate(user)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": totp()})
    if path.endswith(("generate/", "/add/", "recovery-codes/", "deactivate/")):
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert_plain(client.get(path))


def test_the_page_that_asks_for_the_second_factor_opens(client: Client, db: None) -> None:
    user = make_user()
    enrol(user)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert_plain(client.get("/accounts/2fa/authenticate/"))


def test_an_authenticator_app_is_added_on_its_page(client: Client, db: None) -> None:
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assert_plain(page)
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": totp(secret=secret)})
    assert Authenticator.objects.filter(user=user, type="totp").exists()


@pytest.mark.parametrize("path", ABSENT)
def test_what_the_api_does_has_no_page(path: str, client: Client, db: None) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_an_unverified_superuser_gets_in_by_a_mailed_code(
    client: Client, db: None, mailoutbox: Any
) -> None:
    user = make_user()
    EmailAddress.objects.all().delete()
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert_plain(client.get("/accounts/confirm-email/"))
    assert len(mailoutbox) == 1


def test_a_changed_password_is_asked_for_at_once(client: Client, db: None, mailoutbox: Any) -> None:
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    new = "violett gräsklippare 7"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/accounts/password/change/", fields)
    assert "_auth_user_id" not in client.session
