"""The rates that docs/api.md promises are the ones that are served, scope by scope.

Every other test runs under limits that nobody reaches (tests/settings.py), so these are the only
ones that would notice a limit of ten become one of a thousand.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Invitation, User
from config.settings import RATE_LIMITS
from forum.models import Story
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_company, make_member
from tests.project.tree import ROOT
from tests.proofs import proved

ROW = re.compile(r"^\| `(\w+)` \| ([\w/ ]+) \| .+ \|$", re.MULTILINE)
POLICY = {
    "read": "q=600;w=60",
    "write": "q=60;w=60",
    "write_new": "q=10;w=60",
    "upload": "q=20;w=60",
    "export": "q=6;w=3600",
    "receipt": "q=10;w=300",
    "report": "q=20;w=3600",
    "look_through": "q=30;w=60",
    "sign_in": "q=10;w=300",
    "sign_in_address": "q=600;w=300",
}
type Ask = Callable[[APIClient, Story], Any]


@pytest.fixture(autouse=True)
def _served_limits(settings: Any, tmp_path: Path, time_machine: Any) -> None:
    time_machine.move_to(timezone.now(), tick=False)  # or a slow machine would outlast the minute
    settings.RATE_LIMITS = RATE_LIMITS
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"


def read(client: APIClient, story: Story) -> Any:
    return client.get(f"{API}/stories/{story.pk}/")


def write(client: APIClient, story: Story) -> Any:
    return client.post(f"{API}/stories/", {"title": "Nytt försök"})


def upload(client: APIClient, story: Story) -> Any:
    file = SimpleUploadedFile("a.txt", b"text")
    return client.post(f"{API}/stories/{story.pk}/attachments/", {"file": file}, "multipart")


def export(client: APIClient, story: Story) -> Any:
    return client.get(f"{API}/me/export/")


def receipt(client: APIClient, story: Story) -> Any:
    return signed_in().post(f"{API}/receipts/", {"receipt": "0000 0000 0000 0000"})


def report(client: APIClient, story: Story) -> Any:
    return client.post(f"{API}/reports/", {"story": str(story.pk), "reason": "nonsense"})


def look_through(client: APIClient, story: Story) -> Any:
    return client.post(f"{API}/threads/{story.thread.pk}/identifiers/", {"body": "Hej."})


def accept(client: APIClient, story: Story) -> Any:
    return client.post(f"{API}/invitations/accept/", {"token": "påhittad"})


ASKS: dict[str, Ask] = {
    "read": read,
    "write": write,
    "write_new": write,
    "upload": upload,
    "export": export,
    "receipt": receipt,
    "report": report,
    "look_through": look_through,
    "sign_in": accept,
}


def test_the_table_says_what_is_served() -> None:
    table = (ROOT / "docs" / "api.md").read_text().partition("## Rate limits")[2]
    documented = ROW.findall(table.partition("\n## ")[0])
    assert dict(documented) == RATE_LIMITS
    assert set(RATE_LIMITS) == set(POLICY)


@pytest.mark.parametrize("scope", ASKS)
def test_every_answer_says_the_documented_limit(scope: str, teller: User, story: Story) -> None:
    answer = ASKS[scope](proved(teller), story)
    assert f'"{scope}";{POLICY[scope]}' in answer["RateLimit-Policy"].split(", ")


@pytest.mark.parametrize("scope", sorted(set(ASKS) - {"read", "write", "write_new"}))
def test_one_more_than_the_documented_limit_is_too_many(
    scope: str, teller: User, story: Story, settings: Any
) -> None:
    settings.RATE_LIMITS = RATE_LIMITS | {"write": "999/minute", "write_new": "999/minute"}
    allowed = int(RATE_LIMITS[scope].partition("/")[0])
    client = proved(teller)

    answers = [ASKS[scope](client, story) for _ in range(allowed)]

    assert 429 not in {answer.status_code for answer in answers}
    assert_problem(ASKS[scope](client, story), 429, "rate_limited")


@pytest.mark.parametrize(("scope", "allowed"), [("write", 60), ("write_new", 10)])
def test_writing_has_the_documented_limits(scope: str, allowed: int, db: None) -> None:
    user = make_member(make_company())
    if scope == "write":
        user.joined_at = timezone.now() - timedelta(days=8)
        user.save()
    client = signed_in(user)

    answers = [write(client, Story()) for _ in range(allowed + 1)]

    assert [answer.status_code for answer in answers] == [201] * allowed + [429]


def test_a_network_has_six_hundred_attempts(db: None, settings: Any) -> None:
    path, body = "/_allauth/app/v1/auth/code/confirm", {"code": "x"}
    statuses = [
        Client(REMOTE_ADDR="192.0.2.9").post(path, body, "application/json").status_code
        for _ in range(601)
    ]
    assert statuses[:600].count(429) == 0
    assert statuses[600] == 429


def test_invitations_can_be_guessed_at_ten_times(teller: User, company: Any) -> None:
    invitation, token = Invitation.issue(
        company=make_company(), email=teller.email, role="member", by=None
    )
    client = signed_in(teller)
    for _ in range(10):
        accept(client, Story())

    assert_problem(client.post(f"{API}/invitations/accept/", {"token": token}), 429, "rate_limited")
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
