"""What the worker does without anybody asking."""

from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Circle, Company, Invitation, User
from accounts.reader import Reader
from accounts.tasks import forget_invitations, forget_sessions
from config.schedules import SCHEDULES
from forum.mixing.files import NO_DAY
from forum.models import Story
from forum.tasks import publish_due, sweep_files
from tests.clients import session_token
from tests.factories import make_draft

TOMORROW = timedelta(days=1)


@pytest.fixture
def scheduled(teller: User, steward: User, circle: Circle) -> Story:
    """A story approved for tomorrow."""
    story = make_draft(teller, audience="circle", circle_id=circle.pk)
    story.edit(by=Reader.of(teller), publish_on=timezone.localdate() + TOMORROW)
    story.submit(by=Reader.of(teller))
    story.approve(by=Reader.of(steward))
    return story


@pytest.fixture
def draft_file(teller: User, settings: Any, tmp_path: Path) -> str:
    """The place of a file attached to a draft, in a folder on disk."""
    folder = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": folder}  # |= would outlive this test
    told = {"position": 1, "name": "bild.png", "content_type": "image/png", "size": 3}
    content = ContentFile(b"...", name="upload")
    return str(make_draft(teller).attachments.create(file=content, **told).file.name)


def test_a_scheduled_story_comes_out_on_its_day(scheduled: Story, time_machine: Any) -> None:
    publish_due.call()
    scheduled.refresh_from_db()
    assert scheduled.state == "scheduled"

    time_machine.move_to(timezone.now() + TOMORROW)
    publish_due.call()

    scheduled.refresh_from_db()
    assert scheduled.state == "published"


def test_a_story_whose_company_left_the_circle_does_not_come_out(
    scheduled: Story, circle: Circle, company: Company, time_machine: Any
) -> None:
    circle.dismiss(company)
    time_machine.move_to(timezone.now() + TOMORROW)

    publish_due.call()

    scheduled.refresh_from_db()
    assert scheduled.state == "draft"
    assert scheduled.review_note


def test_files_nobody_names_are_swept_after_a_day(db: None, time_machine: Any) -> None:
    name = default_storage.save("ab/orphan", ContentFile(b"left behind"))
    sweep_files.call()
    assert default_storage.exists(name)

    time_machine.move_to(timezone.now() + 2 * TOMORROW)
    sweep_files.call()

    assert not default_storage.exists(name)


def test_files_lose_the_date_of_their_upload_unless_they_may_be_on_their_way(
    draft_file: str, settings: Any, tmp_path: Path
) -> None:
    on_its_way = default_storage.save("ab/uploading", ContentFile(b"no row yet"))

    sweep_files.call()

    folder = (tmp_path / draft_file).parent
    assert (tmp_path / draft_file).stat().st_mtime == folder.stat().st_mtime == NO_DAY
    assert time() - (tmp_path / on_its_way).stat().st_mtime < 600


def test_ended_sessions_and_old_invitations_are_forgotten(
    teller: User, company: Company, time_machine: Any
) -> None:
    session_token(teller)
    Invitation.issue(company=company, email="ny@tillit.example", role="member", by=teller)
    time_machine.move_to(timezone.now() + timedelta(days=200))

    forget_sessions.call()
    forget_invitations.call()

    assert not teller.sessions.exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", sorted(SCHEDULES))
def test_every_schedule_names_a_task(name: str) -> None:
    assert import_string(SCHEDULES[name]["task"]).call
    assert "default" in settings.TASKS
