"""The forum's scheduled work; every task is safe to run twice."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import structlog
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.sweeping import sweep
from accounts.tasks import kept_since
from forum import growth, releasing, unnamed
from forum.mixing import mixed
from forum.mixing.files import forget_dates
from forum.models import Appeal, Attachment, Notification, Proposal, Report, State, Story
from forum.moderation import auditing

log = structlog.get_logger("tillit.audit")

ORPHAN_AGE = timedelta(days=1)  # an upload in progress has no row yet


@task
def publish_due() -> None:
    """Publish the scheduled stories whose day has come, each in a transaction of its own."""
    for pk in Story.objects.due(timezone.now()).values_list("pk", flat=True):
        with transaction.atomic():
            story = Story.objects.select_for_update().get(pk=pk)
            if story.state == State.SCHEDULED:
                story.publish()


@task
def release_batch() -> None:
    """Let out what is due by date: on Mondays and Thursdays, all of it together (T8).

    Then the database's files, without the rows as they lay before (T5).
    """
    releasing.renew_queues()
    if any(releasing.release_batch()):
        sweep()


@task
def mix_rows() -> None:
    """Write what an anonymous row leads to anew, so that no order tells who wrote when (T5).

    Then the database's files, without what people have taken back since the last night (T10).
    """
    with mixed():
        pass
    sweep()


@task
def recount_traits() -> None:
    """Show less of anonymous tellers where companies have changed since the last night (T7)."""
    unnamed.recount_all()


@task
def sweep_files() -> None:
    """Delete stored files that no row names, as after a process killed mid-way (T10).

    Those that are named lose the date of their upload (T5).
    """
    for folder, names in _folders():
        holding: list[Any] = [one.objects.filter(file__in=names) for one in (Attachment, Proposal)]
        known = {name for rows in holding for name in rows.values_list("file", flat=True)}
        for name in names:
            age = timezone.now() - default_storage.get_modified_time(name)
            if name not in known and age > ORPHAN_AGE:
                default_storage.delete(name)
        forget_dates(folder, known)


@task
def forget_moderation() -> None:
    """Forget notifications, and of old reports and appeals who wrote them and what they wrote.

    What was reported and decided, and how an appeal ended, stays: of that the figures are made.
    """
    Notification.objects.filter(created_at__lt=kept_since("notifications")).delete()
    answered = Report.objects.filter(decision__decided_at__lt=kept_since("reports"))
    answered.exclude(sentence="", reporter=None).update(sentence="", reporter=None)
    heard = Appeal.objects.filter(heard_at__lt=kept_since("appeals"))
    heard.exclude(sentence="").update(sentence="")


@task
def tell_growth() -> None:
    """Tell tellers that companies have joined where they told something (T13)."""
    growth.tell_tellers()


@task
def forget_proposals() -> None:
    """Forget that a change was said yes to: what it changed says so itself."""
    accepted = Proposal.objects.filter(state=Proposal.State.ACCEPTED)
    accepted.filter(answered_at__lt=kept_since("proposals")).drop()


@task
def anchor_audit() -> None:
    """Say in the process's log how the audit log ends, where its rows' owner cannot reach (T11)."""
    end = auditing.head()
    log.info("audit_head", number=end.number, digest=end.digest)


def _folders() -> Iterator[tuple[str, list[str]]]:
    """The folders and the files stored in them."""
    folders, _files = default_storage.listdir("")
    for folder in folders:
        yield folder, [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
