"""What is kept for a while is kept no longer than the table says."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django_ox.models import OxTask

from accounts.mail import post
from accounts.models import Company, Invitation, Mail, User
from accounts.reader import Reader
from accounts.tasks import forget_invitations, forget_mails, forget_work
from forum.models import Proposal, Story
from forum.tasks import forget_proposals
from tests.factories import agreed


def wait(time_machine: Any, what: str, *, short_of: int = 0) -> None:
    """Let the time of a kind pass, but for some minutes."""
    kept = timedelta(days=settings.RETENTION[what].days)
    time_machine.move_to(timezone.now() + kept + timedelta(minutes=1 - short_of), tick=False)


def test_a_mail_no_server_took_is_forgotten_after_its_time(db: None, time_machine: Any) -> None:
    post("ny@tillit.example", "Din kod", "ABCD-EFGH")
    wait(time_machine, "mails", short_of=2)
    forget_mails.call()
    assert Mail.objects.exists()

    time_machine.shift(timedelta(minutes=2))
    forget_mails.call()

    assert not Mail.objects.exists()


def test_an_accepted_invitation_is_forgotten_and_the_membership_stays(
    company: Company, outsider: User, time_machine: Any
) -> None:
    invitation, _token = Invitation.issue(
        company=company, email=outsider.email, role="member", by=None
    )
    invitation.accept(by=outsider)
    time_machine.move_to(invitation.expires_at)
    wait(time_machine, "invitations")

    forget_invitations.call()

    assert not Invitation.objects.exists()
    assert company.pk in Reader.of(outsider).companies


def test_a_yes_is_forgotten_after_its_time_and_what_waits_is_not(
    story: Story, teller: User, steward: User, time_machine: Any
) -> None:
    by = Reader.of(teller)
    agreed(story.edit(by=by, results="Ett"), steward)
    waiting = story.edit(by=by, results="Två")
    wait(time_machine, "proposals")

    forget_proposals.call()

    assert [*Proposal.objects.all()] == [waiting]


@pytest.mark.parametrize("status", ["SUCCESSFUL", "FAILED"])
def test_work_that_ended_is_forgotten_and_work_that_waits_is_not(
    status: str, db: None, time_machine: Any
) -> None:
    now = timezone.now()
    common = {"task_path": "accounts.mail.deliver", "backend_name": "default", "enqueued_at": now}
    OxTask.objects.create(status=status, finished_at=now, **common)
    waiting = OxTask.objects.create(status="READY", **common)
    wait(time_machine, "tasks")

    forget_work.call()

    assert [task.pk for task in OxTask.objects.all()] == [waiting.pk]


def test_the_settings_follow_the_table() -> None:
    days = {name: kept.days for name, kept in settings.RETENTION.items()}
    assert days["sessions"] * 24 * 3600 == settings.SESSION_COOKIE_AGE


def test_every_time_has_its_reason() -> None:
    assert all(kept.days and kept.after and kept.why for kept in settings.RETENTION.values())
