"""Signing up by invitation: one way in, and one answer for everything else."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Company, Invitation, Membership, User
from tests.accounts.doors import App, mailed_code, seen
from tests.factories import make_member

EMAIL = "ny@tillit.example"
GOOD = "violett gräsklippare 7"


def invite(company: Company, email: str = EMAIL, role: str = "member") -> tuple[Invitation, str]:
    return Invitation.issue(company=company, email=email, role=role, by=None)


def sign_up(app: App, token: str = "", **changes: str) -> Any:
    body = {"email": EMAIL, "password": GOOD, "display_name": "Ny Medlem", "invitation": token}
    return app.post("/auth/signup", **{**body, **changes})


def test_an_invited_person_signs_up_and_is_a_verified_member_at_once(company: Company) -> None:
    invitation, token = invite(company, role="steward")
    app = App()
    answer = sign_up(app, token, email="Ny@Tillit.example")
    assert answer.status_code == 200, answer.content
    assert app.is_signed_in()
    user = User.objects.get(email=EMAIL)
    assert user.display_name == "Ny Medlem"
    assert EmailAddress.objects.get(user=user).verified
    assert user.memberships.get().role == "steward"
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_the_language_of_the_sign_up_becomes_the_persons(company: Company) -> None:
    sign_up(App("en-GB"), invite(company)[1])
    assert User.objects.get(email=EMAIL).language == "en"


def _spent(company: Company) -> dict[str, str]:
    invitation, token = invite(company, "annan@tillit.example")
    invitation.accept(by=User.objects.create_user("annan@tillit.example", display_name="Annan"))
    return {"invitation": token, "email": "annan@tillit.example"}


def _expired(company: Company) -> dict[str, str]:
    invitation, token = invite(company)
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()
    return {"invitation": token}


def _revoked(company: Company) -> dict[str, str]:
    invitation, token = invite(company)
    invitation.revoke()
    return {"invitation": token}


def _of_another_address(company: Company) -> dict[str, str]:
    return {"invitation": invite(company, "annan@tillit.example")[1]}


def _of_a_known_address(company: Company) -> dict[str, str]:
    known = make_member(Company.objects.exclude(pk=company.pk).get(), "Känd")
    return {"invitation": invite(company, known.email)[1], "email": known.email}


def _for_a_known_address(company: Company) -> dict[str, str]:
    return {"email": make_member(company).email, "invitation": "påhittad"}


REFUSED = {
    "missing": lambda company: {},
    "made up": lambda company: {"invitation": "påhittad"},
    "spent": _spent,
    "expired": _expired,
    "revoked": _revoked,
    "of another address": _of_another_address,
    "of a known address": _of_a_known_address,
    "made up, for a known address": _for_a_known_address,
}


@pytest.mark.parametrize("case", REFUSED)
def test_every_wrong_invitation_gets_the_same_answer(
    case: str, company: Company, other_company: Company
) -> None:
    changes = REFUSED[case](company)
    people, members = User.objects.count(), Membership.objects.count()
    expected = seen(sign_up(App(), email="aldrig.sedd@tillit.example"))
    assert seen(sign_up(App(), **changes)) == expected
    assert expected[0] == 400
    assert (User.objects.count(), Membership.objects.count()) == (people, members)


@pytest.mark.parametrize("case", REFUSED)
def test_every_wrong_invitation_costs_one_password_hash(
    case: str, company: Company, other_company: Company, hashed: list[str]
) -> None:
    changes = REFUSED[case](company)
    hashed.clear()
    sign_up(App(), **changes)
    assert hashed == [GOOD]


def test_a_weak_password_is_told_before_the_invitation_is_looked_at(company: Company) -> None:
    invitation, token = invite(company)
    answer = sign_up(App(), token, password="Ny Medlem ny")
    assert [error["param"] for error in answer.json()["errors"]] == ["password"]
    assert Invitation.objects.open().filter(pk=invitation.pk).exists()


@pytest.mark.parametrize("email", ["ny@tillіt.example", "x" * 250 + "@tillit.example"])
def test_look_alike_and_overlong_addresses_are_refused(email: str, company: Company) -> None:
    answer = sign_up(App(), "påhittad", email=email)
    assert [error["param"] for error in answer.json()["errors"]] == ["email"]


def test_open_sign_up_asks_for_a_mailed_code(settings: Any, db: None, mailoutbox: Any) -> None:
    settings.OPEN_SIGNUP = True
    app = App()
    assert sign_up(app).status_code == 401
    assert app.post("/auth/email/verify", key=mailed_code()).status_code == 200
    assert EmailAddress.objects.get(email=EMAIL).verified


def test_open_sign_up_tells_nothing_about_known_addresses(
    settings: Any, company: Company, mailoutbox: Any
) -> None:
    settings.OPEN_SIGNUP = True
    known = make_member(company)
    assert seen(sign_up(App(), email=known.email)) == seen(sign_up(App()))
    assert [m.to for m in mailoutbox] == [[known.email], [EMAIL]]
    assert "redan" in mailoutbox[0].body


def test_there_is_no_sign_up_form_in_html(client: Any, db: None) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert "signup" not in client.get("/accounts/login/").content.decode()
