"""Undoing: everything is put back as it was, but for what other decisions did (T11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.models import User
from accounts.reader import Reader
from forum.models import AuditEntry, Case, Comment, Redaction, Ruling, Story, Thread
from tests.forum.deciding import TEXT, decide, reported, rows

WEEK = timedelta(days=7)
CHANGED = (Comment, Thread, Story, Redaction, User)


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


@pytest.mark.parametrize("measure", ["hide", "mask", "suspend", "end_access"])
def test_restoring_puts_everything_back(measure: str, case: Case, trusted: User) -> None:
    before = rows(*CHANGED)
    decide(measure, case, by=trusted, **how(measure))
    assert rows(*CHANGED) != before

    decide("restore", case, by=trusted)

    assert rows(*CHANGED) == before
    assert Ruling.objects.exclude(undone_at=None).count() == 1


def test_what_changed_nothing_stands_in_nobodys_way(case: Case, moderator: User) -> None:
    before = rows(*CHANGED)
    for measure in ("none", "warn", "hide"):
        decide(measure, case, by=moderator)

    decide("restore", case, by=moderator)

    assert rows(*CHANGED) == before
    assert not Ruling.objects.in_force().exists()


def test_undoing_twice_is_undoing_once(case: Case, moderator: User) -> None:
    ruling = decide("hide", case, by=moderator).rulings.get()
    for _time in range(2):
        ruling.put_back(by=Reader.of(moderator), sentence="Fel.")
    assert AuditEntry.objects.filter(verb="decision.undo").count() == 1


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


def test_a_mask_undone_under_a_newer_text_leaves_that_text(
    said: Comment, case: Case, teller: User, moderator: User
) -> None:
    masks = [decide("mask", case, by=moderator, passages=[one]) for one in ("Bo Ek", "Ann Alm")]
    said.edit(by=Reader.of(teller), body="Nytt: Cia Cederqvist ljuger.")
    decide("mask", case, by=moderator, passages=["Cia Cederqvist"])

    masks[0].rulings.get().put_back(by=Reader.of(moderator), sentence="Fel.")

    said.refresh_from_db()
    assert said.body == "Nytt: ▇▇▇▇ ljuger."


def test_a_bulk_suspension_ends_with_the_last_of_its_cases(
    question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    spam = [question.comment(by=Reader.of(teller), body=f"Köp {n} nu!") for n in range(3)]
    cases = [reported(one, stranger, "spam") for one in spam]
    until = timezone.now() + WEEK
    decision = decide("suspend", *cases, by=moderator, until=until)

    rulings = decision.rulings.order_by("case_id")
    for ruling, left in zip(rulings, [until, until, None], strict=True):
        ruling.put_back(by=Reader.of(moderator), sentence="Fel.")
        teller.refresh_from_db()
        assert teller.suspended_until == left
