"""The scheduled work of accounts; every task is safe to run twice."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from accounts.models import Invitation, Session

INVITATION_KEPT = timedelta(days=90)  # after it expired: long enough to answer "did you get it?"


@task
def forget_sessions() -> None:
    """Delete sessions that have ended."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@task
def forget_invitations() -> None:
    """Delete invitations nobody accepted, 90 days after they expired."""
    expired = timezone.now() - INVITATION_KEPT
    Invitation.objects.filter(accepted_at=None, expires_at__lt=expired).delete()
