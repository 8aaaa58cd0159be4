"""Sessions: what opens them, what ends them, and what the table gives away."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import Session, User
from accounts.sessions import SessionStore, digest
from tests.accounts.doors import PASSWORD, App, enrol, mailed_code, totp
from tests.clients import API, session_token, signed_in
from tests.factories import make_user

NEW = "violett gräsklippare 7"


def test_the_token_opens_and_the_stored_key_does_not(db: None) -> None:
    app, thief = App(), App()
    app.log_in(make_user())
    row = Session.objects.get(user__isnull=False)
    thief.token = row.session_key
    assert app.is_signed_in()
    assert row.session_key == digest(app.token or "")
    assert not thief.is_signed_in()


def test_a_deactivated_person_is_out_by_token_and_by_cookie(db: None, client: Client) -> None:
    user, app = make_user(), App()
    app.log_in(user)
    client.cookies["sessionid"] = session_token(user)
    assert client.get("/_allauth/browser/v1/auth/session").status_code == 200
    user.deactivate()
    assert not app.is_signed_in()
    assert client.get("/_allauth/browser/v1/auth/session").status_code == 401
    assert not Session.objects.filter(user=user).exists()


def test_a_person_deactivated_by_a_bare_update_is_out_too(db: None) -> None:
    user, app = make_user(), App()
    app.log_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not app.is_signed_in()
    app.log_in(user)
    assert not app.is_signed_in()


def test_changing_the_password_ends_every_session(db: None, mailoutbox: Any) -> None:
    user, app, other = make_user(), App(), App()
    app.log_in(user)
    other.log_in(user)
    answer = app.post("/account/password/change", current_password=PASSWORD, new_password=NEW)
    assert answer.status_code == 401
    assert not other.is_signed_in()
    assert not Session.objects.filter(user=user).exists()
    assert App().log_in(user, NEW).status_code == 200


def test_resetting_the_password_ends_every_session(db: None, mailoutbox: Any) -> None:
    user, other, app = make_user(), App(), App()
    other.log_in(user)
    app.post("/auth/password/request", email=user.email)
    app.post("/auth/password/reset", key=mailed_code(), password=NEW)
    assert not other.is_signed_in()
    assert not Session.objects.filter(user=user).exists()
    assert App().log_in(user, NEW).status_code == 200


def test_resetting_while_signed_in_is_no_error(db: None, mailoutbox: Any) -> None:
    user, app = make_user(), App()
    app.log_in(user)
    app.post("/auth/password/request", email=user.email)
    answer = app.post("/auth/password/reset", key=mailed_code(), password=NEW)
    assert answer.status_code in {200, 401}
    assert App().log_in(user, NEW).status_code == 200


def test_the_token_changes_at_sign_in_and_after_the_second_factor(db: None, mid_step: None) -> None:
    user, app = make_user(), App()
    enrol(user)
    app.post("/auth/code/request", email="okand@tillit.example")
    before = app.token
    app.log_in(user)
    half = app.token
    assert app.post("/auth/2fa/authenticate", code=totp()).status_code == 200
    assert app.token not in {None, before, half}
    stale = App()
    stale.token = half
    assert app.is_signed_in()
    assert not stale.is_signed_in()


def test_login_by_code_signs_in(db: None, mailoutbox: Any) -> None:
    user, app = make_user(), App()
    app.post("/auth/code/request", email=user.email)
    assert app.post("/auth/code/confirm", code=mailed_code()).status_code == 200
    assert app.is_signed_in()


def test_signing_in_leaves_no_last_seen(db: None) -> None:
    user = make_user()
    App().log_in(user)
    user.refresh_from_db()
    assert user.last_login is None


def test_a_session_ends_for_every_door_with_its_last_day(
    db: None, client: Client, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-22T12:34:41Z")
    user, app = make_user(), App()
    app.log_in(user)
    client.cookies["sessionid"] = session_token(user)
    api = signed_in(user)

    ends = set(Session.objects.filter(user=user).values_list("expire_date", flat=True))
    assert ends == {datetime(2026, 12, 7, tzinfo=UTC)}
    time_machine.move_to("2026-12-06T23:59:59Z")
    assert statuses(app, client, api) == [200, 200, 200, 200]

    time_machine.move_to("2026-12-07T00:00:01Z")

    assert statuses(app, client, api) == [410, 401, 401, 401]


def statuses(app: App, client: Client, api: APIClient) -> list[int]:
    """What a token and a cookie get at the doors of sign-in and of the API."""
    return [
        app.look("/auth/session").status_code,
        client.get("/_allauth/browser/v1/auth/session").status_code,
        api.get(f"{API}/me/").status_code,
        client.get(f"{API}/me/").status_code,
    ]


def test_a_session_is_read_with_its_token_alone(db: None) -> None:
    user, app = make_user(), App()
    app.log_in(user)
    row = Session.objects.get(user=user)

    content = SessionStore(app.token).decode(row.session_data)
    assert content["_auth_user_id"] == str(user.pk)
    for other in (row.session_key, session_token(user), None):
        assert SessionStore(other).decode(row.session_data) == {}


def test_a_content_moved_to_another_session_signs_nobody_in(db: None) -> None:
    anna, bo, app = make_user(), make_user(), App()
    app.log_in(bo)
    theirs = session_token(anna)
    sealed = Session.objects.get(session_key=digest(theirs)).session_data

    Session.objects.filter(user=bo).update(session_data=sealed)

    assert not app.is_signed_in()
    headers = {"X-Session-Token": app.token}
    assert APIClient().get(f"{API}/me/", headers=headers).status_code == 401
