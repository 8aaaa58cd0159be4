"""Addresses that people give up: no invitation keeps one that led to a person."""

from typing import Any

from allauth.account.signals import email_removed

from accounts.models import Invitation


def forget_invitations(email_address: Any, **_more: Any) -> None:
    """Delete the accepted invitations of an address that is no longer anybody's.

    Leaving for good deletes those of the addresses somebody has then (accounts/leaving.py).
    """
    Invitation.objects.filter(email=email_address.email).exclude(accepted_at=None).delete()


def install() -> None:
    """Do so whenever allauth says that an address was removed."""
    email_removed.connect(forget_invitations)
