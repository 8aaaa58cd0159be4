"""The desk of the demo world has something of everything, for the people who may decide it."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.reader import Reader
from forum.management.commands.demo import SHOWN
from forum.models import Appeal, Case, Comment, Decision, Notification, Story, Thread
from forum.moderation import auditing
from forum.moderation.figures import may_see_figures

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The demo world, built once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def shown(role: str) -> list[User]:
    return [User.objects.get(email=email) for known, email in SHOWN if known == role]


def test_moderators_and_director_belong_to_no_company_and_may_enter(world: None) -> None:
    staff = [*shown("desk"), *shown("director")]

    assert len(staff) == 3
    assert all(one.is_staff and not one.is_superuser for one in staff)
    assert not any(Reader.of(one).companies for one in staff)


def test_the_director_alone_is_shown_the_figures(world: None) -> None:
    assert [may_see_figures(one) for one in shown("director")] == [True]
    assert not any(may_see_figures(one) for one in shown("desk"))


def test_something_reported_and_something_held_wait_for_either_moderator(world: None) -> None:
    for moderator in shown("desk"):
        waiting = Case.objects.visible_to(Reader.of(moderator)).waiting()
        assert sorted(waiting.values_list("held_for", "report_count")) == [("", 2), ("words", 0)]
        assert all(case.opened_at < timezone.now() for case in waiting)


def test_an_anonymous_story_waits_for_its_check(world: None) -> None:
    story = Story.objects.get(state="in_review", byline="anonymous")

    assert all(story.is_checked_by(Reader.of(one)) for one in shown("desk"))


def test_an_appeal_waits_for_whoever_did_not_decide(world: None) -> None:
    sixten, hilma = map(Reader.of, shown("desk"))

    assert Appeal.objects.visible_to(hilma).waiting().count() == 1
    assert not Appeal.objects.visible_to(sixten).waiting().exists()


def test_a_reversed_decision_left_the_text_as_it_was(world: None) -> None:
    appeal = Appeal.objects.get(outcome="reversed")

    assert Comment.objects.get(body__startswith="Palluftaren").hidden_at is None
    assert appeal.heard_by != appeal.decision.decided_by
    assert Notification.objects.filter(recipient=appeal.author, kind="appeal_heard").exists()


def test_one_person_reads_but_does_not_write_for_two_weeks(world: None) -> None:
    suspended = User.objects.get(suspended_until__gt=timezone.now())

    assert Reader.of(suspended).suspended_until
    assert Thread.objects.visible_to(Reader.of(suspended)).exists()


def test_the_log_of_it_all_is_whole(world: None) -> None:
    assert auditing.verify([]).number >= Decision.objects.count() + Case.objects.count()
