"""Mails: short, in the reader's language, as text, with the public address only."""

from typing import Any

import pytest
from django.core import mail

from accounts import invitations
from accounts.mail import deliver
from accounts.models import Company, Invitation, Mail, User
from tests.accounts.doors import App, mailed_code
from tests.factories import make_user


def invited(company: Company, by: User | None = None) -> tuple[Invitation, str]:
    invitation, token = Invitation.issue(
        company=company, email="ny@tillit.example", role="member", by=by
    )
    invitations.mail(invitation, token)
    return invitation, token


def test_an_invitation_names_company_inviter_link_code_and_last_day(
    company: Company, steward: User, settings: Any, mailoutbox: Any
) -> None:
    settings.PUBLIC_URL = "https://tillit.example"
    _, token = invited(company, steward)
    body = mailoutbox[0].body
    assert mailoutbox[0].to == ["ny@tillit.example"]
    assert f"https://tillit.example/invitation#{token}\n" in body
    assert f"\n{token}\n" in body
    for words in ("Stina Steward", company.name, "bjuder in dig", "In English"):
        assert words in body


def test_an_invitation_tells_its_last_day_in_both_languages(
    company: Company, mailoutbox: Any
) -> None:
    with_date, _ = invited(company)
    month = with_date.expires_at.month
    assert str(with_date.expires_at.year) in mailoutbox[0].body
    names = {11: ("november", "November"), 12: ("december", "December")}.get(month)
    assert names is None or all(name in mailoutbox[0].body for name in names)


def test_a_line_break_in_a_company_name_is_no_header(company: Company, mailoutbox: Any) -> None:
    company.name = "Verkstad\nBcc: alla@tillit.example"
    company.save()
    invited(company)
    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == ["ny@tillit.example"]


@pytest.mark.parametrize(("language", "word"), [("sv", "Hälsningar"), ("en", "Kind regards")])
@pytest.mark.parametrize("path", ["/auth/code/request", "/auth/password/request"])
def test_codes_are_mailed_in_the_persons_language(
    path: str, language: str, word: str, db: None, mailoutbox: Any
) -> None:
    user = make_user(language=language)
    App("en" if language == "sv" else "sv").post(path, email=user.email)
    assert word in mailoutbox[0].body
    assert mailed_code() in mailoutbox[0].body


def test_mails_are_text_only_and_never_repeat_the_host(
    db: None, settings: Any, mailoutbox: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.OPEN_SIGNUP = True
    user, app = make_user(), App()
    app.client.defaults["HTTP_HOST"] = "evil.example"
    known = {"email": user.email}
    app.post("/auth/code/request", **known)
    app.post("/auth/password/request", **known)
    app.post("/auth/password/reset", key=mailed_code(), password="violett gräsklippare 7")
    App().client.defaults["HTTP_HOST"] = "evil.example"
    app.post("/auth/signup", **known, password="violett gräsklippare 7", display_name="Ny")
    assert len(mailoutbox) == 4
    for message in mailoutbox:
        assert "evil.example" not in str(message.message())
        assert not message.alternatives


def test_a_notification_holds_neither_address_nor_browser(db: None, mailoutbox: Any) -> None:
    user, app = make_user(), App()
    app.client.defaults["HTTP_USER_AGENT"] = "Särskild webbläsare"
    app.log_in(user)
    app.post(
        "/account/password/change",
        current_password="rätt häst batteri",
        new_password="violett gräsklippare 7",
    )
    assert "lösenord" in mailoutbox[0].body
    assert "127.0.0.1" not in mailoutbox[0].body
    assert "Särskild" not in mailoutbox[0].body


def test_mail_waits_in_the_database_and_is_forgotten_once_sent(
    company: Company, settings: Any, mailoutbox: Any
) -> None:
    settings.MAILERS = {
        "default": {"BACKEND": "accounts.mail.QueuedBackend"},
        "outside": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    invited(company)
    waiting = Mail.objects.get()
    assert mail.outbox == []
    deliver.func(str(waiting.pk))
    deliver.func(str(waiting.pk))
    assert [message.to for message in mail.outbox] == [["ny@tillit.example"]]
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{waiting.pk}@")
    assert not Mail.objects.exists()
