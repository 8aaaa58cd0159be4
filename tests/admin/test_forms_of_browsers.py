"""Forms arrive from real browsers, which decide by our headers what they say of themselves."""

from django.test import Client

from accounts.models import User
from tests.admin.conftest import Desk


def origin_sent(policy: str) -> str:
    """The Origin a browser sends with a form to its own site, under a referrer policy (Fetch)."""
    return "null" if policy == "no-referrer" else "http://testserver"


def test_a_form_that_a_browser_sends_is_let_in(desk: Desk, moderator: User) -> None:
    cookies = desk(moderator).cookies
    browser = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    browser.cookies = cookies
    page = browser.get("/admin/")
    token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    sent = origin_sent(page["Referrer-Policy"])
    form = {"csrfmiddlewaretoken": token}
    answer = browser.post("/admin/logout/", form, headers={"Origin": sent})

    assert answer.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
