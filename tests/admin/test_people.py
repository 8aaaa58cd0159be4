"""People in the admin: who may change what, and how somebody is shut out."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import Company, User
from tests.admin.conftest import sit_down
from tests.admin.pages import act, page, shown
from tests.clients import session_token
from tests.factories import make_user


@pytest.fixture
def registrar(db: None) -> Client:
    """The desk of somebody who may look up and mend people, and nothing else."""
    user = make_user("Rut Registrator")
    names = ["view_user", "change_user"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return sit_down(user)


def test_a_deactivated_person_is_out_at_once(registrar: Client, teller: User) -> None:
    session_token(teller)
    assert "Done for 1 item." in act(registrar, "deactivate", teller)
    teller.refresh_from_db()
    assert not teller.is_active
    assert not teller.sessions.exists()


def test_a_deactivated_person_can_be_let_in_again(registrar: Client, teller: User) -> None:
    session_token(teller)
    teller.deactivate()
    act(registrar, "reactivate", teller)
    teller.refresh_from_db()
    assert teller.is_active
    assert not teller.sessions.exists()


def test_a_suspension_is_seen_and_not_set_here(registrar: Client, teller: User) -> None:
    until = timezone.now() + timedelta(days=7)
    teller.suspend(until)
    with translation.override("en"):  # as the desk is read
        read = date_format(timezone.localtime(until), "DATETIME_FORMAT")
    assert read in shown(registrar, teller)
    assert 'name="suspended_until' not in shown(registrar, teller)


def test_a_name_is_mended_and_the_address_stays(registrar: Client, teller: User) -> None:
    data = {"display_name": "Tea Berättare", "title": "", "language": "en", "_save": "Save"}
    for name in ("memberships", "appointments"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    before = teller.email
    registrar.post(page(teller, "change"), {**data, "email": "annan@tillit.example"})
    teller.refresh_from_db()
    assert (teller.display_name, teller.language, teller.email) == ("Tea Berättare", "en", before)


def test_who_may_mend_a_name_may_not_give_rights(registrar: Client, teller: User) -> None:
    data = {"display_name": "Tea", "language": "sv", "is_staff": "on", "is_superuser": "on"}
    for name in ("memberships", "appointments"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    registrar.post(page(teller, "change"), {**data, "_save": "Save"})
    teller.refresh_from_db()
    assert teller.display_name == "Tea"
    assert not teller.is_staff
    assert not teller.is_superuser


def test_no_page_shows_a_secret(chief: Client, teller: User) -> None:
    text = shown(chief, teller)
    assert teller.password not in text
    assert session_token(teller) not in text
    assert "last_login" not in text


@pytest.mark.parametrize("model", [User, Company])
def test_reference_data_needs_a_right_of_its_own(bench: Client, model: type[User]) -> None:
    assert bench.get(page(model, "changelist")).status_code == 403
    assert bench.get(page(model, "add")).status_code == 403


def test_nobody_is_made_without_an_invitation(chief: Client) -> None:
    assert chief.get(page(User, "add")).status_code == 403
