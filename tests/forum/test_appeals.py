"""Appeals: once, by whom it concerns, heard by somebody else, and undone as a whole (T11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.errors import NotYours
from accounts.models import Circle, Mail, User
from accounts.reader import Reader
from forum import batches
from forum.models import Appeal, Comment, Decision, Notification, Ruling, Story, Thread
from forum.moderation.errors import AppealedAlready, AppealHeard, NotAppealable
from forum.moderation.words import RESTRICTING, Measure
from tests.factories import batch_comes, voice_of
from tests.forum.deciding import decide, reported, rows, second

WHY = "Kunden har själv berättat det."
ANSWER = "Du har rätt."


@pytest.fixture
def said(question: Thread, teller: User) -> Comment:
    """A comment of the teller's."""
    comment: Comment = question.comment(by=Reader.of(teller), body="Kunden heter Bo Ek.")
    return comment


@pytest.fixture
def decision(said: Comment, stranger: User, moderator: User) -> Decision:
    """It has been hidden."""
    return decide("hide", reported(said, stranger), by=moderator)


@pytest.fixture
def appeal(decision: Decision, teller: User) -> Appeal:
    """Its author does not agree."""
    return Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)


@pytest.fixture
def other(circle: Circle) -> User:
    """A moderator who has decided nothing yet."""
    return second(circle)


def test_whom_it_concerns_appeals_once(decision: Decision, teller: User) -> None:
    Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)
    with pytest.raises(AppealedAlready):
        Appeal.lodge(decision, by=Reader.of(teller), sentence="En gång till.")
    assert Appeal.objects.get().sentence == WHY


def test_nobody_else_appeals(
    decision: Decision, colleague: User, stranger: User, moderator: User
) -> None:
    for who in (colleague, stranger, moderator, None):
        with pytest.raises(NotYours):
            Appeal.lodge(decision, by=Reader.of(who), sentence=WHY)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("measure", sorted(set(Measure) - RESTRICTING))
def test_only_what_takes_something_is_appealed(
    measure: str, said: Comment, teller: User, stranger: User, moderator: User
) -> None:
    decision = decide(measure, reported(said, stranger), by=moderator)
    with pytest.raises(NotAppealable):
        Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)
    assert not Appeal.objects.exists()


def test_after_half_a_year_it_is_too_late(
    decision: Decision, teller: User, time_machine: Any
) -> None:
    last = decision.decided_at + timedelta(days=183)
    time_machine.move_to(last, tick=False)
    with pytest.raises(NotAppealable):
        Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)

    time_machine.move_to(last - timedelta(minutes=1))
    assert Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)


def test_what_was_undone_is_not_appealed(decision: Decision, teller: User, moderator: User) -> None:
    decide("restore", decision.rulings.get().case, by=moderator)
    with pytest.raises(NotAppealable):
        Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)


def test_whoever_decided_never_hears_it(appeal: Appeal, moderator: User, other: User) -> None:
    with pytest.raises(NotYours):
        appeal.hear(by=Reader.of(moderator), outcome="stands", answer=ANSWER)
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.heard_by) == ("", None)

    appeal.hear(by=Reader.of(other), outcome="stands", answer=ANSWER)
    assert (appeal.outcome, appeal.heard_by) == ("stands", other)


def test_nor_whoever_is_of_the_company(
    appeal: Appeal, colleague: User, coach: User, circle: Circle
) -> None:
    circle.appoint(colleague, "moderator")
    for who in (colleague, coach):
        assert not Appeal.objects.visible_to(Reader.of(who)).exists()
        with pytest.raises(NotYours):
            appeal.hear(by=Reader.of(who), outcome="reversed", answer=ANSWER)
    assert Comment.objects.exclude(hidden_at=None).exists()


def test_what_stands_stands(appeal: Appeal, said: Comment, other: User) -> None:
    before = rows(Comment, Thread, User)
    appeal.hear(by=Reader.of(other), outcome="stands", answer="Bo vet inte om det.")
    assert rows(Comment, Thread, User) == before
    assert Ruling.objects.get().undone_at is None


@pytest.mark.parametrize("measure", ["hide", "mask", "suspend"])
def test_reversing_puts_everything_back(
    measure: str, said: Comment, stranger: User, moderator: User, other: User
) -> None:
    more: Any = {
        "mask": {"passages": ["Bo Ek"]},
        "suspend": {"until": timezone.now() + timedelta(days=7)},
    }
    case, before = reported(said, stranger), rows(Comment, Thread, User)
    decision = decide(measure, case, by=moderator, **more.get(measure, {}))
    assert rows(Comment, Thread, User) != before

    by = Reader.of(said.author)
    appeal = Appeal.lodge(decision, by=by, sentence=WHY)
    appeal.hear(by=Reader.of(other), outcome="reversed", answer=ANSWER)

    assert rows(Comment, Thread, User) == before
    assert Ruling.objects.get().undone_at


def test_only_the_appellants_part_of_a_decision_is_reversed(
    question: Thread, teller: User, colleague: User, moderator: User, other: User
) -> None:
    said = [question.comment(by=Reader.of(who), body="Köp nu!") for who in (teller, colleague)]
    cases = [reported(one, other) for one in said]
    decision = decide("hide", *cases, by=moderator)

    appeal = Appeal.lodge(decision, by=Reader.of(teller), sentence=WHY)
    appeal.hear(by=Reader.of(other), outcome="reversed", answer=ANSWER)

    assert [Comment.objects.get(pk=one.pk).hidden_at is None for one in said] == [True, False]
    assert Appeal.lodge(decision, by=Reader.of(colleague), sentence="Min också.")


def test_it_is_heard_once(appeal: Appeal, other: User, circle: Circle) -> None:
    appeal.hear(by=Reader.of(other), outcome="stands", answer=ANSWER)
    third = second(circle)
    with pytest.raises(AppealHeard):
        appeal.hear(by=Reader.of(third), outcome="reversed", answer="Nej.")
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.answer) == ("stands", ANSWER)


def test_the_answer_is_told(appeal: Appeal, teller: User, other: User) -> None:
    Mail.objects.all().delete()
    appeal.hear(by=Reader.of(other), outcome="reversed", answer=ANSWER)

    told = Notification.objects.filter(recipient=teller, kind="appeal_heard").get()
    mail = Mail.objects.get()
    assert told.subject == appeal.decision_id
    assert mail.recipient == teller.email
    assert ANSWER in mail.text
    for hidden in (other.display_name, "Bo Ek"):
        assert hidden not in mail.text


def test_a_case_somebody_reads_is_stale_once_an_appeal_was_heard(
    appeal: Appeal, other: User
) -> None:
    case = Ruling.objects.get().case
    before = case.version
    appeal.hear(by=Reader.of(other), outcome="reversed", answer=ANSWER)
    case.refresh_from_db()
    assert case.version > before


def test_an_anonymous_voice_appeals_with_its_receipt(
    secret: Story, stranger: User, moderator: User, other: User
) -> None:
    decision = decide("hide", reported(secret, stranger), by=moderator)
    appeal = Appeal.lodge(decision, by=voice_of(secret), sentence=WHY)

    assert (appeal.author, appeal.persona) == (None, secret.persona)
    assert appeal.lodged_at == batches.moment_of(batches.next_batch(timezone.now()))
    with pytest.raises(AppealedAlready):
        Appeal.lodge(decision, by=voice_of(secret), sentence=WHY)
    batch_comes()
    appeal.hear(by=Reader.of(other), outcome="reversed", answer=ANSWER)
    secret.refresh_from_db()
    assert secret.hidden_at is None
