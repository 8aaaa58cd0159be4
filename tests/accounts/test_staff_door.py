"""The staff door: staff, active, and with a second factor proven lately."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from accounts.models import User
from tests.accounts.doors import PASSWORD, enrol, totp
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("mid_step")
INDEX = "/admin/"


@pytest.fixture
def staff(db: None) -> User:
    """A superuser."""
    return make_user("Siv Stab", is_staff=True, is_superuser=True)


def sign_in(client: Client, user: User, next_page: str = INDEX) -> Any:
    fields = {"login": user.email, "password": PASSWORD, "next": next_page}
    return client.post("/accounts/login/", fields)


def sign_in_fully(client: Client, user: User) -> Any:
    enrol(user)
    sign_in(client, user)
    return client.post("/accounts/2fa/authenticate/", {"code": totp()})


def test_nobody_is_sent_to_sign_in_and_back(client: Client, db: None) -> None:
    answer = client.get("/admin/accounts/user/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2Faccounts%2Fuser%2F"
    assert answer.status_code == 200


def test_the_admins_own_password_form_is_gone(client: Client, staff: User) -> None:
    answer = client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert client.get(INDEX).status_code == 302


def test_staff_with_both_factors_come_in(client: Client, staff: User) -> None:
    answer = sign_in_fully(client, staff)
    assert (answer.status_code, answer["Location"]) == (302, INDEX)
    page = client.get(INDEX)
    assert page.status_code == 200
    assert "Tillit" in page.content.decode()


def test_a_password_alone_does_not_open_the_admin(client: Client, staff: User) -> None:
    enrol(staff)
    sign_in(client, staff)
    assert client.get(INDEX).status_code == 302
    assert client.get("/admin/login/", follow=True).redirect_chain[-1][0].startswith("/accounts/")


def test_staff_without_a_second_factor_are_shown_to_enrolment(client: Client, staff: User) -> None:
    sign_in(client, staff)
    answer = client.get(INDEX, follow=True)
    assert answer.status_code == 403
    assert reverse("mfa_activate_totp") in answer.content.decode()
    assert client.get(reverse("mfa_activate_totp"), follow=True).status_code == 200


def test_staff_just_enrolled_prove_the_factor_and_come_in(client: Client, staff: User) -> None:
    sign_in(client, staff)
    enrol(staff)
    answer = client.get("/admin/login/?next=/admin/")
    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"
    answer = client.post(answer["Location"], {"code": totp(), "next": INDEX})
    assert answer["Location"] == INDEX
    assert client.get(INDEX).status_code == 200


def test_a_person_who_is_not_staff_is_told_so(client: Client, db: None) -> None:
    sign_in_fully(client, make_user())
    assert client.get(INDEX, follow=True).status_code == 403


def test_a_superuser_who_is_not_active_stays_outside(client: Client, staff: User) -> None:
    sign_in_fully(client, staff)
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert client.get(INDEX).status_code == 302


def test_half_an_hour_idle_ends_the_session(
    client: Client, staff: User, mid_step: Traveller
) -> None:
    sign_in_fully(client, staff)
    for _ in range(3):
        mid_step.shift(29 * 60)
        assert client.get(INDEX).status_code == 200
    mid_step.shift(31 * 60)
    assert client.get(INDEX, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_eight_hours_end_the_session_however_busy(
    client: Client, staff: User, mid_step: Traveller
) -> None:
    sign_in_fully(client, staff)
    for _ in range(19):
        mid_step.shift(25 * 60)
        assert client.get(INDEX).status_code == 200
    mid_step.shift(10 * 60)
    assert client.get(INDEX).status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_back_leads_nowhere_else(target: str, client: Client, staff: User) -> None:
    answer = client.get("/admin/login/", {"next": target})
    assert answer["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    enrol(staff)
    sign_in(client, staff, target)
    answer = client.post("/accounts/2fa/authenticate/", {"code": totp(), "next": target})
    assert "evil" not in answer["Location"]
