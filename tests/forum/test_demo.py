"""The demo world is whole, says what it should, and building it again changes nothing."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Company, Invitation, Membership, User
from accounts.reader import Reader
from forum.batches import NOT_OUT
from forum.demo import reading
from forum.demo.calendar import Calendar
from forum.demo.second_factor import SECRET
from forum.management.commands.demo import PASSWORD, SHOWN
from forum.models import Attachment, Comment, Cycle, FollowUp, Measurement, Story, Thread
from forum.vocabulary import OUTCOMES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """What the command said when it built the world for all tests of this file."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of both applications."""
    labels = ("accounts", "forum", "account", "mfa")
    return {
        model._meta.label: sorted(model._default_manager.values(), key=str)
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def readers() -> dict[Any, Reader]:
    return {user.pk: Reader.of(user) for user in User.objects.all()}


def count(name: str) -> int:
    """How many parts of a kind the files hold, in stories that keep theirs."""
    kept = [story for story in reading.stories() if story["state"] != "withdrawn"]
    return sum(len(story.get(name, [])) for story in kept)


def test_the_whole_world_is_there(said: str) -> None:
    comments = sum(len(t.get("comments", [])) for t in [*reading.stories(), *reading.questions()])
    comments += len(reading.moderation()["incidents"])

    assert (Company.objects.count(), Story.objects.count()) == (10, 22)
    assert Thread.objects.filter(story=None).count() == len(reading.questions())
    assert Comment.objects.count() == comments
    assert Cycle.objects.count() == count("cycles")
    assert Measurement.objects.count() == count("measurements")
    assert FollowUp.objects.count() == count("follow_ups")


def test_stories_stand_in_the_state_and_outcome_of_the_files(said: str) -> None:
    states = {story["title"]: story["state"] for story in reading.stories()}
    states = {title: state for title, state in states.items() if state != "withdrawn"}

    stories = dict(Story.objects.exclude(state="withdrawn").values_list("title", "state"))
    assert stories == states
    assert Story.objects.filter(state="withdrawn", title="").count() == 1
    assert set(Story.objects.values_list("first_outcome", flat=True)) >= set(OUTCOMES)


def test_everybody_who_speaks_can_read_where_they_speak(said: str) -> None:
    known = readers()

    for comment in Comment.objects.prefetch_related("reactions"):
        threads = Thread.objects.filter(pk=comment.thread_id)
        speakers = [comment.author_id, *(each.user_id for each in comment.reactions.all())]
        assert all(threads.visible_to(known[speaker]).exists() for speaker in speakers)
    for story in Story.objects.prefetch_related("reactions"):
        rows = Story.objects.filter(pk=story.pk)
        assert all(rows.visible_to(known[each.user_id]).exists() for each in story.reactions.all())


def test_some_reactions_come_from_enough_companies_for_a_band(said: str) -> None:
    counts = [max(story.reaction_counts.values(), default=0) for story in Story.objects.all()]

    assert len([most for most in counts if most >= 5]) >= 3


def test_nothing_happens_in_the_future_or_before_the_forum_opened(said: str) -> None:
    opened = Calendar().at(date(2024, 1, 15))

    for model in (Story, Thread, Comment):
        told = model._default_manager.exclude(told_at=NOT_OUT)
        moments = told.values_list("told_at", flat=True)
        assert opened <= min(moments)
        assert max(moments) <= timezone.now()
    for story in Story.objects.filter(published_at__isnull=False):
        assert set(story.events.exclude(at__lt=story.told_at)) == set(story.events.all())


def test_replies_come_after_what_they_answer(said: str) -> None:
    pairs = Comment.objects.exclude(parent=None).values_list("told_at", "parent__told_at")

    assert pairs
    assert all(reply > above for reply, above in pairs)


def test_two_pictures_are_attached_and_clean(said: str) -> None:
    kinds = Attachment.objects.order_by("content_type").values_list("content_type", "name")

    assert list(kinds) == [("application/pdf", "oee.pdf"), ("image/png", "ställtid.png")]


def test_everybody_shown_can_sign_in(said: str) -> None:
    for _role, email in SHOWN:
        assert email in said
        assert User.objects.get(email=email).check_password(PASSWORD)
        assert EmailAddress.objects.filter(email=email, verified=True, primary=True).exists()
    assert reading.world()["notice"]["en"] in said


def test_each_company_has_one_steward_and_one_invitation_waits(said: str) -> None:
    stewards = Membership.objects.current().filter(role="steward")
    waiting = Invitation.objects.open().get()

    assert stewards.values("company").distinct().count() == stewards.count() == 10
    token = next(line for line in said.splitlines() if waiting.email in line).split()[-1]
    assert Invitation.objects.find(token) == waiting


@time_machine.travel("2026-11-22T08:00:00Z", tick=False)
def test_staff_have_a_second_factor_and_the_command_says_its_code(said: str) -> None:
    out = StringIO()
    call_command("demo", "--code", stdout=out)

    factors = [TOTP(row) for row in Authenticator.objects.all()]
    assert {factor.instance.user for factor in factors} == set(User.objects.filter(is_staff=True))
    assert all(factor.validate_code(out.getvalue().strip()) for factor in factors)
    assert SECRET in said
    assert not [factor for factor in factors if SECRET in factor.instance.data["secret"]]


def test_building_it_again_changes_nothing(said: str) -> None:
    before = everything()
    out = StringIO()

    call_command("demo", "--base", "2027-03-01", stdout=out)

    assert out.getvalue().startswith("Added 0 people, 0 stories, 0 questions.")
    assert everything() == before


def test_what_people_changed_is_left_as_it_is(said: str) -> None:
    story = Story.objects.get(title__startswith="Vi köpte kretsar")
    assert story.author is not None
    story.withdraw(by=Reader.of(story.author))

    call_command("demo", stdout=StringIO())

    story.refresh_from_db()
    assert story.state == "withdrawn"
    assert Story.objects.count() == 22


def test_production_refuses_it(settings: Any) -> None:
    settings.LOCAL = False
    before = User.objects.count()

    with pytest.raises(CommandError, match="production"):
        call_command("demo", stdout=StringIO())

    assert User.objects.count() == before


def test_the_base_moves_all_dates() -> None:
    told = date(2024, 3, 12)

    moved = Calendar(date(2026, 11, 12)).at(told)

    assert moved.date() == date(2024, 3, 2)
    assert Calendar(date(2099, 1, 1)).at(told) <= timezone.now()
