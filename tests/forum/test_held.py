"""Held back: unseen and uncounted until a moderator has read it, and known to its author (T4)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Circle, Participation, User
from accounts.reader import Reader
from forum.models import Case, Comment, HeldWord, Story, Thread
from tests.factories import make_question, make_story
from tests.forum.deciding import decide, reported

LONG_AGO = timedelta(days=400)
AD = "Köp billiga skivstänger hos oss i dag."


@pytest.fixture(autouse=True)
def _settled(circle: Circle, crowd: list[User]) -> None:
    """Everybody has been here for long."""
    User.objects.update(joined_at=timezone.now() - LONG_AGO)
    Participation.objects.update(joined_at=timezone.now() - LONG_AGO)


def minds(circle: Circle, **boxes: bool) -> None:
    """Let a circle hold something back."""
    Circle.objects.filter(pk=circle.pk).update(**boxes)


def newcomer(circle: Circle, author: User) -> str:
    minds(circle, hold_newcomers=True)
    Participation.objects.update(joined_at=timezone.now())
    return "Hej, vi är nya."


def words(circle: Circle, author: User) -> str:
    minds(circle, hold_words=True)
    HeldWord.objects.create(word="skit", language="sv")
    return "Vilken skitmaskin."


def links(circle: Circle, author: User) -> str:
    User.objects.filter(pk=author.pk).update(joined_at=timezone.now())
    return "Se [här](https://kampanj.example/)."


def duplicate(circle: Circle, author: User) -> str:
    other = make_question(author, circle)
    for _time in range(2):
        other.comment(by=Reader.of(author), body=AD)
    return AD


REASONS: list[Callable[[Circle, User], str]] = [newcomer, words, links, duplicate]
reasons = pytest.mark.parametrize("reason", REASONS, ids=lambda one: one.__name__)


def sees(reader: User | None, item: Any) -> bool:
    """Tell whether somebody finds an item."""
    return bool(type(item).objects.visible_to(Reader.of(reader)).filter(pk=item.pk).exists())


@reasons
def test_a_comment_is_held(
    reason: Any, question: Thread, circle: Circle, teller: User, moderator: User
) -> None:
    text = reason(circle, teller)
    teller.refresh_from_db()

    held = question.comment(by=Reader.of(teller), body=text)

    question.refresh_from_db()
    case = Case.objects.get(item=held.pk)
    assert (held.held_for, question.comment_count) == (reason.__name__, 0)
    assert [sees(who, held) for who in (teller, moderator, question.author)] == [True, True, False]
    assert (case.held_for, case.state, case.report_count) == (reason.__name__, "open", 0)


@reasons
def test_a_question_is_held(
    reason: Any, circle: Circle, teller: User, stranger: User, moderator: User
) -> None:
    text = reason(circle, teller)
    teller.refresh_from_db()

    held = make_question(teller, circle, body=text)

    assert held.held_for == Case.objects.get(item=held.pk).held_for == reason.__name__
    assert [sees(who, held) for who in (teller, moderator, stranger)] == [True, True, False]


@reasons
def test_a_story_is_held_when_it_comes_out(
    reason: Any, circle: Circle, teller: User, steward: User, stranger: User
) -> None:
    text = reason(circle, teller)
    teller.refresh_from_db()
    place = {"audience": "circle", "circle_id": circle.pk}

    told = make_story(teller, steward=steward, lessons=text, **place)

    assert told.held_for == reason.__name__
    assert [sees(who, told) for who in (teller, stranger)] == [True, False]
    assert Case.objects.get(item=told.pk).held_for == reason.__name__


@pytest.mark.parametrize("measure", ["none", "restore"])
def test_a_moderator_lets_it_out(
    measure: str, question: Thread, circle: Circle, teller: User, moderator: User
) -> None:
    held: Comment = question.comment(by=Reader.of(teller), body=words(circle, teller))

    decide(measure, Case.objects.get(), by=moderator)

    held.refresh_from_db()
    question.refresh_from_db()
    assert (held.held_for, held.hidden_at, question.comment_count) == ("", None, 1)
    assert sees(question.author, held)


def test_a_moderator_keeps_it_back(
    question: Thread, circle: Circle, teller: User, stranger: User, moderator: User
) -> None:
    held: Comment = question.comment(by=Reader.of(teller), body=words(circle, teller))

    decision = decide("hide", Case.objects.get(), by=moderator)

    held.refresh_from_db()
    question.refresh_from_db()
    assert (held.held_for, bool(held.hidden_at)) == ("refused", True)
    assert question.comment_count == 0
    assert [sees(who, held) for who in (teller, stranger)] == [True, False]
    decision.rulings.get().put_back(by=Reader.of(moderator), sentence="Jag läste fel.")
    held.refresh_from_db()
    question.refresh_from_db()
    assert (held.held_for, held.hidden_at, question.comment_count) == ("", None, 1)


def test_asking_its_author_leaves_it_held(
    question: Thread, circle: Circle, teller: User, moderator: User
) -> None:
    held = question.comment(by=Reader.of(teller), body=words(circle, teller))
    decide("ask", Case.objects.get(), by=moderator)
    held.refresh_from_db()
    assert (held.held_for, bool(held.hidden_at)) == ("words", True)


def test_nobody_answers_or_thanks_for_what_is_held(
    question: Thread, circle: Circle, teller: User, stranger: User
) -> None:
    held = question.comment(by=Reader.of(teller), body=words(circle, teller))
    for act in (
        lambda: question.comment(by=Reader.of(stranger), body="Va?", parent=held),
        lambda: held.react(by=Reader.of(stranger), kind="thanks"),
    ):
        with pytest.raises(Exception, match=r"\w"):
            act()
    assert not Comment.objects.exclude(pk=held.pk).exists()


def test_a_held_item_can_be_withdrawn_by_its_author(
    circle: Circle, teller: User, steward: User
) -> None:
    text = words(circle, teller)
    place = {"audience": "circle", "circle_id": circle.pk}
    told: Story = make_story(teller, steward=steward, lessons=text, **place)
    told.withdraw(by=Reader.of(teller))
    assert told.state == "withdrawn"


def test_a_report_and_a_hold_are_one_case(
    question: Thread, circle: Circle, teller: User, moderator: User
) -> None:
    held = question.comment(by=Reader.of(teller), body=words(circle, teller))
    assert reported(held, moderator) == Case.objects.get()
    assert Case.objects.get().held_for == "words"
