"""Invitations, circles and appointments from the admin, all by the verbs of accounts."""

from django.contrib.admin.models import LogEntry
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import (
    Appointment,
    Circle,
    Company,
    Invitation,
    Membership,
    Participation,
    User,
)
from accounts.reader import Reader
from tests.admin.conftest import sit_down
from tests.admin.pages import act, act_on_page, page
from tests.factories import make_company, make_member


def invite(client: Client, company: Company, email: str) -> str:
    data = {"company": str(company.pk), "email": email, "role": "steward", "_save": "Save"}
    return client.post(page(Invitation, "add"), data, follow=True).content.decode()


def test_an_invitation_is_mailed_and_its_token_shown_nowhere(
    chief: Client, company: Company, mailoutbox: list[EmailMessage]
) -> None:
    answer = invite(chief, company, "Ny@Tillit.example")
    invitation = Invitation.objects.get(email="ny@tillit.example", role="steward")
    (mail,) = mailoutbox
    assert mail.to == [invitation.email]
    token = str(mail.body).partition("#")[2].split()[0]
    assert Invitation.objects.find(token) == invitation
    assert token not in answer
    assert LogEntry.objects.get().object_id == str(invitation.pk)


def test_inviting_again_replaces_the_first_invitation(chief: Client, company: Company) -> None:
    invite(chief, company, "ny@tillit.example")
    invite(chief, company, "ny@tillit.example")
    assert Invitation.objects.open().count() == 1
    assert Invitation.objects.filter(email="ny@tillit.example").count() == 2


def test_a_member_is_not_invited_again(
    chief: Client, company: Company, teller: User, mailoutbox: list[EmailMessage]
) -> None:
    assert "member of the company already" in invite(chief, company, teller.email)
    assert not Invitation.objects.open().exists()
    assert not mailoutbox
    assert not LogEntry.objects.exists()


def test_a_foreign_alphabet_is_refused(chief: Client, company: Company) -> None:
    assert "plain letters" in invite(chief, company, "ny@tіllit.example")
    assert not Invitation.objects.open().exists()


def test_an_invitation_is_revoked_once(chief: Client, company: Company) -> None:
    invitation, _token = Invitation.issue(
        company=company, email="ny@tillit.example", role="member", by=None
    )
    act(chief, "revoke", invitation)
    assert not Invitation.objects.open().exists()
    assert "can no longer be used" in act_on_page(chief, "revoke", invitation)


def test_a_company_is_admitted_and_dismissed(chief: Client, circle: Circle) -> None:
    newcomer = make_company()
    person = make_member(newcomer)
    data = {"company": str(newcomer.pk), "circle": str(circle.pk), "_save": "Save"}
    for _twice in range(2):
        chief.post(page(Participation, "add"), data)
    assert circle.pk in Reader.of(person).circles
    act(chief, "dismiss", Participation.objects.get(company=newcomer))
    assert circle.pk not in Reader.of(person).circles


def test_a_moderator_is_appointed_until_the_appointment_ends(
    chief: Client, circle: Circle, outsider: User
) -> None:
    data = {"user": str(outsider.pk), "circle": str(circle.pk), "role": "moderator"}
    chief.post(page(Appointment, "add"), {**data, "_save": "Save"})
    assert circle.pk in Reader.of(outsider).moderating
    act_on_page(chief, "end", Appointment.objects.get(user=outsider))
    assert circle.pk not in Reader.of(outsider).moderating


def test_a_membership_ends_by_its_company_only(
    chief: Client, company: Company, teller: User, steward: User
) -> None:
    membership = Membership.objects.get(user=teller)
    assert "somebody else&#x27;s" in act(chief, "end", membership)
    assert company.pk in Reader.of(teller).companies
    steward.is_superuser = True
    steward.save(update_fields=["is_superuser"])
    act(sit_down(steward), "end", membership)
    assert company.pk not in Reader.of(teller).companies


def test_the_last_steward_stays(steward: User, teller: User) -> None:
    steward.is_superuser = True
    steward.save(update_fields=["is_superuser"])
    membership = Membership.objects.get(user=steward)
    assert "Name another steward first" in act(sit_down(steward), "end", membership)
    membership.refresh_from_db()
    assert membership.left_at is None
