"""Reports: one open case for an item, and nobody learns who reported (T11)."""

from typing import Any

import pytest

from accounts.models import Circle, Mail, User
from accounts.reader import Reader
from forum.models import AuditEntry, Case, Notification, Report, Story, Thread
from forum.moderation.errors import NoModeratorHere
from tests.factories import make_story
from tests.forum.deciding import decide, reported


def test_a_report_opens_a_case(story: Story, stranger: User) -> None:
    case = reported(story, stranger)

    assert (case.kind, case.item, case.state) == ("story", story.pk, "open")
    assert (case.report_count, case.story, case.author) == (1, story, story.author)
    assert case.subject() == story


def test_a_second_report_joins_it(story: Story, stranger: User, colleague: User) -> None:
    reported(story, stranger)
    case = reported(story, colleague, "spam")

    assert Case.objects.get() == case
    assert (case.report_count, case.reports.count()) == (2, 2)


def test_the_same_person_has_one_report_on_it(story: Story, stranger: User) -> None:
    first = Report.file(story, by=Reader.of(stranger), reason="spam")
    again = Report.file(story, by=Reader.of(stranger), reason="abuse", sentence="Nu igen.")

    assert again == first
    assert Report.objects.get().reason == "spam"
    assert Case.objects.get().report_count == 1


def test_a_case_decided_is_opened_again(story: Story, stranger: User, moderator: User) -> None:
    case = reported(story, stranger)
    decide("none", case, by=moderator)

    again = reported(story, stranger)

    assert again == case
    assert (again.state, again.report_count, again.reports.count()) == ("open", 1, 2)
    assert again.opened_at > case.opened_at


def test_what_waits_for_its_teller_is_joined_as_it_stands(
    story: Story, stranger: User, colleague: User, moderator: User
) -> None:
    case = reported(story, stranger)
    decide("ask", case, by=moderator)
    assert not Report.objects.exclude(decision=None).exists()

    assert (reported(story, colleague).state, Case.objects.get().report_count) == ("asked", 2)


def test_what_one_company_reads_has_no_moderator(teller: User, colleague: User) -> None:
    inside = make_story(teller, audience="company")
    with pytest.raises(NoModeratorHere):
        reported(inside, colleague)
    assert not Case.objects.exists()
    assert not Report.objects.exists()


def test_every_kind_of_thing_can_be_reported(
    secret: Story, question: Thread, stranger: User, teller: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Vi mäter.")
    things = [secret, question, comment, secret.persona]

    cases = [reported(thing, stranger) for thing in things]

    assert [case.kind for case in cases] == ["story", "thread", "comment", "persona"]
    assert [case.unnamed for case in cases] == [True, False, False, True]
    assert [case.subject() for case in cases] == things


def test_a_case_of_something_anonymous_holds_nobody(secret: Story, stranger: User) -> None:
    case = reported(secret, stranger)
    assert (case.unnamed, case.author, case.company) == (True, None, None)


def test_nobody_sees_another_persons_report(story: Story, stranger: User, moderator: User) -> None:
    reported(story, stranger)
    assert Report.objects.visible_to(Reader.of(stranger)).count() == 1
    for other in (story.author, moderator, None):
        assert not Report.objects.visible_to(Reader.of(other)).exists()


def test_nothing_the_reported_person_gets_names_the_reporter(
    story: Story, stranger: User, moderator: User
) -> None:
    report = Report.file(story, by=Reader.of(stranger), reason="abuse", sentence="Elakt mot Ada.")
    decide("warn", report.case, by=moderator)

    told = Notification.objects.get(recipient=story.author)
    mail = Mail.objects.get(recipient=story.author.email if story.author else "")
    kept = str([*Notification.objects.filter(pk=told.pk).values(), mail.subject, mail.text])
    for trace in (stranger.pk, stranger.display_name, stranger.email, report.pk, "Elakt mot Ada"):
        assert str(trace) not in kept


def test_the_log_does_not_keep_who_reported(story: Story, stranger: User, moderator: User) -> None:
    decide("none", reported(story, stranger), by=moderator)
    assert str(stranger.pk) not in str(list(AuditEntry.objects.values()))


def test_whoever_reported_learns_that_it_was_answered(
    story: Story, stranger: User, colleague: User, moderator: User
) -> None:
    case = reported(story, stranger)
    reported(story, colleague)

    decision = decide("warn", case, by=moderator)

    answered = Notification.objects.filter(kind="report_answered")
    assert {one.recipient for one in answered} == {stranger, colleague}
    assert {one.subject for one in answered} == {one.pk for one in Report.objects.all()}
    assert {one.decision for one in Report.objects.all()} == {decision}
    assert not Mail.objects.exclude(recipient=getattr(story.author, "email", "")).exists()


def test_an_answer_is_given_once(
    story: Story, stranger: User, moderator: User, circle: Circle
) -> None:
    case = reported(story, stranger)
    decide("none", case, by=moderator)
    before: Any = list(Report.objects.values())

    decide("hide", case, by=moderator)

    assert list(Report.objects.values()) == before
    assert Notification.objects.filter(recipient=stranger).count() == 1
