"""Decisions: one at a time or many as one, all or none, and everything can be put back (T11)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
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
TEXT = "Vi vet att Bo Ek ljuger, och Ann Alm med."
CHANGED = (Comment, Thread, Story, Redaction, User)


@pytest.fixture
def said(question: Thread, teller: User) -> Comment:
    """A comment somebody else reported."""
    comment: Comment = question.comment(by=Reader.of(teller), body=TEXT)
    return comment


@pytest.fixture
def case(said: Comment, stranger: User) -> Case:
    """Its case."""
    return reported(said, stranger)


@pytest.fixture
def trusted(moderator: User) -> User:
    """The moderator, with the rights that need to be given."""
    rights = Permission.objects.filter(codename__in=["end_access", "remove_passages"])
    moderator.user_permissions.set(rights)
    return User.objects.get(pk=moderator.pk)


def how(measure: str, **more: Any) -> dict[str, Any]:
    """What a measure has to be told."""
    said: dict[str, dict[str, Any]] = {
        "suspend": {"until": timezone.now() + WEEK},
        "mask": {"passages": ["Bo Ek"]},
    }
    return said.get(measure, {}) | more


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


@pytest.mark.parametrize("measure", ["hide", "mask", "suspend", "end_access"])
def test_restoring_puts_everything_back(measure: str, case: Case, trusted: User) -> None:
    before = rows(*CHANGED)
    decide(measure, case, by=trusted, **how(measure))
    assert rows(*CHANGED) != before

    decide("restore", case, by=trusted)

    assert rows(*CHANGED) == before
    assert Ruling.objects.exclude(undone_at=None).count() == 1


def test_a_lock_is_taken_off_again(question: Thread, teller: User, moderator: User) -> None:
    case = reported(question, teller)
    before = rows(*CHANGED)
    decide("lock", case, by=moderator)
    question.refresh_from_db()
    assert question.locked_by == moderator

    decide("restore", case, by=moderator)

    assert rows(*CHANGED) == before


@pytest.mark.parametrize("measure", ["hide", "mask", "suspend", "end_access"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_decisions_on_top_of_each_other_are_undone_in_any_order(
    measure: str, order: tuple[int, int], case: Case, trusted: User
) -> None:
    before = rows(*CHANGED)
    both = [
        decide(measure, case, by=trusted, **how(measure)),
        decide(measure, case, by=trusted, **how(measure)),
    ]
    after = rows(*CHANGED)

    both[order[0]].rulings.get().put_back(by=Reader.of(trusted), sentence="Fel.")
    same = {"suspended_until"} if measure == "suspend" else set()
    assert [without(row, same) for row in rows(*CHANGED)] == [without(row, same) for row in after]

    both[order[1]].rulings.get().put_back(by=Reader.of(trusted), sentence="Fel.")
    assert rows(*CHANGED) == before


def without(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """A row without some columns."""
    return {name: value for name, value in row.items() if name not in names}


@pytest.mark.parametrize(("undone", "left"), [(0, "Ann Alm"), (1, "Bo Ek")])
def test_of_two_masks_the_other_stays(
    undone: int, left: str, said: Comment, case: Case, moderator: User
) -> None:
    masks = [decide("mask", case, by=moderator, passages=[one]) for one in ("Bo Ek", "Ann Alm")]

    masks[undone].rulings.get().put_back(by=Reader.of(moderator), sentence="Fel.")

    said.refresh_from_db()
    assert said.body == TEXT.replace(left, "▇▇▇▇")
    masks[1 - undone].rulings.get().put_back(by=Reader.of(moderator), sentence="Fel.")
    said.refresh_from_db()
    assert said.body == TEXT
    assert not Redaction.objects.exists()


def test_what_its_author_wrote_anew_stays(
    said: Comment, case: Case, teller: User, moderator: User
) -> None:
    first = decide("mask", case, by=moderator, passages=["Bo Ek"])
    said.edit(by=Reader.of(teller), body="Någon ljuger, och Ann Alm med.")
    decide("mask", case, by=moderator, passages=["Ann Alm"])

    first.rulings.get().put_back(by=Reader.of(moderator), sentence="Fel.")

    said.refresh_from_db()
    assert said.body == "Någon ljuger, och ▇▇▇▇ med."


def test_a_bulk_suspension_ends_with_the_last_of_its_cases(
    question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    spam = [question.comment(by=Reader.of(teller), body=f"Köp {n} nu!") for n in range(3)]
    cases = [reported(one, stranger, "spam") for one in spam]
    until = timezone.now() + WEEK
    decision = decide("suspend", *cases, by=moderator, until=until)

    for ruling, left in zip(decision.rulings.order_by("case"), [until, until, None], strict=True):
        ruling.put_back(by=Reader.of(moderator), sentence="Fel.")
        teller.refresh_from_db()
        assert teller.suspended_until == left


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


def test_a_mask_undone_under_a_newer_text_leaves_that_text(
    said: Comment, case: Case, teller: User, moderator: User
) -> None:
    masks = [decide("mask", case, by=moderator, passages=[one]) for one in ("Bo Ek", "Ann Alm")]
    said.edit(by=Reader.of(teller), body="Nytt: Cia Cederqvist ljuger.")
    decide("mask", case, by=moderator, passages=["Cia Cederqvist"])

    masks[0].rulings.get().put_back(by=Reader.of(moderator), sentence="Fel.")

    said.refresh_from_db()
    assert said.body == "Nytt: ▇▇▇▇ ljuger."
