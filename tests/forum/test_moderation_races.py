"""Many at once: one case with the right count, one decision, one hearing, one appeal (T11)."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.errors import DomainError
from accounts.models import User
from accounts.reader import Reader
from forum.models import Appeal, Case, Comment, Decision, Report, Ruling
from forum.moderation.errors import AppealedAlready, AppealHeard, CaseChanged, CaseClaimed
from tests.factories import make_circle, make_company, make_member, make_question
from tests.forum.deciding import decide, judged, reported, second

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50
PEOPLE = 200  # each opens and closes no connection of their own, but waits for the one before
MODERATORS = 10


@pytest.fixture
def said() -> Comment:
    """A comment in a circle of two companies."""
    circle = make_circle(mine := make_company(), theirs := make_company())
    question = make_question(make_member(theirs), circle)
    comment: Comment = question.comment(by=Reader.of(make_member(mine)), body="Ni är dumma.")
    return comment


@pytest.fixture
def moderators(said: Comment) -> list[User]:
    """Ten moderators of the circle."""
    circle = said.thread.circle
    assert circle
    return [second(circle) for _number in range(MODERATORS)]


@pytest.fixture
def case(said: Comment, moderators: list[User]) -> Case:
    """The comment's case."""
    return reported(said, moderators[0])


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    """So many at a time, each thread with a connection of its own."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield pool
        start = Barrier(AT_ONCE)

        def close(_number: int) -> None:
            start.wait()  # so that every thread takes one
            connection.close()

        list(pool.map(close, range(AT_ONCE)))


def at_once(pool: ThreadPoolExecutor, acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start the acts together; what each gave, or the refusal it met."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except DomainError as refusal:
            return type(refusal)

    return list(pool.map(run, acts))


def test_fifty_at_a_time_make_one_case_and_the_right_count(
    said: Comment, people: ThreadPoolExecutor
) -> None:
    users = [
        User(email=f"n{number}@tillit.example", display_name=f"Nils {number}", password="!")
        for number in range(PEOPLE)
    ]
    readers = [Reader(user_id=user.pk) for user in User.objects.bulk_create(users)]

    def report(by: Reader) -> Any:
        return Report.file(said, by=by, reason="abuse").case_id

    for _again in range(2):
        assert set(people.map(report, readers)) == {Case.objects.get().pk}
        assert Case.objects.get().report_count == Report.objects.count() == PEOPLE


def test_of_ten_decisions_at_once_one_is_taken(
    case: Case, moderators: list[User], people: ThreadPoolExecutor
) -> None:
    case.refresh_from_db()
    read = [Case.objects.get(pk=case.pk) for _one in moderators]
    acts = [
        partial(Decision.take, [mine], judged("hide"), by=Reader.of(by))
        for mine, by in zip(read, moderators, strict=True)
    ]

    answers = at_once(people, acts)

    assert answers.count(CaseChanged) + answers.count(CaseClaimed) == MODERATORS - 1
    assert [one for one in answers if isinstance(one, Decision)] == [Decision.objects.get()]
    assert Ruling.objects.count() == 1


def test_of_ten_claims_at_once_one_holds(
    case: Case, moderators: list[User], people: ThreadPoolExecutor
) -> None:
    read = [Case.objects.get(pk=case.pk) for _one in moderators]
    acts = [
        partial(mine.claim, by=Reader.of(by)) for mine, by in zip(read, moderators, strict=True)
    ]
    assert at_once(people, acts).count(CaseClaimed) == MODERATORS - 1


def test_bulk_decisions_in_opposite_order_wait_for_each_other(
    said: Comment, case: Case, moderators: list[User], people: ThreadPoolExecutor
) -> None:
    by = Reader.of(said.author)
    more = [said.thread.comment(by=by, body=f"Ni {number} är dumma.") for number in range(4)]
    cases = [case, *(reported(one, moderators[0]) for one in more)]
    how = judged("mask", passages=["dumma"])

    def mask_all(who: User, order: int) -> Decision:
        read = [Case.objects.get(pk=one.pk) for one in cases[::order]]
        return Decision.take(read, how, by=Reader.of(who))

    acts = [partial(mask_all, who, 1 - 2 * (n % 2)) for n, who in enumerate(moderators)]

    answers = at_once(people, acts)

    assert len([one for one in answers if isinstance(one, Decision)]) == Decision.objects.count()
    assert Ruling.objects.count() == len(cases) * Decision.objects.count()


def test_an_appeal_is_lodged_once_and_heard_once(
    case: Case, said: Comment, moderators: list[User], people: ThreadPoolExecutor
) -> None:
    decision = decide("hide", case, by=moderators[0])
    lodge = partial(Appeal.lodge, decision, by=Reader.of(said.author), sentence="Nej.")
    lodged = at_once(people, [lodge] * 6)
    assert lodged.count(AppealedAlready) == 5

    acts = [
        partial(Appeal.objects.get().hear, by=Reader.of(by), outcome="reversed", answer="Ja.")
        for by in moderators[1:]
    ]
    answers = at_once(people, acts)

    assert answers.count(AppealHeard) == len(acts) - 1
    assert Ruling.objects.get().undone_at
    assert Appeal.objects.get().heard_by in moderators[1:]
