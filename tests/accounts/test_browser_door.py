"""The browser client: a cookie, and nothing changes without the CSRF token."""

from django.test import Client

from accounts.models import User
from tests.accounts.doors import PASSWORD, App
from tests.factories import make_user

BROWSER = "/_allauth/browser/v1"


def log_in(client: Client, user: User, csrf: str = "") -> int:
    body = {"email": user.email, "password": PASSWORD}
    answer = client.post(
        f"{BROWSER}/auth/login", body, "application/json", headers={"X-CSRFToken": csrf}
    )
    return answer.status_code


def test_signing_in_by_cookie_needs_the_csrf_token(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(f"{BROWSER}/config")
    assert log_in(client, make_user()) == 403
    assert "sessionid" not in client.cookies


def test_signing_in_by_cookie_works_with_it(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(f"{BROWSER}/config")
    assert log_in(client, make_user(), client.cookies["csrftoken"].value) == 200
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_the_config_names_what_is_offered(db: None) -> None:
    offered = App().look("/config").json()["data"]
    assert offered["account"]["login_methods"] == ["email"]
    assert offered["account"]["login_by_code_enabled"]
    assert set(offered["mfa"]["supported_types"]) == {"totp", "recovery_codes", "webauthn"}


def test_passkeys_can_be_signed_in_with(db: None, settings: object) -> None:
    answer = App().look("/auth/webauthn/login")
    options = answer.json()["data"]["request_options"]["publicKey"]
    assert answer.status_code == 200
    assert options["rpId"] == "localhost"
    assert options["userVerification"]
