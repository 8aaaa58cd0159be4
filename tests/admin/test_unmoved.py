"""Nothing redirects a write: who writes to the wrong address is told the right one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Circle, User
from forum.models import Case, Comment, Thread
from tests.clients import API, assert_problem, session_token

WRITES = ["POST", "PUT", "PATCH", "DELETE"]


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize(
    "path", ["threads", "me", "stories/{thread}/withdrawal", "threads/{thread}"]
)
def test_a_write_without_the_slash_is_told_the_address(
    api: Any, question: Thread, stranger: User, method: str, path: str
) -> None:
    address = f"{API}/{path.format(thread=question.pk)}"

    answer = api(stranger).generic(method, f"{address}?x=1", b"{}", "application/json")

    assert_problem(answer, 404, "wrong_address")
    assert answer.json()["detail"] == f"Inget gjordes. Adressen är {address}/?x=1."
    assert "Location" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Request-ID"]


def test_a_question_asked_without_the_slash_is_not_asked(
    api: Any, stranger: User, circle: Circle
) -> None:
    sent = {"title": "Utan snedstreck", "body": "Hur?", "circle": circle.slug}

    answer = api(stranger).post(f"{API}/threads", sent, format="json", follow=True)

    assert_problem(answer, 404, "wrong_address")
    assert not Thread.objects.exists()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_reads_is_led_to_the_address(api: Any, db: None, method: str) -> None:
    answer = api().generic(method, f"{API}/topics")

    assert (answer.status_code, answer["Location"]) == (301, f"{API}/topics/")


@pytest.mark.parametrize("method", WRITES)
def test_an_address_that_leads_nowhere_either_way_is_absent(
    api: Any, db: None, method: str
) -> None:
    assert_problem(api().generic(method, f"{API}/nowhere"), 404, "not_found")


@pytest.mark.parametrize("path", ["/accounts/login", "/accounts/2fa/authenticate"])
def test_the_pages_of_sign_in_redirect_no_write_either(client: Client, db: None, path: str) -> None:
    answer = client.post(path, {"login": "x"}, headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert f"The address is {path}/." in answer.content.decode()


def test_a_form_sent_to_the_admin_without_the_slash_is_told_the_address(
    desk: Any, story: Any, stranger: User, moderator: User
) -> None:
    address = reverse("admin:forum_case_changelist")

    answer = desk(moderator).post(address.rstrip("/"), {"action": "claim"})

    assert answer.status_code == 404
    assert f"The address is {address}." in answer.content.decode()


def test_a_form_sent_to_the_admin_by_nobody_is_refused_and_not_sent_on(
    client: Client, question: Thread, stranger: User
) -> None:
    comment = Comment.objects.first()
    assert comment is None
    case = Case.about(question)

    answer = client.post(reverse("admin:forum_case_changelist"), {"_selected_action": str(case.pk)})

    assert answer.status_code == 401
    assert "Location" not in answer
    assert client.get(reverse("admin:forum_case_changelist")).status_code == 302


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("path", [f"{API}/me/", "/_allauth/app/v1/auth/login", f"{API}/me"])
def test_a_write_over_http_is_refused_where_https_is_meant(
    settings: Any, stranger: User, method: str, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    client = Client(headers={"X-Session-Token": session_token(stranger), "Accept-Language": "en"})

    answer = client.generic(method, path, b'{"title": "Ny"}', "application/json")

    assert_problem(answer, 403, "https_required")
    assert "end that one" in answer.json()["detail"]
    stranger.refresh_from_db()
    assert stranger.title == ""


def test_who_reads_over_http_is_led_to_https(settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get(f"{API}/topics/")

    assert (answer.status_code, answer["Location"]) == (301, f"https://testserver{API}/topics/")


def test_who_has_filled_in_a_form_is_led_on_as_ever(
    desk: Any, question: Thread, moderator: User
) -> None:
    case = Case.about(question)
    address = reverse("admin:forum_case_changelist")
    form = {"action": "claim", "_selected_action": str(case.pk)}

    assert desk(moderator).post(address, form).status_code == 302
