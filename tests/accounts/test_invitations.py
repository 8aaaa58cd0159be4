"""Invitations: one address, one company, one use, fourteen days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import AlreadyMember, InvitationSpent, NotYours
from accounts.models import Company, Invitation, User
from accounts.reader import Reader
from tests.factories import make_user


def invite(company: Company, user: User, role: str = "member") -> tuple[Invitation, str]:
    return Invitation.issue(company=company, email=user.email, role=role, by=None)


def test_the_token_finds_the_invitation_and_lies_nowhere(company: Company, outsider: User) -> None:
    invitation, token = invite(company, outsider)
    assert Invitation.objects.find(token) == invitation
    assert token not in str(list(Invitation.objects.values_list()))


@pytest.mark.parametrize("token", ["", "påhittad", "\ud800", "x" * 10_000])
def test_other_tokens_find_nothing(token: str, company: Company, outsider: User) -> None:
    invite(company, outsider)
    assert Invitation.objects.find(token) is None


def test_accepting_makes_a_member_with_the_role(company: Company, outsider: User) -> None:
    invitation, _ = invite(company, outsider, "steward")
    invitation.accept(by=outsider)
    assert company.pk in Reader.of(outsider).stewarding


def test_it_is_good_once(company: Company, outsider: User) -> None:
    invitation, token = invite(company, outsider)
    invitation.accept(by=outsider)
    with pytest.raises(InvitationSpent):
        Invitation.objects.get(pk=invitation.pk).accept(by=outsider)
    assert Invitation.objects.find(token) is None
    assert outsider.memberships.filter(company=company).count() == 1


def test_it_expires_after_fourteen_days(company: Company, outsider: User) -> None:
    invitation, _ = invite(company, outsider)
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(InvitationSpent):
        invitation.accept(by=outsider)
    assert not outsider.memberships.filter(company=company).exists()


def test_it_can_be_revoked_until_it_is_accepted(company: Company, outsider: User) -> None:
    invitation, _ = invite(company, outsider)
    invitation.revoke()
    with pytest.raises(InvitationSpent):
        invitation.accept(by=outsider)
    with pytest.raises(InvitationSpent):
        invitation.revoke()
    assert not outsider.memberships.filter(company=company).exists()


def test_somebody_else_cannot_accept_it(company: Company, outsider: User) -> None:
    invitation, token = invite(company, outsider)
    with pytest.raises(NotYours):
        invitation.accept(by=make_user())
    assert Invitation.objects.find(token)


def test_a_second_invitation_of_the_address_replaces_the_first(
    company: Company, outsider: User
) -> None:
    _, first = invite(company, outsider)
    _, second = invite(company, outsider)
    assert Invitation.objects.find(first) is None
    assert Invitation.objects.find(second)


def test_who_is_a_member_cannot_be_invited_again(company: Company, teller: User) -> None:
    with pytest.raises(AlreadyMember):
        invite(company, teller)
    assert not Invitation.objects.open().exists()


def test_who_was_a_member_can_be_invited_again(
    company: Company, teller: User, steward: User
) -> None:
    teller.memberships.get().end(by=Reader.of(steward))
    assert company.pk not in Reader.of(teller).companies

    invitation, _ = invite(company, teller, "steward")
    invitation.accept(by=teller)

    assert company.pk in Reader.of(teller).stewarding
    ended, current = teller.memberships.order_by("joined_at")
    assert (ended.left_at is None, current.left_at) == (False, None)


def test_only_stewards_of_the_company_see_it(
    company: Company, outsider: User, teller: User, steward: User, stranger: User
) -> None:
    invite(company, outsider)
    seen = [Invitation.objects.open().visible_to(Reader.of(u)).count() for u in (steward, teller)]
    assert seen == [1, 0]
    assert not Invitation.objects.visible_to(Reader.of(stranger)).exists()
