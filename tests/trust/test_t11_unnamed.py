"""T11 meets T5: deciding about an anonymous voice leads to nobody, before and after the strip."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Company, Mail, User
from accounts.reader import Reader
from forum.models import Appeal, Case, Comment, Decision, Notification, Seal, Story, Thread
from forum.releasing import release_answers
from tests.factories import voice_of
from tests.forum.deciding import decide, reported
from tests.trust.interference import dump, needles

MEASURES = ["none", "ask", "mask", "hide", "restore", "warn", "suspend"]


@pytest.fixture
def answer(question: Thread, teller: User, crowd: list[User]) -> Comment:
    """An anonymous answer of the teller's, come out in company."""
    for who in (teller, crowd[0]):
        question.comment(by=Reader.of(who), body=f"{who.email[:2]} Vi teg.", byline="anonymous")
    release_answers()
    (mine,) = [seal.persona for seal in Seal.objects.all() if seal.names(teller.pk)]
    found: Comment = question.comments.get(persona=mine)
    return found


def leads(teller: User, company: Company, *, without: str = "") -> list[str]:
    """Where anything of the teller stands, the keys of the environment in hand."""
    marks = needles.needles_of(teller, company)
    hits = dump.found(marks, needles.fernet_keys())
    return [hit for hit in hits if not hit.endswith(without or "nowhere")]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_decision_on_it_names_nobody_and_writes_to_nobody(
    measure: str, answer: Comment, teller: User, stranger: User, moderator: User
) -> None:
    company = teller.memberships.get().company
    before = dump.people()
    until = {"until": timezone.now() + timedelta(days=7)} if measure == "suspend" else {}
    passages = {"passages": ["teg"]} if measure == "mask" else {}

    decision = decide(measure, reported(answer, stranger), by=moderator, **until, **passages)

    assert leads(teller, company, without="forum_seal") == []
    assert dump.people() == before
    assert not Mail.objects.exists()
    assert not Notification.objects.exclude(recipient=stranger).exists()
    assert decision.rulings.get().persona_id == answer.persona_id


def test_after_the_strip_nothing_leads_there_at_all(
    answer: Comment, teller: User, stranger: User, moderator: User
) -> None:
    company = teller.memberships.get().company
    decision = decide("hide", reported(answer, stranger), by=moderator)
    Appeal.lodge(decision, by=voice_of(answer), sentence="Det var så.")
    Seal.objects.all().delete()

    assert leads(teller, company) == []


def test_its_bearer_reads_the_decision_and_the_person_does_not(
    secret: Story, teller: User, stranger: User, moderator: User
) -> None:
    decision = decide("warn", reported(secret, stranger), by=moderator)

    assert list(Decision.objects.visible_to(voice_of(secret))) == [decision]
    for who in (teller, stranger, moderator, None):
        assert not Decision.objects.visible_to(Reader.of(who)).exists()
    assert Case.objects.get().author is None
