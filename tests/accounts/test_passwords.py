"""A password is the same however it is spelled, at every door where one is set or asked for."""

import sys
import unicodedata
from typing import Any

import pytest
from django.test import Client

from accounts.models import Company, Invitation, User
from accounts.passwords import opaque
from tests.accounts.doors import App, mailed_code
from tests.factories import make_user

COMPOSED = "Räksmörgås på Öland 7"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)
SPELLINGS = pytest.mark.parametrize(
    ("first", "then"),
    [
        (COMPOSED, DECOMPOSED),
        (DECOMPOSED, COMPOSED),
        (COMPOSED, COMPOSED.replace(" ", "\u00a0")),
        (f"  {COMPOSED}", f"{COMPOSED} "),
        ("Ångström\u212b 2026 mm", "Ångström\u00c5 2026 mm"),
    ],
)


def log_in_on_the_page(user: User, password: str) -> int:
    fields = {"login": user.email, "password": password}
    return Client().post("/accounts/login/", fields).status_code


@SPELLINGS
def test_signed_up_by_one_keyboard_one_signs_in_by_another(
    first: str, then: str, company: Company
) -> None:
    email = "ny@tillit.example"
    _, token = Invitation.issue(company=company, email=email, role="member", by=None)
    body = {"email": email, "display_name": "Ny Medlem", "invitation": token}

    assert App().post("/auth/signup", password=first, **body).status_code == 200

    user = User.objects.get(email=email)
    assert App().log_in(user, then).status_code == 200
    assert log_in_on_the_page(user, then) == 302


@SPELLINGS
def test_a_password_changed_by_one_keyboard_is_proved_by_another(
    first: str, then: str, db: None
) -> None:
    user, app = make_user(), App()
    user.set_password(then)
    user.save()
    app.log_in(user, first)
    new = {"current_password": first, "new_password": f"{first} 8"}

    assert app.post("/account/password/change", **new).status_code == 401

    again = App()
    assert again.log_in(user, f"{first} 8").status_code == 200
    proof = again.post("/auth/reauthenticate", password=unicodedata.normalize("NFD", f"{first} 8"))
    assert proof.status_code == 200


@SPELLINGS
def test_a_password_reset_by_one_keyboard_is_right_by_another(
    first: str, then: str, db: None, mailoutbox: Any
) -> None:
    user, app = make_user(), App()
    app.post("/auth/password/request", email=user.email)
    app.post("/auth/password/reset", key=mailed_code(), password=first)

    assert App().log_in(user, then).status_code == 200


def test_a_short_password_does_not_become_long_by_its_spelling(company: Company) -> None:
    _, token = Invitation.issue(company=company, email="ny@x.example", role="member", by=None)
    body = {"email": "ny@x.example", "display_name": "Ny", "invitation": token}
    short = unicodedata.normalize("NFD", "åäöåäöåäö")  # eighteen code points, nine letters

    answer = App().post("/auth/signup", password=short, **body)

    assert [fault["param"] for fault in answer.json()["errors"]] == ["password"]
    assert not User.objects.filter(email="ny@x.example").exists()


def test_case_width_and_letters_stay_as_they_are() -> None:
    for password in ("Å", "ＡＢ", "ß", "ﬁ", "ſ", "a  b", "K"):
        assert opaque(password) == password


def test_every_space_of_unicode_is_a_space() -> None:
    spaces = [chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) == "Zs"]
    assert len(spaces) == 17
    assert {opaque(f"a{space}b") for space in spaces} == {"a b"}


def test_somebody_without_a_password_is_let_in_by_none(db: None) -> None:
    user = User.objects.create_user("utan@tillit.example", display_name="Utan")
    assert not user.has_usable_password()
    assert not user.check_password("")
