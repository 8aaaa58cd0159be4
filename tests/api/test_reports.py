"""Reporting: anybody can report what they see, and nobody learns who did."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.models import Case, Comment, Report, Story, Thread, Waiting
from tests.api.moderating import decide
from tests.clients import API, assert_problem, bearing, signed_in
from tests.factories import make_story

REPORTS = f"{API}/reports/"
pytestmark = pytest.mark.django_db


def said(kind: str, item: Any, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "item": str(item), "reason": "abuse", "sentence": "Elakt.", **more}


def assert_absent(answer: Any) -> None:
    assert_problem(answer, 400, "invalid")
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/item", "absent")
    ]
    assert not Report.objects.exists()
    assert not Case.objects.exists()


def test_a_reader_reports_a_story_and_sees_that_it_waits(story: Story, stranger: User) -> None:
    answer = signed_in(stranger).post(REPORTS, said("story", story.pk))

    assert answer.status_code == 201
    shown = answer.json()
    assert shown.pop("reported_at")
    assert shown == {
        "id": str(Report.objects.get().pk), "kind": "story", "item": str(story.pk), "label": None,
        "reason": "abuse", "sentence": "Elakt.", "state": "waiting", "answer": None,
        "first": None,
    }  # fmt: skip


def test_reporting_again_while_it_waits_gives_the_same_report(
    question: Thread, teller: User
) -> None:
    client = signed_in(teller)
    first = client.post(REPORTS, said("thread", question.pk))

    again = client.post(REPORTS, said("thread", question.pk, sentence="Mer."))

    assert again.status_code == 201
    assert again.json() == first.json()
    assert Case.objects.get().report_count == 1


def test_what_one_cannot_see_answers_as_what_is_not_there(story: Story, outsider: User) -> None:
    unseen = signed_in(outsider).post(REPORTS, said("story", story.pk))
    nothing = signed_in(outsider).post(REPORTS, said("story", uuid4()))

    assert unseen.content == nothing.content
    assert_absent(unseen)


def test_a_comment_taken_away_cannot_be_reported(question: Thread, teller: User) -> None:
    comment = question.comment(by=Reader.of(teller), body="Så gör vi.")
    question.comment(by=Reader.of(teller), body="Och så.", parent=comment)
    Comment.objects.get(pk=comment.pk).remove(by=Reader.of(teller))

    assert_absent(signed_in(teller).post(REPORTS, said("comment", comment.pk)))


def test_what_only_one_company_reads_goes_to_no_moderator(teller: User, colleague: User) -> None:
    inner = make_story(teller, audience="company")

    answer = signed_in(colleague).post(REPORTS, said("story", inner.pk))

    assert_problem(answer, 409, "no_moderator_here")
    assert not Case.objects.exists()


def test_a_voice_is_reported_by_thread_and_label(secret: Story, stranger: User) -> None:
    persona = secret.persona
    assert persona

    answer = signed_in(stranger).post(
        REPORTS, said("persona", secret.thread.pk, label=persona.label)
    )

    assert answer.status_code == 201
    assert answer.json()["item"] == str(secret.thread.pk)
    assert answer.json()["label"] == persona.label
    assert Case.objects.get().item == persona.pk
    assert str(persona.pk) not in answer.content.decode()


def test_a_voice_that_has_not_come_out_answers_as_an_absent_one(
    question: Thread, teller: User, crowd: list[User], moderator: User
) -> None:
    waiting = question.comment(by=Reader.of(teller), body="Så här.", byline="anonymous")
    assert isinstance(waiting, Waiting)
    client, label = signed_in(moderator), waiting.persona.label

    unheard = client.post(REPORTS, said("persona", question.pk, label=label))
    nobody = client.post(REPORTS, said("persona", question.pk, label="Ek 00"))

    assert unheard.content == nobody.content
    assert_absent(unheard)
    waiting.release()
    assert client.post(REPORTS, said("persona", question.pk, label=label)).status_code == 201


def test_the_label_of_a_voice_elsewhere_finds_nothing(
    secret: Story, question: Thread, stranger: User
) -> None:
    assert secret.persona
    body = said("persona", question.pk, label=secret.persona.label)

    assert_absent(signed_in(stranger).post(REPORTS, body))


@pytest.mark.parametrize(("measure", "answer"), [("none", "nothing_to_do"), ("hide", "acted")])
def test_the_reporter_sees_what_became_of_it(
    measure: str, answer: str, story: Story, stranger: User, moderator: User
) -> None:
    client = signed_in(stranger)
    pk = client.post(REPORTS, said("story", story.pk)).json()["id"]

    decide(moderator, story, measure=measure)

    shown = client.get(f"{REPORTS}{pk}/").json()
    assert (shown["state"], shown["answer"]) == ("answered", answer)
    assert client.get(REPORTS).json()["results"] == [shown]


def test_nobody_else_sees_a_report(
    story: Story, stranger: User, teller: User, moderator: User
) -> None:
    pk = signed_in(stranger).post(REPORTS, said("story", story.pk)).json()["id"]

    for other in (teller, moderator):
        assert_problem(signed_in(other).get(f"{REPORTS}{pk}/"), 404, "not_found")
        assert signed_in(other).get(REPORTS).json()["results"] == []


def test_a_report_changes_nothing_for_the_reported(
    story: Story, stranger: User, teller: User
) -> None:
    client, address = signed_in(teller), f"{API}/stories/{story.pk}/"
    before = client.get(address)

    signed_in(stranger).post(REPORTS, said("story", story.pk))

    after = client.get(address)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


def test_a_receipt_reports_nothing(secret: Story, stranger: User) -> None:
    answer = bearing(secret.receipt).post(REPORTS, said("story", secret.pk))

    assert answer.status_code == 403
    assert not Report.objects.exists()
