"""Decisions: one at a time or many as one, all or none, and everything can be put back (T11)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.errors import NotYours
from accounts.models import User
from accounts.reader import Reader
from forum.models import (
    AuditEntry,
    Case,
    Comment,
    Decision,
    Notification,
    Redaction,
    Ruling,
    Story,
    Thread,
)
from forum.moderation.errors import (
    CaseChanged,
    MeasureNotForThis,
    NothingToMask,
    RightNeeded,
    UntilNeeded,
)
from tests.forum.deciding import decide, judged, reported, rows

WEEK = timedelta(days=7)
CHANGED = (Comment, Thread, Story, Redaction, User)


def test_a_decision_is_about_the_case_as_it_was_read(case: Case, moderator: User) -> None:
    stale = Case.objects.get(pk=case.pk)
    decide("none", case, by=moderator)

    with pytest.raises(CaseChanged):
        Decision.take([stale], judged("hide"), by=Reader.of(moderator))
    assert Decision.objects.get().measure == "none"
    assert not Comment.objects.exclude(hidden_at=None).exists()


def test_many_cases_are_one_decision(
    question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    spam = [question.comment(by=Reader.of(teller), body=f"Köp {n} nu!") for n in range(20)]
    cases = [reported(one, stranger, "spam") for one in spam]

    decision = decide("hide", *cases, by=moderator)

    assert decision.rulings.count() == 20
    assert Comment.objects.filter(hidden_at=None).count() == 0
    assert Notification.objects.filter(recipient=teller).get().subject == decision.pk
    question.refresh_from_db()
    assert question.comment_count == 0


def test_one_stale_case_and_nothing_is_decided_about_any(
    question: Thread, case: Case, teller: User, stranger: User, moderator: User
) -> None:
    cases = [reported(question.comment(by=Reader.of(teller), body="Köp!"), stranger), case]
    stale = [Case.objects.get(pk=one.pk) for one in cases]
    Case.objects.filter(pk=max(one.pk for one in cases)).update(version=7)
    before = rows(Comment, Case, Thread, AuditEntry, Notification)

    with pytest.raises(CaseChanged):
        Decision.take(stale, judged("hide"), by=Reader.of(moderator))

    assert rows(Comment, Case, Thread, AuditEntry, Notification) == before
    assert not Decision.objects.exists()
    assert not Ruling.objects.exists()


def test_a_decision_needs_a_sentence_a_case_and_a_moderator(
    case: Case, moderator: User, coach: User
) -> None:
    refusals: list[tuple[type[Exception], Callable[[], Any]]] = [
        (MeasureNotForThis, lambda: decide("none", by=moderator)),
        (NotYours, lambda: decide("none", case, by=coach)),
    ]
    silent = judged("none")._replace(sentence="")
    refusals.append(
        (ValidationError, lambda: Decision.take([case], silent, by=Reader.of(moderator)))
    )
    for refusal, act in refusals:
        with pytest.raises(refusal):
            act()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("measure", ["none", "suggest", "ask", "warn"])
def test_some_measures_change_nothing_but_the_case(
    measure: str, case: Case, moderator: User
) -> None:
    before = rows(*CHANGED)
    decide(measure, case, by=moderator)
    assert rows(*CHANGED) == before
    assert case.state == ("asked" if measure in {"suggest", "ask"} else "decided")


@pytest.mark.parametrize(
    ("measure", "more", "refusal"),
    [
        ("mask", {}, NothingToMask),
        ("mask", {"passages": ["Bo Ek", "Cia"]}, NothingToMask),
        ("lock", {}, MeasureNotForThis),
        ("remove", {"passages": ["Bo Ek"]}, RightNeeded),
        ("end_access", {}, RightNeeded),
        ("suspend", {}, UntilNeeded),
        ("suspend", {"until": timezone.now() + 53 * WEEK}, UntilNeeded),
        ("suspend", {"until": timezone.now() - WEEK}, UntilNeeded),
    ],
)
def test_a_measure_that_does_not_fit_leaves_nothing(
    measure: str, more: dict[str, Any], refusal: type[Exception], case: Case, moderator: User
) -> None:
    before = rows(*CHANGED, Case, AuditEntry)
    with pytest.raises(refusal):
        decide(measure, case, by=moderator, **more)
    assert rows(*CHANGED, Case, AuditEntry) == before
    assert not Decision.objects.exists()


@pytest.mark.parametrize("measure", ["hide", "mask", "remove"])
def test_a_question_has_words_to_decide_about_and_the_thread_of_a_story_has_none(
    measure: str, question: Thread, story: Story, outsider: User, moderator: User
) -> None:
    moderator.is_superuser = True
    moderator.save(update_fields=["is_superuser"])
    passages = {"passages": [question.title]} if measure != "hide" else {}
    with pytest.raises(MeasureNotForThis):
        decide(measure, reported(story.thread, outsider), by=moderator, **passages)
    decide(measure, reported(question, outsider), by=moderator, **passages)
    assert Decision.objects.get().rulings.get().case.kind == "thread"


def test_of_what_is_gone_only_nothing_can_be_decided(
    said: Comment, case: Case, teller: User, moderator: User
) -> None:
    said.remove(by=Reader.of(teller))
    with pytest.raises(MeasureNotForThis):
        decide("hide", case, by=moderator)
    assert decide("none", case, by=moderator).rulings.get().author == teller


def test_every_decision_is_in_the_log(case: Case, moderator: User) -> None:
    decision = decide("hide", case, by=moderator)
    decide("restore", case, by=moderator)

    log = list(AuditEntry.objects.order_by("number").values_list("verb", "actor", "item"))
    assert log[0] == ("case.open", None, case.pk)
    verbs = [verb for verb, _by, _item in log[1:]]
    assert verbs == ["decide.hide", "decision.undo", "decide.restore"]
    assert {(by, item) for _verb, by, item in log[1:]} == {(moderator.pk, case.pk)}
    assert AuditEntry.objects.get(verb="decide.hide").details["decision"] == str(decision.pk)
