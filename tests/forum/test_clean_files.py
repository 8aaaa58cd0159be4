"""Files that an earlier cleaner left too much in are made anew by one command."""

from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.reader import Reader
from forum.models import Attachment, Story
from forum.uploads import clean_upload
from tests.factories import make_draft, voice_of
from tests.forum import pdfs


def stored(story: Story, by: Reader, content: bytes) -> Attachment:
    """An attachment whose stored bytes are those an earlier version would have kept."""
    clean = clean_upload(pdfs.lines("Hej"), name="x.pdf", unnamed=not story.is_named)
    attachment: Attachment = Attachment.attach(story, by=by, clean=clean)
    default_storage.delete(str(attachment.file.name))
    default_storage.save(str(attachment.file.name), ContentFile(content))
    Attachment.objects.filter(pk=attachment.pk).update(words="")
    return attachment


def bytes_of(attachment: Attachment) -> bytes:
    attachment.refresh_from_db()
    with attachment.file.open("rb") as file:
        content: bytes = file.read()
    return content


def run(capture: Any) -> str:
    out = StringIO()
    with capture(execute=True):
        call_command("clean_files", stdout=out)
    return out.getvalue()


def test_what_was_left_in_is_gone_and_the_old_bytes_with_it(
    teller: User, whisper: Story, django_capture_on_commit_callbacks: Any
) -> None:
    dirty = pdfs.page(b"BT /F 12 Tf 20 150 Td (Synligt) Tj ET", more=b"/Author(Annika)")
    named = stored(make_draft(teller), Reader.of(teller), dirty)
    unnamed = stored(whisper, voice_of(whisper), dirty)
    before = [str(one.file.name) for one in (named, unnamed)]

    assert run(django_capture_on_commit_callbacks) == "2 files cleaned\n"

    assert b"Annika" not in bytes_of(named) + bytes_of(unnamed)
    assert (b"/ToUnicode" in bytes_of(named), b"/ToUnicode" in bytes_of(unnamed)) == (True, False)
    assert (named.words, unnamed.words, named.size) == ("Synligt", "Synligt", len(bytes_of(named)))
    assert not any(map(default_storage.exists, before))


def test_cleaned_once_more_nothing_is_lost(
    whisper: Story, django_capture_on_commit_callbacks: Any
) -> None:
    attachment = stored(whisper, voice_of(whisper), pdfs.lines("Synligt"))
    run(django_capture_on_commit_callbacks)
    run(django_capture_on_commit_callbacks)
    attachment.refresh_from_db()
    assert (attachment.words, attachment.name) == ("Synligt", "bilaga-1.pdf")


def test_what_cannot_be_cleaned_is_named_and_stays(
    teller: User, django_capture_on_commit_callbacks: Any
) -> None:
    broken = stored(make_draft(teller), Reader.of(teller), b"no file at all")
    with pytest.raises(CommandError, match=str(broken.pk)):
        run(django_capture_on_commit_callbacks)
    assert bytes_of(broken) == b"no file at all"
