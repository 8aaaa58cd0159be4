"""Moderation in numbers: open to everybody, the same for everybody, and cacheable."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from forum.models import Case, Report, Thread
from forum.moderation.periods import closed_quarters, midnight
from tests.clients import API
from tests.factories import make_company

ADDRESS = f"{API}/moderation/statistics/"


@pytest.fixture
def reported(question: Thread) -> None:
    """Six reports of the quarter before this one, about six companies."""
    _before, start, _running = closed_quarters(timezone.now(), 2)
    for _number in range(6):
        about: dict[str, Any] = {"kind": "comment", "thread": question, "item": uuid4()}
        case = Case.objects.create(company=make_company(), **about)
        Report.objects.create(case=case, reported_at=midnight(start), sentence="Hemligt.")


def test_nobody_reads_it_like_anybody(
    api: Any, reported: None, moderator: User, teller: User
) -> None:
    answers = [api(reader).get(ADDRESS) for reader in (None, moderator, teller)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    assert len({answer["ETag"] for answer in answers}) == 1


def test_a_closed_quarter_has_its_numbers(api: Any, reported: None) -> None:
    found = api(None).get(ADDRESS).json()["results"]

    assert len(found) == 12
    assert [one["reports"] for one in found] == [5, *[None] * 11]
    assert set(found[0]) == {
        *("quarter", "reports", "decisions", "reasons", "appeals", "reversed"),
    }
    assert found[0]["decisions"]["hide"] is found[0]["reasons"]["spam"] is None


def test_it_is_kept_by_caches_and_not_sent_twice(api: Any, reported: None) -> None:
    first = api(None).get(ADDRESS)
    again = api(None).get(ADDRESS, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=3600"
    assert (again.status_code, again.content) == (304, b"")


def test_it_takes_no_questions(api: Any) -> None:
    assert api(None).get(ADDRESS, {"company": "x"}).status_code == 400
