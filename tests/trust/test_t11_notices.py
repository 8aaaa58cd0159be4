"""T11: whom a decision concerns is told what, why and by which rule – in their language."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Mail, User
from accounts.reader import Reader
from forum.models import Comment, Notification, Thread
from forum.moderation.words import ASKING, RESTRICTING, TOLD, Measure
from tests.forum.deciding import SENTENCE, decide, reported

NOT_TOLD = sorted(set(Measure) - TOLD)
SAID = "Bo Ek stjäl ur förrådet."
WORDS = {
    "sv": ("Ett beslut om något du skrivit", "Beslut: dölj", "Regel 1:", "överklaga en gång"),
    "en": ("A decision about something you wrote", "Decision: hide", "Rule 1:", "appeal once"),
}


@pytest.fixture
def said(question: Thread, teller: User) -> Comment:
    """A comment of the teller's."""
    comment: Comment = question.comment(by=Reader.of(teller), body=SAID)
    return comment


@pytest.fixture
def trusted(moderator: User) -> User:
    """A moderator who may do everything."""
    moderator.is_superuser = True
    moderator.save(update_fields=["is_superuser"])
    return moderator


def how(measure: str) -> dict[str, Any]:
    """What a measure has to be told."""
    until = timezone.now() + timedelta(days=7)
    passages = {"passages": ["Bo Ek"]}
    said: dict[str, Any] = {"suspend": {"until": until}, "mask": passages, "remove": passages}
    more: dict[str, Any] = said.get(measure, {})
    return more


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_statement_speaks_the_persons_language(
    language: str, said: Comment, teller: User, stranger: User, moderator: User
) -> None:
    teller.describe(language=language)
    decide("hide", reported(said, stranger), by=moderator)
    mail = Mail.objects.get()
    assert mail.recipient == teller.email
    subject, *words = WORDS[language]
    assert mail.subject == subject
    assert [word for word in (*words, SENTENCE) if word not in mail.text] == []


@pytest.mark.parametrize("measure", sorted(TOLD - {"lock"}))
def test_every_measure_reaches_the_person_with_its_reasons_and_never_the_text(
    measure: str, said: Comment, stranger: User, trusted: User
) -> None:
    decision = decide(measure, reported(said, stranger), by=trusted, **how(measure))

    told = Notification.objects.get(kind="decision")
    mail = Mail.objects.get()
    assert (told.recipient, told.subject) == (said.author, decision.pk)
    for words in (SENTENCE, decision.rule.name_sv, str(decision.get_reason_display())):
        assert words in mail.text or measure in ASKING | RESTRICTING | {"restore"}
    for hidden in ("Bo Ek", "förrådet", trusted.display_name, stranger.display_name):
        assert hidden not in mail.text + mail.subject
    assert ("verklaga" in mail.text) == (measure in RESTRICTING - {"end_access"})


@pytest.mark.parametrize("measure", NOT_TOLD)
def test_that_nothing_was_done_is_told_to_nobody_but_who_reported(
    measure: str, said: Comment, stranger: User, moderator: User
) -> None:
    decide(measure, reported(said, stranger), by=moderator)
    assert not Mail.objects.exists()
    assert Notification.objects.get().recipient == stranger


def test_a_suspension_says_until_when(said: Comment, stranger: User, moderator: User) -> None:
    until = timezone.now() + timedelta(days=7)
    decide("suspend", reported(said, stranger), by=moderator, until=until)
    assert f"{timezone.localtime(until):%Y-%m-%d %H:%M}" in Mail.objects.get().text


def test_who_reported_learns_of_no_measure_against_a_person(
    said: Comment, stranger: User, moderator: User
) -> None:
    decide("suspend", reported(said, stranger), by=moderator, **how("suspend"))

    told = Notification.objects.filter(recipient=stranger).values().get()
    assert told["kind"] == "report_answered"
    assert "suspend" not in str(told)
    assert not Mail.objects.filter(recipient=stranger.email).exists()


def test_many_things_of_one_person_are_one_letter(
    said: Comment, question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    more = [question.comment(by=Reader.of(teller), body=f"Köp {n}!") for n in range(3)]
    cases = [reported(one, stranger) for one in (said, *more)]

    decide("hide", *cases, by=moderator)

    assert Mail.objects.count() == Notification.objects.filter(kind="decision").count() == 1
