"""The list of cases: sorts, search, claims, and nothing for whom the cases are not."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.reader import Reader
from forum.models import Case, Comment, Report, Story, Thread
from tests.admin.pages import act, act_on_page, listed, page, shown


def report(item: Any, by: User) -> Case:
    """Report an item as unkind."""
    return Report.file(item, by=Reader.of(by), reason="abuse").case


@pytest.fixture
def case(story: Story, stranger: User) -> Case:
    """A case the stranger's report opened."""
    return report(story, stranger)


def test_the_list_shows_what_waits_and_in_other_sorts_the_rest(bench: Client, case: Case) -> None:
    title = "Tavlan som tystnade"
    assert title in listed(bench, Case)
    assert title in listed(bench, Case, waiting="reported")
    assert title not in listed(bench, Case, waiting="held")
    case.move_to("decided")
    assert title not in listed(bench, Case)
    assert title in listed(bench, Case, waiting="decided")
    assert title in listed(bench, Case, waiting="all")


def test_cases_are_found_by_id_and_by_words(bench: Client, case: Case, story: Story) -> None:
    for term in (str(case.pk), str(story.pk), "TAVLAN som"):
        assert page(case, "change") in listed(bench, Case, q=term)
    assert page(case, "change") not in listed(bench, Case, q="skruv")


def test_a_case_about_each_kind_is_named(
    bench: Client, teller: User, stranger: User, question: Thread, secret: Story
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Skruva **hårdare**.")
    report(comment, stranger)
    report(question, teller)
    report(secret.persona, stranger)
    text = listed(bench, Case)
    for name in ("Skruva", question.title, str(secret.persona)):
        assert name in text


def test_no_case_for_who_moderates_nothing(side: Client, chief: Client, case: Case) -> None:
    for client in (side, chief):
        assert "Tavlan som" not in listed(client, Case, q="tystnade", waiting="all")
        assert "doesn’t exist" in shown(client, case)
        act(client, "claim_cases", case)
    case.refresh_from_db()
    assert case.claimed_by is None


@pytest.mark.parametrize("choose", [act, act_on_page], ids=["list", "page"])
def test_a_case_is_claimed_and_let_go(
    bench: Client, case: Case, moderator: User, choose: Any
) -> None:
    assert "Done for 1 item." in choose(bench, "claim_cases", case)
    case.refresh_from_db()
    assert case.claimed_by == moderator
    choose(bench, "let_go", case)
    case.refresh_from_db()
    assert case.claimed_by is None


def test_the_list_costs_the_same_however_long(
    bench: Client, question: Thread, teller: User, django_assert_max_num_queries: Any
) -> None:
    by = Reader.of(teller)
    Case.about(Comment.add(question, by=by, body="Svar"), report_count=1)
    with django_assert_max_num_queries(30) as few:
        listed(bench, Case)
    for number in range(20):
        Case.about(Comment.add(question, by=by, body=f"Svar {number}"), report_count=1)
    with django_assert_max_num_queries(len(few)):
        assert "Svar 19" in listed(bench, Case)


@pytest.mark.parametrize("lookup", ["author", "company", "reports__reporter", "story__author"])
def test_only_the_filters_on_the_page_can_be_asked(bench: Client, lookup: str) -> None:
    assert bench.get(page(Case, "changelist"), {lookup: "a"}).status_code == 400
