"""What accounts holds about a person, as plain values for the person alone."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from accounts.models import Invitation, Mail, User
from accounts.reader import Reader


def about(user: User, reader: Reader) -> dict[str, Any]:
    """Everything but what the person tells; no secret, no key, no name of what is closed to them.

    A company or circle the person no longer reads in is named by its id alone (leaks.md 21).
    """
    addresses = addresses_of(user)
    return {
        "person": person(user),
        "email_addresses": addresses,
        "memberships": memberships(user, reader),
        "appointments": appointments(user, reader),
        "invitations": invitations(user, addresses),
        "sessions": [{"ends_on": ends.date()} for ends in ends_of_sessions(user)],
        "second_factors": second_factors(user),
        "staff_acts": staff_acts(user),
        "mails_waiting": list(
            Mail.objects.filter(recipient__in=addresses).values(
                "recipient", "subject", "created_at"
            )
        ),
    }


def person(user: User) -> dict[str, Any]:
    """The row of the person, without the password's hash."""
    names = ("id", "email", "display_name", "title", "language", "joined_at", "is_staff")
    return {name: getattr(user, name) for name in (*names, "suspended_until")}


def addresses_of(user: User) -> list[str]:
    """Every e-mail address of a person, the one they sign in by first."""
    more = EmailAddress.objects.filter(user=user).exclude(email=user.email)
    return [user.email, *more.order_by("email").values_list("email", flat=True)]


def memberships(user: User, reader: Reader) -> list[dict[str, Any]]:
    """Companies the person belongs or belonged to."""
    rows = user.memberships.select_related("company").order_by("joined_at", "id")
    return [
        {
            "company": row.company_id,
            "name": row.company.name if row.company_id in reader.companies else None,
            "role": row.role,
            "joined_at": row.joined_at,
            "left_at": row.left_at,
        }
        for row in rows
    ]


def appointments(user: User, reader: Reader) -> list[dict[str, Any]]:
    """Circles the person is or was appointed to."""
    rows = user.appointments.select_related("circle").order_by("started_at", "id")
    return [
        {
            "circle": row.circle_id,
            "name": row.circle.name if row.circle_id in reader.circles else None,
            "role": row.role,
            "started_at": row.started_at,
            "ended_at": row.ended_at,
        }
        for row in rows
    ]


def invitations(user: User, addresses: list[str]) -> list[dict[str, Any]]:
    """Invitations the person sent or got; whom one sent was to is that other person's."""
    mine = Invitation.objects.filter(Q(invited_by=user) | Q(email__in=addresses))
    return [
        {
            "id": row.pk,
            "sent_by_me": row.invited_by_id == user.pk,
            "to_me": row.email in addresses,
            "created_at": row.created_at,
            "accepted_at": row.accepted_at,
            "revoked_at": row.revoked_at,
        }
        for row in mine.order_by("created_at", "id")
    ]


def ends_of_sessions(user: User) -> list[datetime]:
    """When each sign-in ends: the only time that is kept of it."""
    return list(user.sessions.order_by("expire_date", "pk").values_list("expire_date", flat=True))


def second_factors(user: User) -> list[dict[str, Any]]:
    """Kinds and dates of second factors; their secrets open doors and stay here.

    When one was last used is not kept (accounts/one_time_codes.py).
    """
    rows = Authenticator.objects.filter(user=user).order_by("created_at", "pk")
    return list(rows.values("type", "created_at"))


def staff_acts(user: User) -> list[dict[str, Any]]:
    """What the person did in the admin, as its log keeps it: what kind of thing, and its id."""
    rows = LogEntry.objects.filter(user=user).order_by("action_time", "pk")
    named = rows.values_list("action_time", "content_type__model", "object_id", "action_flag")
    flags = {1: "added", 2: "changed", 3: "deleted"}
    return [{"at": at, "kind": kind, "id": pk, "verb": flags[flag]} for at, kind, pk, flag in named]
