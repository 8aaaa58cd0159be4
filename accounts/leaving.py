"""Leaving for good: what accounts forgets of a person, and the empty row that stays."""

from datetime import UTC, datetime
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.about import addresses_of
from accounts.models import Invitation, Mail, User
from accounts.reader import Reader

ERASED_DOMAIN = "erased.invalid"  # RFC 2606: no mail is ever delivered there
NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
FORMER_MEMBER = _("former member")


@transaction.atomic
def forget(user: User) -> None:
    """Forget a person; raises LastSteward where colleagues would be left without one.

    The row stays as a shell with nothing in it but its random id. Deleting it would take the
    admin's log with it and make the acts of two moderators look like those of nobody, and whether
    a row stayed would tell whether somebody ever acted.
    """
    addresses = addresses_of(user)
    end_standings(user)
    Mail.objects.filter(recipient__in=addresses).delete()
    Invitation.objects.filter(email__in=addresses).delete()
    Invitation.objects.filter(invited_by=user).update(invited_by=None)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.sessions.all().delete()
    empty(user)


def end_standings(user: User) -> None:
    """End memberships by their verb and forget them; appointments end and stay.

    In what office a decision was taken must be answerable later, by whom need not be.
    """
    reader = Reader.of(user)
    for membership in user.memberships.current():
        membership.end(by=reader)
    user.memberships.all().delete()
    for appointment in user.appointments.filter(ended_at=None):
        appointment.end()


def empty(user: User) -> None:
    """Take everything out of the row: it names nobody and signs nobody in."""
    user.groups.clear()
    user.user_permissions.clear()
    with translation.override(settings.LANGUAGE_CODE):
        user.display_name = str(FORMER_MEMBER)
    user.email = f"{uuid4().hex}@{ERASED_DOMAIN}"
    user.title, user.language, user.joined_at = "", settings.LANGUAGE_CODE, NO_DAY
    user.is_active = user.is_staff = user.is_superuser = False
    user.suspended_until = None
    user.set_unusable_password()
    user.save()


def is_forgotten(user: User) -> bool:
    """Tell whether the person behind a row has left for good and is no longer known."""
    return user.email.endswith(f"@{ERASED_DOMAIN}")
