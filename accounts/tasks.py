"""The scheduled work of accounts; every task is safe to run twice."""

from datetime import datetime, timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.tasks import task
from django.utils import timezone

from accounts import counters
from accounts.models import Invitation, Mail, Session


def kept_since(what: str) -> datetime:
    """The moment before which nothing of this kind is kept (`settings.RETENTION`)."""
    return timezone.now() - timedelta(days=settings.RETENTION[what].days)


@task
def forget_sessions() -> None:
    """Delete sessions that have ended."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@task
def forget_invitations() -> None:
    """Delete invitations, accepted or not: whoever came in has a membership to show for it."""
    Invitation.objects.filter(expires_at__lt=kept_since("invitations")).delete()


@task
def forget_mails() -> None:
    """Delete mails no server took; their codes and links have long run out."""
    Mail.objects.filter(created_at__lt=kept_since("mails")).delete()


@task
def forget_counted() -> None:
    """Overwrite counters and keys of days that have run out, also where nobody asks for them."""
    counters.sweep()


@task
def forget_work() -> None:
    """Delete the records of work done and of work given up."""
    days = settings.RETENTION["tasks"].days
    call_command("ox_prune", older_than=f"{days}d", include_failed=True, stdout=StringIO())
