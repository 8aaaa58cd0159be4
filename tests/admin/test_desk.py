"""The desk: what waits for each moderator, how long, and who is at it; and nothing for others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Appeal, Case, Comment, Decision, Guidelines, Report, Story, Thread
from forum.models.decision import Judgement
from tests.factories import make_member, night, voice_of

type Desk = Callable[[User], Client]
ASKED = "Is this to do with us?"


@pytest.fixture
def partial(company: Company, circle: Circle) -> User:
    """A moderator of the circle whose company, the teller's, takes part in it."""
    user = make_member(company, "Pia Partisk")
    circle.appoint(user, "moderator")
    return user


def at_desk(client: Client) -> str:
    """The desk as the browser shows it."""
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    return answer.content.decode()


def report(item: Any, by: User) -> Case:
    """Report an item for spam."""
    return Report.file(item, by=Reader.of(by), reason="spam", sentence=ASKED).case


def judged(measure: str) -> Judgement:
    """A decision in words."""
    rule = Guidelines.objects.current().rules.order_by("number")[0]
    return Judgement(measure, "spam", rule, "Det här är reklam.")


def test_a_report_waits_with_its_age_and_whoever_claimed_it(
    bench: Client, moderator: User, story: Story, stranger: User
) -> None:
    case = report(story, stranger)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=3))
    assert "3\xa0days" in at_desk(bench)
    case.claim(by=Reader.of(moderator))
    text = at_desk(bench)
    assert story.title in text
    assert reverse("admin:forum_case_change", args=[case.pk]) in text
    assert "<td>you</td>" in text


def test_another_moderator_sees_who_claimed_it(
    desk: Desk, moderator: User, peer: User, story: Story, stranger: User
) -> None:
    report(story, stranger).claim(by=Reader.of(moderator))
    assert "Moa Moderator" in at_desk(desk(peer))


def test_who_moderates_nothing_reads_a_sentence(
    side: Client, chief: Client, story: Story, stranger: User
) -> None:
    report(story, stranger)
    for client in (side, chief):
        text = at_desk(client)
        assert "You moderate no circle" in text
        assert story.title not in text


def test_the_suspended_have_no_desk(
    bench: Client, moderator: User, story: Story, stranger: User
) -> None:
    report(story, stranger)
    moderator.suspend(timezone.now() + timedelta(days=1))
    text = at_desk(bench)
    assert story.title not in text
    assert "suspended from writing" in text


def test_moderators_of_the_company_see_neither_its_cases_nor_their_own(
    desk: Desk, partial: User, story: Story, stranger: User, question: Thread
) -> None:
    report(story, stranger)
    own = question.comment(by=Reader.of(partial), body="Mina egna ord.")
    report(own, stranger)
    text = at_desk(desk(partial))
    assert "Nothing waits." in text
    assert story.title not in text
    assert "Mina egna ord" not in text


def test_the_unnamed_wait_for_the_independent_alone(
    desk: Desk, bench: Client, partial: User, whisper: Story, moderator: User
) -> None:
    whisper.submit(by=voice_of(whisper))
    assert whisper.title not in at_desk(bench)
    night()
    assert whisper.title in at_desk(bench)
    assert whisper.title not in at_desk(desk(partial))
    whisper.approve(by=Reader.of(moderator))
    whisper.publish()
    assert whisper.title not in at_desk(bench)


def test_a_report_on_the_unnamed_waits_for_the_independent_alone(
    desk: Desk, bench: Client, partial: User, secret: Story, stranger: User
) -> None:
    report(secret, stranger)
    assert secret.title in at_desk(bench)
    assert secret.title not in at_desk(desk(partial))


def test_who_was_asked_waits_apart(
    bench: Client, moderator: User, question: Thread, teller: User
) -> None:
    Decision.take([report(question, teller)], judged("ask"), by=Reader.of(moderator))
    text = at_desk(bench)
    assert 'waiting for the teller: <span class="count">1<' in text
    assert 'Reports: <span class="count">0<' in text


def test_what_is_held_waits_apart_from_what_is_reported(
    bench: Client, circle: Circle, question: Thread, teller: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Ring mig gärna.")
    Case.about(comment, held_for="words")
    text = at_desk(bench)
    assert 'looked: <span class="count">1<' in text
    assert 'Reports: <span class="count">0<' in text
    assert "Ring mig gärna." in text


def test_appeals_wait_for_somebody_else(
    desk: Desk, moderator: User, peer: User, story: Story, stranger: User
) -> None:
    decision = Decision.take([report(story, stranger)], judged("hide"), by=Reader.of(moderator))
    Appeal.lodge(decision, by=Reader(user_id=story.author_id), sentence="Kunden sade ja.")
    assert 'Appeals: <span class="count">0<' in at_desk(desk(moderator))
    assert 'Appeals: <span class="count">1<' in at_desk(desk(peer))


def test_more_than_ninety_nine_are_not_counted(
    bench: Client, question: Thread, teller: User
) -> None:
    by = Reader.of(teller)
    for number in range(100):
        comment = Comment.add(question, by=by, body=f"Svar {number}")
        Case.about(comment, report_count=1)
    text = at_desk(bench)
    assert 'Reports: <span class="count">99+<' in text
    assert text.count("Svar ") == 10


def test_the_desk_costs_the_same_whatever_waits(
    bench: Client, question: Thread, teller: User, django_assert_max_num_queries: Any
) -> None:
    by = Reader.of(teller)
    Case.about(Comment.add(question, by=by, body="Svar"), report_count=1)
    with django_assert_max_num_queries(40) as few:
        at_desk(bench)
    for number in range(12):
        Case.about(Comment.add(question, by=by, body=f"Svar {number}"), report_count=1)
    with django_assert_max_num_queries(len(few)):
        at_desk(bench)
