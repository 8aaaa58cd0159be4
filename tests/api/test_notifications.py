"""Notifications: one's own, newest first, of what one may still see (T12)."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.models import Notification, Report, Ruling, Thread
from tests.api.moderating import decide
from tests.clients import API, assert_problem, signed_in

NOTIFICATIONS, READ = f"{API}/notifications/", f"{API}/notifications/read/"
pytestmark = pytest.mark.django_db


def told(user: User) -> list[dict[str, Any]]:
    answer = signed_in(user).get(NOTIFICATIONS)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def report(thread: Thread, by: User) -> Report:
    return Report.file(thread, by=Reader.of(by), reason="abuse")


def test_a_decision_is_told_to_the_person_and_an_answer_to_whoever_reported(
    question: Thread, stranger: User, teller: User, moderator: User
) -> None:
    filed = report(question, teller)

    decision = decide(moderator, question)

    (one,), (other,) = told(stranger), told(teller)
    assert (one["kind"], one["subject"], one["read"]) == ("decision", str(decision.pk), False)
    assert (other["kind"], other["subject"]) == ("report_answered", str(filed.pk))
    assert told(moderator) == []


def test_the_newest_stands_first(question: Thread, stranger: User, moderator: User) -> None:
    decisions = [decide(moderator, question, measure=what) for what in ("warn", "hide")]

    assert [one["subject"] for one in told(stranger)] == [str(one.pk) for one in decisions[::-1]]


def test_what_the_recipient_cannot_see_any_more_is_not_told(
    question: Thread, stranger: User, moderator: User
) -> None:
    decide(moderator, question)
    Ruling.objects.update(author=None)

    assert told(stranger) == []


def test_all_are_marked_as_read(question: Thread, stranger: User, moderator: User) -> None:
    for measure in ("warn", "hide"):
        decide(moderator, question, measure=measure)

    answer = signed_in(stranger).post(READ, {})

    assert answer.status_code == 204
    assert [one["read"] for one in told(stranger)] == [True, True]


def test_only_those_chosen_are_marked(question: Thread, stranger: User, moderator: User) -> None:
    for measure in ("warn", "hide"):
        decide(moderator, question, measure=measure)
    newest = told(stranger)[0]["id"]

    signed_in(stranger).post(READ, {"ids": [newest, str(uuid4())]})

    assert [one["read"] for one in told(stranger)] == [True, False]


def test_ids_of_others_are_passed_over(
    question: Thread, stranger: User, teller: User, moderator: User
) -> None:
    decide(moderator, question)
    theirs = told(stranger)[0]["id"]

    answer = signed_in(teller).post(READ, {"ids": [theirs]})

    assert answer.status_code == 204
    assert Notification.objects.get().read_at is None


def test_the_first_reading_counts(question: Thread, stranger: User, moderator: User) -> None:
    decide(moderator, question)
    signed_in(stranger).post(READ, {})
    first = Notification.objects.get().read_at

    signed_in(stranger).post(READ, {})

    assert Notification.objects.get().read_at == first


@pytest.mark.parametrize("odd", [False, 0, 7, None, {}, "x"])
def test_an_id_is_text(odd: Any, api: Any, teller: User) -> None:
    answer = api(teller).post(f"{API}/notifications/read/", {"ids": [odd]})

    assert_problem(answer, 400, "invalid")
