"""Leaving for good: what moderation knew of a person goes, what they decided stays (T11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import (
    Appeal,
    Case,
    Comment,
    Decision,
    Notification,
    Report,
    Ruling,
    Story,
    Thread,
)
from forum.tasks import forget_moderation
from tests.clients import API
from tests.forum.deciding import decide, reported, second
from tests.proofs import erase, proved, stored

KNOWN = (Appeal, Case, Notification, Report, Ruling)


@pytest.fixture
def decision(story: Story, stranger: User, moderator: User) -> Decision:
    """The teller's story was reported and hidden."""
    return decide("hide", reported(story, stranger), by=moderator)


@pytest.fixture
def appeal(decision: Decision, teller: User) -> Appeal:
    """The teller asks for another look."""
    return Appeal.lodge(decision, by=Reader.of(teller), sentence="Jag, Tea, ber om en ny titt.")


def test_the_one_decided_about_leaves_no_trace_with_the_desk(
    decision: Decision, appeal: Appeal, teller: User
) -> None:
    erase(teller)

    assert str(teller.pk) not in str(stored(*KNOWN))
    assert not Appeal.objects.exists()
    assert decision.rulings.get().author is None
    assert Decision.objects.get() == decision


def test_an_appeal_that_was_heard_stays_without_name_and_words(
    appeal: Appeal, teller: User, circle: Circle
) -> None:
    appeal.hear(by=Reader.of(second(circle)), outcome="stands", answer="Bo vet inte om det.")

    erase(teller)

    appeal.refresh_from_db()
    assert (appeal.author, appeal.sentence, appeal.outcome) == (None, "", "stands")


def test_whoever_reported_goes_and_the_matter_stays(
    decision: Decision, question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    said = question.comment(by=Reader.of(teller), body="Ni är dumma.")
    waiting = reported(said, stranger)

    erase(stranger)

    assert str(stranger.pk) not in str(stored(*KNOWN))
    assert Report.objects.get(decision=decision).sentence == ""
    assert Report.objects.get(case=waiting).sentence == "Se här."
    decide("hide", waiting, by=moderator)
    assert Notification.objects.filter(kind="report_answered").count() == 0


def test_whoever_decided_leaves_an_empty_row(
    decision: Decision, question: Thread, teller: User, moderator: User
) -> None:
    waiting = reported(question, teller)
    waiting.claim(by=Reader.of(moderator))

    assert erase(moderator).status_code == 200

    decision.refresh_from_db()
    waiting.refresh_from_db()
    assert (decision.decided_by, decision.decided_by.display_name) == (moderator, "tidigare medlem")
    assert (waiting.claimed_by, waiting.claimed_until) == (None, None)


def test_one_who_left_is_written_to_no_more(
    story: Story, stranger: User, moderator: User, teller: User
) -> None:
    case = reported(story, stranger)
    erase(teller)
    Notification.objects.all().delete()

    decision = decide("hide", case, by=moderator)

    assert decision.rulings.get().author is None
    assert not Notification.objects.exclude(recipient=stranger).exists()


def test_my_file_holds_what_moderation_knows_of_me(
    decision: Decision, appeal: Appeal, story: Story, question: Thread, teller: User
) -> None:
    reported(question, teller, "off_topic")

    mine = proved(teller).get(f"{API}/me/export/").json()

    (ruled,), (asked,) = mine["decisions"], mine["appeals"]
    assert (ruled["measure"], ruled["item"]) == ("hide", str(story.pk))
    assert (ruled["reason"], ruled["rule"]) == ("identifies", decision.rule.number)
    assert (asked["sentence"], asked["outcome"]) == (appeal.sentence, "")
    assert [one["reason"] for one in mine["reports"]] == ["off_topic"]
    assert [one["kind"] for one in mine["notifications"]] == ["decision"]
    assert mine["person"]["suspended_until"] is None


def test_my_file_does_not_name_who_reported_or_decided(
    decision: Decision, teller: User, stranger: User, moderator: User
) -> None:
    text = proved(teller).get(f"{API}/me/export/").content.decode()
    for other in (stranger, moderator):
        for trace in (str(other.pk), other.display_name, other.email):
            assert trace not in text


def test_a_moderators_file_holds_what_they_decided(decision: Decision, moderator: User) -> None:
    acts = proved(moderator).get(f"{API}/me/export/").json()["acts"]
    assert ("decide_hide", str(decision.pk)) in [(act["verb"], act["id"]) for act in acts]


def test_notices_go_after_a_year_and_old_words_after_three(
    appeal: Appeal, circle: Circle, time_machine: Any
) -> None:
    appeal.hear(by=Reader.of(second(circle)), outcome="stands", answer="Nej.")
    start, kept = timezone.now(), settings.RETENTION
    year, three = (timedelta(days=kept[one].days) for one in ("notifications", "reports"))
    time_machine.move_to(start + year - timedelta(days=1))
    forget_moderation.call()
    assert Notification.objects.count() == 3

    time_machine.move_to(start + year + timedelta(days=1))
    forget_moderation.call()
    assert not Notification.objects.exists()
    assert Report.objects.get().sentence

    time_machine.move_to(start + three + timedelta(days=1))
    forget_moderation.call()
    report, heard = Report.objects.get(), Appeal.objects.get()
    assert (report.sentence, report.reporter, report.reason) == ("", None, "identifies")
    assert (heard.sentence, heard.outcome) == ("", "stands")


def test_what_still_waits_is_never_forgotten(
    question: Thread, teller: User, time_machine: Any
) -> None:
    reported(question, teller)
    before = stored(Report, Case, Comment)
    time_machine.move_to(timezone.now() + timedelta(days=2000))
    forget_moderation.call()
    assert stored(Report, Case, Comment) == before
