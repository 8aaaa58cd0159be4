"""A program that fills in every field of the sign-up is answered as if, and has made nobody."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.mail import deliver
from accounts.models import Company, Invitation, Mail, Membership, User
from accounts.sign_in import NOBODY
from tests.accounts.doors import App, seen
from tests.factories import make_member

GOOD = "violett gräsklippare 7"
EMAIL = "robot@tillit.example"


def sign_up(app: App, **changes: str) -> Any:
    body = {"email": EMAIL, "password": GOOD, "display_name": "Robot", "invitation": ""}
    return app.post("/auth/signup", **{**body, **changes})


def fall_in(app: App, **changes: str) -> Any:
    return sign_up(app, homepage="https://billigt.example", **changes)


def test_the_answer_is_that_of_a_sign_up_that_worked(settings: Any, company: Company) -> None:
    settings.OPEN_SIGNUP = True
    expected = seen(sign_up(App(), email="ny@tillit.example"))
    people = User.objects.count()
    known = make_member(company).email

    assert seen(fall_in(App())) == expected
    assert seen(fall_in(App(), email=known)) == expected
    assert User.objects.count() == people + 1  # the member made above
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_browser_door_has_the_same_trap(settings: Any, db: None) -> None:
    settings.OPEN_SIGNUP = True
    path = "/_allauth/browser/v1/auth/signup"
    body = {"email": EMAIL, "password": GOOD, "display_name": "Robot", "homepage": "x"}

    answer = Client().post(path, body, "application/json")

    assert answer.status_code == 401
    pending = [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
    assert pending == ["verify_email"]
    assert not User.objects.exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_gets_a_mail(company: Company, is_known: bool) -> None:
    fall_in(App(), email=make_member(company).email if is_known else EMAIL)

    written = Mail.objects.get()
    assert written.recipient == NOBODY
    deliver.func(str(written.pk))
    assert mail.outbox == []


def test_no_code_leads_further(db: None) -> None:
    app = App()
    fall_in(app)
    for code in ("BBBB-BBBB", ""):
        assert app.post("/auth/email/verify", key=code).status_code == 400
    assert not app.is_signed_in()
    assert not User.objects.exists()


def test_it_costs_one_password_hash_like_every_sign_up(db: None, hashed: list[str]) -> None:
    fall_in(App())
    assert hashed == [GOOD]


def test_an_invitation_is_neither_used_nor_judged(company: Company) -> None:
    invitation, token = Invitation.issue(company=company, email=EMAIL, role="member", by=None)
    invited = fall_in(App(), invitation=token)
    uninvited = fall_in(App(), invitation="påhittad", email="annan@tillit.example")

    assert seen(invited) == seen(uninvited)
    assert Invitation.objects.open().filter(pk=invitation.pk).exists()
    assert not Membership.objects.exists()


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_trap_holds_nobody(company: Company, empty: str) -> None:
    _invitation, token = Invitation.issue(company=company, email=EMAIL, role="member", by=None)
    assert sign_up(App(), invitation=token, homepage=empty).status_code == 200
    assert User.objects.filter(email=EMAIL).exists()
