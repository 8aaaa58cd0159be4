"""Decisions: the person concerned reads why, and appeals once (T11)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Circle, User
from accounts.reader import Reader
from forum import batches
from forum.models import Appeal, Decision, Story, Thread
from tests.api.moderating import decide
from tests.clients import API, assert_problem, bearing, signed_in
from tests.factories import make_user

DECISIONS = f"{API}/decisions/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(question: Thread, moderator: User) -> Decision:
    """The stranger's question, hidden."""
    return decide(moderator, question)


def appeal(client: Any, decision: Decision) -> Any:
    return client.post(f"{DECISIONS}{decision.pk}/appeal/", {"sentence": "Det var inte så menat."})


def test_the_person_concerned_reads_what_was_decided_and_why(
    hidden: Decision, question: Thread, stranger: User
) -> None:
    (shown,) = signed_in(stranger).get(DECISIONS).json()["results"]

    assert shown == signed_in(stranger).get(f"{DECISIONS}{hidden.pk}/").json()
    assert (shown["measure"], shown["reason"]) == ("hide", "abuse")
    assert shown["rule"] == {
        "number": hidden.rule.number, "name": hidden.rule.name_sv, "text": hidden.rule.text_sv
    }  # fmt: skip
    assert shown["sentence"] == "Det här var ovänligt."
    assert shown["items"] == [{"kind": "thread", "item": str(question.pk), "label": None}]
    assert (shown["undone"], shown["appeal"], shown["may_appeal"]) == (False, None, True)


def test_who_decided_is_shown_to_nobody(hidden: Decision, stranger: User, moderator: User) -> None:
    shown = signed_in(stranger).get(f"{DECISIONS}{hidden.pk}/").content.decode()

    assert str(moderator.pk) not in shown
    assert moderator.display_name not in shown


def test_one_decision_on_many_shows_each_only_their_own(
    question: Thread, stranger: User, teller: User, moderator: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Köp våra klockor!")
    decision = decide(moderator, question, comment)

    by_each = {
        user: signed_in(user).get(f"{DECISIONS}{decision.pk}/").json()["items"]
        for user in (stranger, teller)
    }

    assert [one["item"] for one in by_each[stranger]] == [str(question.pk)]
    assert [one["item"] for one in by_each[teller]] == [str(comment.pk)]


def test_others_find_no_decision_and_cannot_appeal_it(
    hidden: Decision, teller: User, moderator: User
) -> None:
    for other in (teller, moderator):
        client = signed_in(other)
        assert client.get(DECISIONS).json()["results"] == []
        assert_problem(client.get(f"{DECISIONS}{hidden.pk}/"), 404, "not_found")
        assert_problem(appeal(client, hidden), 404, "not_found")
    assert not Appeal.objects.exists()


def test_nobody_is_told_that_nothing_was_done(
    question: Thread, stranger: User, moderator: User
) -> None:
    decide(moderator, question, measure="none")

    assert signed_in(stranger).get(DECISIONS).json()["results"] == []


def test_an_appeal_is_lodged_once(hidden: Decision, stranger: User) -> None:
    client = signed_in(stranger)

    first, again = appeal(client, hidden), appeal(client, hidden)

    assert first.status_code == 201
    lodged = {"state": "waiting", "sentence": "Det var inte så menat.", "answer": None}
    assert first.json() == lodged
    assert_problem(again, 409, "appealed_already")
    shown = client.get(f"{DECISIONS}{hidden.pk}/").json()
    assert (shown["appeal"], shown["may_appeal"]) == (lodged, False)


def test_what_takes_nothing_cannot_be_appealed(
    question: Thread, stranger: User, moderator: User
) -> None:
    asked = decide(moderator, question, measure="ask")
    client = signed_in(stranger)

    assert_problem(appeal(client, asked), 409, "not_appealable")
    assert client.get(f"{DECISIONS}{asked.pk}/").json()["may_appeal"] is False
    assert not Appeal.objects.exists()


def test_after_half_a_year_it_stands(hidden: Decision, stranger: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=184), tick=False):
        client = signed_in(stranger)

        assert_problem(appeal(client, hidden), 409, "not_appealable")
        assert client.get(f"{DECISIONS}{hidden.pk}/").json()["may_appeal"] is False


def test_a_reversed_decision_is_shown_as_undone_with_the_answer(
    hidden: Decision, stranger: User, circle: Circle
) -> None:
    client, second = signed_in(stranger), make_user("Maj Moderator")
    circle.appoint(second, "moderator")
    appeal(client, hidden)

    Appeal.objects.get().hear(by=Reader.of(second), outcome="reversed", answer="Du hade rätt.")

    shown = client.get(f"{DECISIONS}{hidden.pk}/").json()
    assert (shown["undone"], shown["may_appeal"]) == (True, False)
    assert shown["appeal"]["state"] == "reversed"
    assert shown["appeal"]["answer"] == "Du hade rätt."


def test_a_voice_reads_by_receipt_and_is_told_the_date_of_a_batch_alone(
    secret: Story, moderator: User, teller: User
) -> None:
    decision = decide(moderator, secret)
    client = bearing(secret.receipt)

    (shown,) = client.get(DECISIONS).json()["results"]

    assert shown == client.get(f"{DECISIONS}{decision.pk}/").json()
    assert shown["decided_at"] is None
    assert shown["decided_on"] == batches.last_batch(decision.decided_at).isoformat()
    assert signed_in(teller).get(DECISIONS).json()["results"] == []


def test_a_voice_appeals_by_receipt_and_no_moment_is_kept(secret: Story, moderator: User) -> None:
    decision = decide(moderator, secret)

    answer = appeal(bearing(secret.receipt), decision)

    lodged = Appeal.objects.get()
    assert answer.status_code == 201
    assert (lodged.author_id, lodged.persona_id) == (None, secret.persona_id)
    assert lodged.lodged_at == batches.moment_of(batches.next_batch(timezone.now()))


def test_a_decision_on_a_voice_names_thread_and_label(
    secret: Story, moderator: User, stranger: User
) -> None:
    assert secret.persona
    day = timezone.now() + timedelta(days=7)
    decide(moderator, secret.persona, measure="suspend", until=day)

    (shown,) = bearing(secret.receipt).get(DECISIONS).json()["results"]

    about = {"kind": "persona", "item": str(secret.thread.pk), "label": secret.persona.label}
    assert shown["items"] == [about]


def test_pages_of_decisions_follow_each_other(
    question: Thread, stranger: User, moderator: User
) -> None:
    for measure in ("warn", "ask", "hide"):
        decide(moderator, question, measure=measure)
    client = signed_in(stranger)

    first = client.get(f"{DECISIONS}?page_size=2").json()
    second = client.get(first["next"]).json()

    measures = [one["measure"] for one in first["results"] + second["results"]]
    assert measures == ["hide", "ask", "warn"]
