"""Which company speaks: one of those that read there, and whoever has several is asked (T4)."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Circle, Company, Membership, User
from accounts.reader import Reader
from forum.errors import CompanyNeeded, NotAddressable, UnknownCompany
from forum.models import Comment, Reaction, Story, Thread
from tests.clients import assert_problem
from tests.factories import make_circle, make_draft, make_question, make_story

Api = Callable[[User | None], Any]


def company_outside(user: User) -> Company:
    return user.memberships.get(company__name="Utifrån AB").company


# --- what is refused and asked ---------------------------------------------------------------
def test_a_member_of_two_companies_in_the_circle_is_asked_which_one_answers(
    api: Api, two_hats: User, question: Thread, company: Company, other_company: Company
) -> None:
    answer = api(two_hats).post(f"/api/v1/threads/{question.pk}/comments/", {"body": "Samma här."})

    assert_problem(answer, 400, "company_needed")
    choices = [(e["pointer"], e["code"], e["detail"]) for e in answer.json()["errors"]]
    slugs = sorted([company.slug, other_company.slug])
    assert choices == [("/company", "choice", slug) for slug in slugs]
    assert not question.comments.exists()


def test_the_company_named_answers(
    api: Api, two_hats: User, question: Thread, company: Company
) -> None:
    body = {"body": "Samma här.", "company": company.slug}
    answer = api(two_hats).post(f"/api/v1/threads/{question.pk}/comments/", body)

    assert answer.status_code == 201
    assert question.comments.get().company == company


def test_the_only_company_that_reads_there_answers_unasked(
    inside_and_out: User, question: Thread, company: Company
) -> None:
    comment = question.comment(by=Reader.of(inside_and_out), body="Vi också.")
    assert comment.company == company


def test_a_company_that_does_not_read_there_cannot_answer(
    api: Api, inside_and_out: User, question: Thread
) -> None:
    body = {"body": "Vi också.", "company": company_outside(inside_and_out).slug}
    answer = api(inside_and_out).post(f"/api/v1/threads/{question.pk}/comments/", body)

    assert_problem(answer, 400, "unknown_company")
    assert not question.comments.exists()


def test_a_coach_answers_without_the_company_they_have_elsewhere(
    coaching_steward: User, question: Thread
) -> None:
    comment = question.comment(by=Reader.of(coaching_steward), body="Har ni frågat skiftet?")
    assert comment.company is None
    assert comment.author == coaching_steward


def test_whoever_has_two_companies_is_asked_which_one_asks(two_hats: User, circle: Circle) -> None:
    with pytest.raises(CompanyNeeded):
        make_question(two_hats, circle)
    assert not Thread.objects.exists()


def test_whoever_has_two_companies_is_asked_which_one_tells(two_hats: User) -> None:
    with pytest.raises(CompanyNeeded):
        make_draft(two_hats)
    assert not Story.objects.exists()


def test_a_story_begun_in_a_circle_is_told_for_the_company_in_it(
    inside_and_out: User, circle: Circle, company: Company
) -> None:
    story = make_draft(inside_and_out, audience="circle", circle_id=circle.pk)
    assert story.company == company


def test_a_story_cannot_be_begun_for_a_company_outside_its_circle(
    inside_and_out: User, circle: Circle
) -> None:
    outside = company_outside(inside_and_out)
    with pytest.raises(UnknownCompany):
        make_draft(inside_and_out, audience="circle", circle_id=circle.pk, company_id=outside.pk)
    assert not Story.objects.exists()


def test_a_story_is_not_addressed_to_the_circle_of_another_company(
    inside_and_out: User, circle: Circle
) -> None:
    story = make_draft(inside_and_out, company_id=company_outside(inside_and_out).pk)
    with pytest.raises(NotAddressable):
        story.edit(by=Reader.of(inside_and_out), audience="circle", circle_id=circle.pk)
    story.refresh_from_db()
    assert story.audience == "company"


def test_a_coach_does_not_tell_their_companys_story_in_a_circle_it_is_not_in(
    coaching_steward: User, circle: Circle
) -> None:
    with pytest.raises(NotAddressable):
        make_draft(coaching_steward, audience="circle", circle_id=circle.pk)
    assert not Story.objects.exists()


def test_in_a_story_for_the_company_alone_that_company_answers(
    two_hats: User, teller: User, company: Company
) -> None:
    story = make_story(teller, audience="company")
    comment = story.thread.comment(by=Reader.of(two_hats), body="Bra att ni berättar.")
    assert comment.company == company


def test_what_all_members_read_can_be_answered_for_any_of_ones_companies(
    inside_and_out: User, teller: User, steward: User
) -> None:
    story = make_story(teller, steward=steward, audience="members")
    with pytest.raises(CompanyNeeded):
        story.thread.comment(by=Reader.of(inside_and_out), body="Hm.")

    outside = company_outside(inside_and_out)
    reader = Reader.of(inside_and_out)
    comment = story.thread.comment(by=reader, body="Hm.", company_id=outside.pk)
    assert comment.company == outside


def test_a_steward_speaks_for_the_company_stewarded_and_no_other(
    api: Api, two_hats: User, question: Thread, company: Company, other_company: Company
) -> None:
    address = f"/api/v1/threads/{question.pk}/comments/"
    said = {"body": "Så gör vi.", "byline": "company"}

    assert_problem(api(two_hats).post(address, {**said, "company": company.slug}), 403, "not_yours")
    answer = api(two_hats).post(address, {**said, "company": other_company.slug})

    assert answer.status_code == 201
    assert question.comments.get().company == other_company


# --- reactions never ask ---------------------------------------------------------------------
def test_a_reaction_counts_for_the_company_that_reads_there(
    inside_and_out: User, story: Story, company: Company
) -> None:
    story.react(by=Reader.of(inside_and_out), kind="brave")
    assert Reaction.objects.get().company == company


def test_all_reactions_in_a_circle_count_for_the_same_company(
    two_hats: User, story: Story, question: Thread, stranger: User
) -> None:
    comment = question.comment(by=Reader.of(stranger), body="Vi tar tid.")
    for _again in range(2):
        story.react(by=Reader.of(two_hats), kind="brave")
        story.react(by=Reader.of(two_hats), kind="thanks")
        Comment.objects.get(pk=comment.pk).react(by=Reader.of(two_hats), kind="thanks")

    assert Reaction.objects.count() == 3
    assert Reaction.objects.values("company").distinct().count() == 1


def test_a_coachs_reaction_counts_for_no_company(coaching_steward: User, story: Story) -> None:
    story.react(by=Reader.of(coaching_steward), kind="brave")
    assert Reaction.objects.get().company is None


def test_a_company_that_has_left_the_circle_speaks_there_no_more(
    two_hats: User, question: Thread, circle: Circle, company: Company, other_company: Company
) -> None:
    circle.dismiss(company)
    comment = question.comment(by=Reader.of(two_hats), body="Nu är vi en.")
    assert comment.company == other_company


def test_the_pairs_of_company_and_circle_are_those_of_today(
    two_hats: User, circle: Circle, company: Company, other_company: Company
) -> None:
    cohort = make_circle(other_company, kind="cohort", parent=circle)
    reader = Reader.of(two_hats)

    assert reader.companies_in(circle.pk) == {company.pk, other_company.pk}
    assert reader.companies_in(cohort.pk) == {other_company.pk}
    assert reader.circles_of(company.pk) == {circle.pk}
    Membership.objects.filter(user=two_hats, company=company).delete()
    assert Reader.of(two_hats).companies_in(circle.pk) == {other_company.pk}
