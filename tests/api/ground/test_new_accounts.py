"""Accounts in their first week write less often than others, and are told so."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.new_accounts import NEW_FOR, is_new
from forum.models import Story
from tests.clients import API, assert_problem, bearing

NAMES = {"name": "Ny Person"}


@pytest.fixture(autouse=True)
def _small_limits(settings: Any, tmp_path: Any) -> None:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "write": "4/minute", "write_new": "2/minute"}


def age(user: User, days: float) -> User:
    user.joined_at = timezone.now() - timedelta(days=days)
    user.save(update_fields=["joined_at"])
    return user


def write(client: Any) -> Any:
    return client.post(f"{API}/stories/", {"title": "Nytt försök"})


def test_a_new_account_is_held_to_both_limits_and_sees_them(api: Any, teller: User) -> None:
    client = api(age(teller, 6.9))
    answers = [write(client) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[0]["RateLimit-Policy"] == '"write";q=4;w=60, "write_new";q=2;w=60'
    assert answers[0]["RateLimit"].startswith('"write";r=3;t=')
    assert_problem(answers[2], 429, "rate_limited")
    assert int(answers[2]["Retry-After"]) > 0
    assert Story.objects.count() == 2


def test_after_a_week_only_the_common_limit_counts(api: Any, teller: User) -> None:
    client = api(age(teller, 7.1))
    answers = [write(client) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [201, 201, 201, 201, 429]
    assert "write_new" not in answers[0]["RateLimit-Policy"]


def test_reading_is_as_free_for_a_new_account(api: Any, teller: User) -> None:
    answer = api(age(teller, 0)).get(f"{API}/stories/")
    assert answer["RateLimit-Policy"].startswith('"read"')
    assert "new" not in answer["RateLimit-Policy"]


def test_a_receipt_does_not_tell_how_old_the_account_behind_it_is(
    secret: Story, whisper: Story
) -> None:
    client = bearing(whisper.receipt)
    body = {"body": "Tack för frågan.", "byline": "anonymous"}
    answer = client.post(f"{API}/threads/{secret.thread.pk}/comments/", body)
    assert answer.status_code < 300, answer.content
    assert "write_new" not in answer["RateLimit-Policy"]


@pytest.mark.parametrize(
    ("age", "new"), [(NEW_FOR - timedelta(hours=1), True), (NEW_FOR, False), (None, False)]
)
def test_new_means_younger_than_a_week(age: timedelta | None, new: bool) -> None:
    assert is_new(timezone.now() - age if age else None) is new
