"""The page of a case: the item, its context, reports without reporters, decisions and appeals."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.reader import Reader
from forum.models import (
    Appeal,
    Case,
    Comment,
    Cycle,
    Decision,
    Guidelines,
    Redaction,
    Report,
    Story,
)
from forum.models.decision import Judgement
from tests.admin.pages import act, listed, page, shown

SECRET_WORD = "kanariefågeln"


@pytest.fixture
def comment(story: Story, stranger: User) -> Comment:
    """A comment that says a little too much."""
    by = Reader.of(stranger)
    above = story.thread.comment(by=by, body="Vad gjorde ni?")
    said: Comment = story.thread.comment(
        by=by, body=f"Ring {SECRET_WORD} på 070-174 06 05.", parent=above
    )
    return said


@pytest.fixture
def case(comment: Comment, steward: User) -> Case:
    """Its case, opened by the steward's report."""
    told = {"reason": "identifies", "sentence": "Numret är privat."}
    return Report.file(comment, by=Reader.of(steward), **told).case


def decide(case: Case, by: User, measure: str = "hide", **more: Any) -> Decision:
    """A decision about the case."""
    rule = Guidelines.objects.current().rules.order_by("number")[0]
    judgement = Judgement(measure, "identifies", rule, "Numret är en persons.", **more)
    case.refresh_from_db()
    return Decision.take([case], judgement, by=Reader.of(by))


def test_the_page_shows_the_item_and_where_it_stands(
    bench: Client, case: Case, story: Story
) -> None:
    text = shown(bench, case)
    assert SECRET_WORD in text
    assert "Vad gjorde ni?" in text
    assert page(story, "change") in text
    assert page(story.thread, "change") in text
    assert "Sture Stranger" in text
    assert "phone number" in text


def test_reports_are_gathered_without_those_who_made_them(
    bench: Client, case: Case, steward: User
) -> None:
    text = shown(bench, case)
    assert "Numret är privat." in text
    assert "points out a person or a company" in text
    act(bench, "claim_cases", case)
    pages = [text, listed(bench, Case), act(bench, "decide", case)]
    pages += [bench.get(page(case, "history")).content.decode()]
    pages += [bench.get(reverse("admin:index")).content.decode()]
    for html in pages:
        assert steward.display_name not in html
        assert str(steward.pk) not in html
        assert steward.email not in html


@pytest.mark.usefixtures("no_approval")
def test_the_parts_of_a_story_stand_on_its_page_and_below_their_masks(
    bench: Client, story: Story, teller: User, stranger: User, moderator: User
) -> None:
    text = f"{SECRET_WORD} ritade mallen."
    Cycle.add(story, by=Reader.of(teller), title="Varv ett", plan=text)
    told = {"reason": "identifies", "sentence": ""}
    about = Report.file(story, by=Reader.of(stranger), **told).case
    assert "Cycle 1: Plan" in shown(bench, about)
    assert text in shown(bench, about)

    decide(about, moderator, "mask", passages=[SECRET_WORD])

    page_after = shown(bench, about)
    assert "▇▇▇▇ ritade mallen." in page_after
    assert f"<mark>{SECRET_WORD}</mark> ritade" in page_after
    assert SECRET_WORD not in shown(bench, story)


def test_of_many_reports_the_newest_are_read(bench: Client, case: Case) -> None:
    minute, first = timedelta(minutes=1), case.reports.get().reported_at
    Report.objects.bulk_create(  # of people who have left: nobody reports twice
        Report(case=case, reason="other", sentence=f"Rad {n:02}.", reported_at=first + n * minute)
        for n in range(1, 61)
    )
    text = shown(bench, case)
    assert "Rad 60." in text
    assert "Rad 11." in text
    assert "Rad 10." not in text


def test_the_whole_text_stands_below_its_masks(
    bench: Client, case: Case, comment: Comment, moderator: User
) -> None:
    decide(case, moderator, "mask", passages=[SECRET_WORD])
    comment.refresh_from_db()
    assert SECRET_WORD not in comment.body
    assert f"<mark>{SECRET_WORD}</mark>" in shown(bench, case)
    assert SECRET_WORD not in listed(bench, Case, waiting="all")
    assert SECRET_WORD not in shown(bench, comment)
    assert Redaction.objects.of(comment).exists()


def test_decisions_and_appeals_are_told(
    bench: Client, case: Case, moderator: User, stranger: User
) -> None:
    decision = decide(case, moderator)
    Appeal.lodge(decision, by=Reader.of(stranger), sentence="Det är växelns nummer.")
    text = shown(bench, case)
    assert "Numret är en persons." in text
    assert f"{decision.rule.number}. {decision.rule.name}" in text
    assert "Moa Moderator" in text
    assert "Det är växelns nummer." in text
    assert "nobody has heard it yet" in text
    assert "Hidden: its readers do not see it now." in text


def test_what_was_taken_away_leaves_its_record(
    bench: Client, case: Case, comment: Comment, stranger: User
) -> None:
    comment.remove(by=Reader.of(stranger))
    text = shown(bench, case)
    assert "taken away by whoever wrote it" in text
    assert "Numret är privat." in text
    assert SECRET_WORD not in text
    assert "(taken away)" in listed(bench, Case)


def test_a_story_and_a_voice_have_pages(bench: Client, secret: Story, stranger: User) -> None:
    by = Reader.of(stranger)
    assert secret.persona
    told = Report.file(secret, by=by, reason="untrue").case
    voice = Report.file(secret.persona, by=by, reason="abuse").case
    assert secret.summary in shown(bench, told)
    assert page(secret, "change") in shown(bench, voice)


def test_a_page_costs_the_same_however_many_reports(
    bench: Client, case: Case, crowd: list[User], comment: Comment, django_assert_num_queries: Any
) -> None:
    shown(bench, case)  # what the process keeps from the first page on is not counted
    with CaptureQueriesContext(connection) as few:
        shown(bench, case)
    for reader in crowd:
        Report.file(comment, by=Reader.of(reader), reason="spam")
    with django_assert_num_queries(len(few)):
        shown(bench, case)


def test_the_page_carries_no_script_or_style_of_its_own(bench: Client, case: Case) -> None:
    for text in (shown(bench, case), act(bench, "decide", case)):
        assert " style=" not in text
        assert "<script>" not in text
        assert "<style>" not in text
