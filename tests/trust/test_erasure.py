"""Leaving for good: nothing of the person is left, and only they can ask for it."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.test import Client

from accounts.leaving import is_forgotten
from accounts.mail import post
from accounts.models import Circle, Company, Invitation, Mail, Membership, User
from accounts.reader import Reader
from forum.models import Reaction, Story, StoryEvent
from tests.accounts.doors import APP, PASSWORD, App, enrol
from tests.clients import API, assert_problem, signed_in
from tests.proofs import ERASURE, erase, proved, stored

# Every column that can lead to a person, and what an erasure does with it: `goes` with its row, is
# `cleared`, or stays with an empty shell (`shell`). A new column needs a line and a reason.
LEADS_TO_A_PERSON = {
    "account.EmailAddress.user": "goes",
    "accounts.Appointment.user": "shell",  # in what office a decision was taken
    "accounts.Invitation.invited_by": "cleared",
    "accounts.Membership.user": "goes",
    "accounts.Session.user": "goes",
    "admin.LogEntry.user": "shell",  # the log keeps its rows (T11)
    "forum.Acceptance.user": "goes",
    "forum.Appeal.author": "cleared",  # one nobody has heard goes
    "forum.Appeal.heard_by": "shell",
    "forum.Case.author": "cleared",
    "forum.Case.claimed_by": "cleared",
    "forum.Comment.author": "cleared",
    "forum.CompanyPromise.accepted_by": "shell",  # the company's promise stands
    "forum.Decision.decided_by": "shell",  # decisions about others stay answerable (T11)
    "forum.Notification.recipient": "goes",
    "forum.Proposal.author": "cleared",  # what nobody has said yes to goes
    "forum.Reaction.user": "goes",
    "forum.Report.reporter": "cleared",
    "forum.Ruling.author": "cleared",
    "forum.Story.author": "cleared",
    "forum.StoryEvent.by": "shell",  # acts on the things of others; on one's own it is cleared
    "forum.Thread.author": "cleared",
    "forum.Thread.locked_by": "shell",  # a moderator's lock; one's own is cleared
    "mfa.Authenticator.user": "goes",
}


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
    assert Invitation.objects.get(email="ny@tillit.example").invited_by is None


def test_the_invitation_one_came_by_keeps_no_address(teller: User, company: Company) -> None:
    accepted = Invitation.objects.get(email=teller.email)
    assert accepted.accepted_at

    erase(teller)

    assert not Invitation.objects.filter(pk=accepted.pk).exists()


def test_an_address_given_up_before_is_in_no_invitation_either(teller: User) -> None:
    app, old = App(), teller.email
    app.log_in(teller)
    app.post("/auth/reauthenticate", password=PASSWORD)
    EmailAddress.objects.create(user=teller, email="ny@tillit.example", verified=True)
    EmailAddress.objects.get(user=teller, email="ny@tillit.example").set_as_primary()

    answer = app.client.delete(
        f"{APP}/account/email", {"email": old}, "application/json", headers=app._headers()
    )

    assert answer.status_code == 200, answer.content
    assert old not in str(stored(*apps.get_models()))


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


def test_a_browser_is_signed_out_as_well(teller: User) -> None:
    browser = Client()
    browser.force_login(teller)
    erase(teller)
    assert browser.get(f"{API}/me/").status_code == 401


def test_rights_and_offices_end(moderator: User, circle: Circle) -> None:
    moderator.is_staff = moderator.is_superuser = True
    moderator.save()
    moderator.groups.add(Group.objects.create(name="Redaktion"))

    assert erase(moderator).status_code == 200

    moderator.refresh_from_db()
    assert not any([moderator.is_staff, moderator.is_superuser, moderator.groups.exists()])
    assert moderator.appointments.get().ended_at


def test_decisions_about_others_stay_accountable(story: Story, moderator: User) -> None:
    story.hide(by=Reader.of(moderator), reason="Namnger en kund.")
    LogEntry.objects.log_actions(moderator.pk, [story], CHANGE, "hide", single_object=True)

    erase(moderator)

    assert StoryEvent.objects.get(verb="hide").by_id == moderator.pk
    assert LogEntry.objects.get().user_id == moderator.pk
