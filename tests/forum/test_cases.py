"""Cases: who may handle them, and who has one before them just now (T11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import NotYours
from accounts.models import Circle, Company, Membership, User
from accounts.reader import Reader
from forum.models import Case, Story, Thread
from forum.moderation.errors import CaseClaimed
from tests.factories import make_member, make_question
from tests.forum.deciding import decide, reported, second

QUARTER = timedelta(minutes=15)


def handled(by: User) -> set[Case]:
    """The cases somebody may handle."""
    return set(Case.objects.visible_to(Reader.of(by)))


@pytest.fixture
def case(story: Story, stranger: User) -> Case:
    """The case of a reported story."""
    return reported(story, stranger)


def test_a_case_is_for_the_moderators_of_its_circle(
    case: Case, moderator: User, request: Any
) -> None:
    assert handled(moderator) == {case}
    for who in ("teller", "colleague", "steward", "stranger", "outsider", "coach", "funder"):
        assert handled(request.getfixturevalue(who)) == set()
    elsewhere = make_member(Company.objects.get(name="Utanför AB"))
    assert not Case.objects.visible_to(Reader.of(elsewhere)).exists()


def test_nobody_handles_a_case_of_the_own_company(
    case: Case, question: Thread, teller: User, stranger: User, circle: Circle
) -> None:
    beside = make_member(case.company or Company())
    circle.appoint(beside, "moderator")
    theirs = reported(question, teller)

    assert handled(beside) == {theirs}


def test_nor_of_an_answer_to_the_own_companys_story(
    case: Case, story: Story, stranger: User, teller: User, circle: Circle
) -> None:
    beside = make_member(story.company or Company())
    circle.appoint(beside, "moderator")
    answer = story.thread.comment(by=Reader.of(stranger), body="Nej, så är det inte.")
    reported(answer, teller)

    assert handled(beside) == set()


def test_nobody_handles_a_case_of_ones_own_words(moderator: User, circle: Circle) -> None:
    question = make_question(moderator, circle)
    case = reported(question, moderator)
    said = question.comment(by=Reader.of(moderator), body="Jag svarar mig själv.")

    reported(said, moderator)

    assert handled(moderator) == set()
    assert case in handled(second(circle))


def test_the_anonymous_is_for_moderators_of_no_company_there(
    secret: Story, stranger: User, moderator: User, circle: Circle, other_company: Company
) -> None:
    beside, apart = (make_member(other_company), second(circle))
    circle.appoint(beside, "moderator")
    case = reported(secret, stranger)

    assert handled(beside) == set()
    assert handled(apart) == handled(moderator) == {case}
    Membership.objects.create(user=apart, company=other_company, role="member")
    assert handled(apart) == set()


def test_an_anonymous_answer_is_as_impartial(
    question: Thread, crowd: list[User], moderator: User, circle: Circle, teller: User
) -> None:
    question.comment(by=Reader.of(teller), body="Vi också.", byline="anonymous")
    question.waiting.get().release()
    circle.appoint(crowd[0], "moderator")

    case = reported(question.comments.get(), crowd[1])

    assert (case.unnamed, case.author, case.company) == (True, None, None)
    assert (handled(crowd[0]), handled(moderator)) == (set(), {case})


def test_the_database_refuses_a_key_on_the_case_of_the_anonymous(
    secret: Story, stranger: User
) -> None:
    case = reported(secret, stranger)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.update(author=stranger)
    case.refresh_from_db()
    assert case.author is None


def test_a_withdrawn_story_leaves_no_case_to_handle(
    case: Case, story: Story, teller: User, moderator: User
) -> None:
    story.withdraw(by=Reader.of(teller))
    assert handled(moderator) == set()


def test_a_claim_keeps_others_out_for_half_an_hour(
    case: Case, moderator: User, circle: Circle, time_machine: Any
) -> None:
    other = second(circle)
    case.claim(by=Reader.of(moderator))
    until = case.claimed_until
    assert until

    for act in (case.claim, case.let_go):
        with pytest.raises(CaseClaimed):
            act(by=Reader.of(other))
    with pytest.raises(CaseClaimed):
        decide("none", case, by=other)
    assert (case.claimed_by, case.state) == (moderator, "open")

    time_machine.move_to(until)
    assert not case.is_claimed
    case.claim(by=Reader.of(other))
    assert case.claimed_by == other


def test_a_claim_can_be_made_longer_and_given_up(
    case: Case, moderator: User, circle: Circle, time_machine: Any
) -> None:
    by = Reader.of(moderator)
    case.claim(by=by)
    first = case.claimed_until
    time_machine.move_to(timezone.now() + QUARTER)
    case.claim(by=by)
    assert first
    assert case.claimed_until
    assert case.claimed_until > first

    case.let_go(by=by)
    assert not case.is_claimed
    case.claim(by=Reader.of(second(circle)))


def test_claiming_needs_the_right_to_handle_it(case: Case, stranger: User, coach: User) -> None:
    for who in (stranger, coach, None):
        with pytest.raises(NotYours):
            case.claim(by=Reader.of(who))
    case.refresh_from_db()
    assert case.claimed_by is None


def test_a_decision_ends_the_claim(case: Case, moderator: User) -> None:
    case.claim(by=Reader.of(moderator))
    decide("none", case, by=moderator)
    assert (case.claimed_by, case.claimed_until, case.state) == (None, None, "decided")


def test_what_waits_longest_comes_first(
    case: Case, question: Thread, teller: User, moderator: User
) -> None:
    later = reported(question, teller)
    waiting = Case.objects.visible_to(Reader.of(moderator)).waiting()
    assert list(waiting) == [case, later]

    decide("none", case, by=moderator)

    assert list(waiting.all()) == [later]
