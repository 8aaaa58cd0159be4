"""Leaving for good: what goes, what stays without a name, and what nobody can touch."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.test import Client

from accounts.leaving import is_forgotten
from accounts.mail import post
from accounts.models import Circle, Company, Invitation, Mail, Membership, User
from accounts.reader import Reader
from forum.models import Comment, Reaction, Story, StoryEvent, Thread
from tests.accounts.doors import App, enrol
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_draft, make_member, make_question
from tests.proofs import proved

ERASURE = f"{API}/me/erasure/"

# Every column that can lead to a person, and what an erasure does with it: `goes` with its row, is
# `cleared`, or stays with an empty shell (`shell`). A new column needs a line and a reason.
LEADS_TO_A_PERSON = {
    "account.EmailAddress.user": "goes",
    "accounts.Appointment.user": "shell",  # in what office a decision was taken
    "accounts.Invitation.invited_by": "cleared",
    "accounts.Membership.user": "goes",
    "accounts.Session.user": "goes",
    "admin.LogEntry.user": "shell",  # the log keeps its rows (T11)
    "forum.Comment.author": "cleared",
    "forum.Reaction.user": "goes",
    "forum.Story.author": "cleared",
    "forum.StoryEvent.by": "shell",  # acts on the things of others; on one's own it is cleared
    "forum.Thread.author": "cleared",
    "forum.Thread.locked_by": "shell",  # a moderator's lock; one's own is cleared
    "mfa.Authenticator.user": "goes",
}


def erase(user: User, mode: str = "keep", **body: str) -> Any:
    """Ask for the erasure as the person would."""
    return proved(user).post(ERASURE, {"mode": mode, "email": user.email} | body)


def stored(*kinds: type[models.Model]) -> list[Any]:
    """Every row of some tables, as the database has it."""
    return [list(kind._default_manager.order_by("pk").values()) for kind in kinds]


def test_every_column_that_leads_to_a_person_is_accounted_for() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.remote_field and field.related_model is User
    }
    assert found == set(LEADS_TO_A_PERSON)


def test_nothing_of_the_person_is_left(
    teller: User, steward: User, company: Company, story: Story
) -> None:
    enrol(teller)
    post(teller.email, "Din kod", "ABCD-EFGH")
    Invitation.issue(company=company, email="ny@tillit.example", role="member", by=teller)
    email, name = teller.email, teller.display_name

    assert erase(teller).status_code == 200

    rows = str(stored(*apps.get_models()))
    assert email not in rows
    assert name not in rows
    owned: tuple[Any, ...] = (EmailAddress, Authenticator, Membership, Reaction)
    assert not [kind for kind in owned if kind.objects.filter(user=teller).exists()]
    assert not Mail.objects.exists()
    assert not teller.sessions.exists()
    assert Invitation.objects.get().invited_by is None


def test_an_empty_row_stays_that_signs_nobody_in(teller: User) -> None:
    email = teller.email

    erase(teller)

    teller.refresh_from_db()
    assert is_forgotten(teller)
    assert not teller.is_active
    assert not teller.has_usable_password()
    teller.email = email
    assert App().log_in(teller).status_code == 400


def test_a_retry_meets_an_ended_sign_in(teller: User) -> None:
    client = proved(teller)
    body = {"mode": "keep", "email": teller.email}
    assert client.post(ERASURE, body, HTTP_IDEMPOTENCY_KEY="once").status_code == 200
    again = client.post(ERASURE, body, HTTP_IDEMPOTENCY_KEY="once")
    assert_problem(again, 401, "authentication_failed")


def test_told_things_stay_as_a_former_members(
    story: Story, question: Thread, teller: User, stranger: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Vi mäter i sekunder.")

    answer = erase(teller).json()

    shown = signed_in(stranger).get(f"{API}/stories/{story.pk}/").json()
    assert shown["teller"]["name"] is None
    assert shown["teller"]["company"]["slug"]
    assert shown["title"] == story.title
    said = signed_in(stranger).get(f"{API}/comments/{comment.pk}/").json()
    assert (said["body"], said["teller"]["name"]) == ("Vi mäter i sekunder.", None)
    assert answer["stays"] == {"stories": 1, "comments": 1, "questions": 0}
    assert answer["why"]


def test_nothing_ties_two_stories_of_a_former_member(story: Story, teller: User) -> None:
    erase(teller)

    assert not StoryEvent.objects.filter(by=teller).exists()
    assert StoryEvent.objects.filter(story=story, verb="approve", by__isnull=False).exists()
    assert not Story.objects.filter(author=teller).exists()


def test_told_things_are_taken_back_if_wished(
    story: Story, question: Thread, teller: User, stranger: User
) -> None:
    me = Reader.of(teller)
    comment = question.comment(by=me, body="Vi mäter.")
    question.comment(by=Reader.of(stranger), body="Hur då?", parent=comment)
    lone = question.comment(by=me, body="Med klocka.")

    answer = erase(teller, "withdraw").json()

    story.refresh_from_db()
    comment.refresh_from_db()
    assert (story.state, story.title, story.author_id) == ("withdrawn", "", None)
    assert (comment.body, bool(comment.removed_at)) == ("", True)
    assert not Comment.objects.filter(pk=lone.pk).exists()
    assert Comment.objects.get(body="Hur då?").author_id == stranger.pk
    assert answer["gone"]["comments"] == 2
    assert answer["stays"] == {"stories": 0, "comments": 0, "questions": 0}


def test_a_question_taken_back_leaves_its_place_for_the_answers(
    teller: User, stranger: User, circle: Circle
) -> None:
    asked = make_question(teller, circle, title="Min fråga", body="Mina ord")
    asked.comment(by=Reader.of(stranger), body="Så här.")

    erase(teller, "withdraw")

    asked.refresh_from_db()
    assert (asked.body, asked.body_html, asked.author_id, asked.company_id) == ("", "", None, None)
    assert asked.title != "Min fråga"
    assert Comment.objects.get(thread=asked).body == "Så här."


@pytest.mark.parametrize("mode", ["keep", "withdraw"])
def test_drafts_and_what_waits_for_a_steward_go(
    mode: str, teller: User, steward: User, circle: Circle
) -> None:
    make_draft(teller)
    make_draft(teller, audience="circle", circle_id=circle.pk).submit(by=Reader.of(teller))

    assert erase(teller, mode).json()["gone"]["drafts"] == 2

    assert not Story.objects.exists()


def test_reactions_go_and_are_counted_anew(story: Story, stranger: User) -> None:
    story.react(by=Reader.of(stranger), kind="thanks")

    erase(stranger)

    story.refresh_from_db()
    assert story.reaction_counts == {}


def test_a_story_of_a_company_left_before_is_not_withdrawn(
    story: Story, teller: User, steward: User
) -> None:
    teller.memberships.get().end(by=Reader.of(teller))

    assert erase(teller, "withdraw").json()["stays"]["stories"] == 1

    story.refresh_from_db()
    assert (story.state, story.author_id) == ("published", None)


def test_the_last_steward_of_colleagues_stays(
    steward: User, colleague: User, company: Company
) -> None:
    before = stored(User, Membership, EmailAddress)

    assert_problem(erase(steward, "withdraw"), 409, "last_steward")

    assert stored(User, Membership, EmailAddress) == before
    colleague.memberships.get().end(by=Reader.of(steward))
    assert erase(steward).status_code == 200


def test_the_wrong_address_erases_nobody(teller: User, stranger: User) -> None:
    answer = erase(teller, email=stranger.email)

    assert_problem(answer, 400, "invalid")
    assert answer.json()["errors"][0]["code"] == "not_your_address"
    teller.refresh_from_db()
    assert not is_forgotten(teller)


def test_without_a_fresh_proof_nobody_is_erased(teller: User) -> None:
    body = {"mode": "withdraw", "email": teller.email}

    answer = signed_in(teller).post(ERASURE, body)

    assert_problem(answer, 401, "reauthentication_required")
    assert_problem(signed_in().post(ERASURE, body), 401, "not_authenticated")
    teller.refresh_from_db()
    assert not is_forgotten(teller)


@pytest.mark.parametrize("mode", ["keep", "withdraw"])
def test_nothing_of_others_changes(
    mode: str, story: Story, question: Thread, teller: User, stranger: User
) -> None:
    question.comment(by=Reader.of(stranger), body="Mitt.")
    mine = [Thread.objects.filter(pk=question.pk), Comment.objects.all()]
    theirs = [*mine, User.objects.exclude(pk=teller.pk), stranger.memberships.all()]
    before = [list(rows.order_by("pk").values()) for rows in theirs]

    erase(teller, mode)

    assert [list(rows.order_by("pk").values()) for rows in theirs] == before


def test_a_browser_is_signed_out_as_well(teller: User) -> None:
    browser = Client()
    browser.force_login(teller)
    erase(teller)
    assert browser.get(f"{API}/me/").status_code == 401


def test_a_colleague_still_reads_what_stays(story: Story, teller: User, company: Company) -> None:
    reader = signed_in(make_member(company))
    erase(teller)
    assert reader.get(f"{API}/stories/{story.pk}/").status_code == 200
