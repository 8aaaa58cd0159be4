"""T11 meets T5: deciding about an anonymous voice leads to nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Company, Mail, User
from accounts.reader import Reader
from forum.models import Appeal, Case, Comment, Decision, Notification, Story, Thread
from tests.factories import let_out, voice_of
from tests.forum.deciding import decide, reported
from tests.trust.interference import dump, needles

MEASURES = ["none", "ask", "mask", "hide", "restore", "warn", "suspend"]


@pytest.fixture
def answer(question: Thread, teller: User, crowd: list[User], moderator: User) -> Comment:
    """An anonymous answer of the teller's, come out in company."""
    mine, _other = (
        question.comment(by=Reader.of(who), body=f"{who.email[:2]} Vi teg.", byline="anonymous")
        for who in (teller, crowd[0])
    )
    let_out(moderator)
    found: Comment = question.comments.get(persona=mine.persona_id)
    return found


def leads(teller: User, company: Company) -> list[str]:
    """Where anything of the teller stands, the keys of the environment in hand."""
    return dump.found(needles.needles_of(teller, company), needles.fernet_keys())


@pytest.mark.parametrize("measure", MEASURES)
def test_a_decision_on_it_names_nobody_and_writes_to_nobody(
    measure: str, answer: Comment, teller: User, stranger: User, moderator: User
) -> None:
    company = teller.memberships.get().company
    before = dump.people()
    until = {"until": timezone.now() + timedelta(days=7)} if measure == "suspend" else {}
    passages = {"passages": ["teg"]} if measure == "mask" else {}

    decision = decide(measure, reported(answer, stranger), by=moderator, **until, **passages)

    assert leads(teller, company) == []
    assert dump.people() == before
    assert not Mail.objects.exists()
    assert not Notification.objects.exclude(recipient=stranger).exists()
    assert decision.rulings.get().persona_id == answer.persona_id


def test_an_appeal_by_receipt_leads_there_as_little(
    answer: Comment, teller: User, stranger: User, moderator: User
) -> None:
    company = teller.memberships.get().company
    decision = decide("hide", reported(answer, stranger), by=moderator)
    Appeal.lodge(decision, by=voice_of(answer), sentence="Det var så.")

    assert leads(teller, company) == []


def test_its_bearer_reads_the_decision_and_the_person_does_not(
    secret: Story, teller: User, stranger: User, moderator: User
) -> None:
    decision = decide("warn", reported(secret, stranger), by=moderator)

    assert list(Decision.objects.visible_to(voice_of(secret))) == [decision]
    for who in (teller, stranger, moderator, None):
        assert not Decision.objects.visible_to(Reader.of(who)).exists()
    assert Case.objects.get().author is None
