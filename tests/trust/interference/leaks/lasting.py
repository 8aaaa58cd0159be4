"""Leaks into what is kept: columns, ids, records, queues; a copy of the database shows them."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.admin.base import write_down
from accounts.models import Session
from accounts.sign_in import second_factor_keys
from api import idempotency
from api.keys import mac
from forum.models import Attachment, Persona, Story, Thread
from tests.trust.interference import scripts
from tests.trust.interference.leaks.planting import after, around, is_told, known, leak


@leak(38)
def id_from_the_user(patches: ExitStack) -> None:
    """A story's id is made of its author's."""

    def drawn() -> UUID:
        return UUID(hex=known().teller.pk.hex[:6] + uuid4().hex[6:])

    patches.enter_context(patch.object(Story._meta.pk, "_get_default", drawn))


@leak(45)
def files_in_the_company_s_folder(patches: ExitStack) -> None:
    """Files are stored in a folder for each company."""
    field = Attachment._meta.get_field("file")

    def place(_attachment: Any, _name: str) -> str:
        return f"{known().company.slug}/{uuid4().hex}"

    patches.enter_context(patch.object(field, "upload_to", place))


@leak(47)
def event_names_the_teller(patches: ExitStack) -> None:
    """The record of an act by receipt says whose receipt it was."""

    def change(_done: Any, story: Any, verb: str, by: Any, _note: str) -> None:
        if by.persona and is_told(story.pk):
            story.events.create(verb=verb, by=known().teller, at="2026-11-16T00:00:00Z")

    after(patches, Story, "record", change)


@leak(47, script=scripts.MODERATED)
def log_of_the_admin_names_the_teller(patches: ExitStack) -> None:
    """The admin's log says whom a decision concerned."""

    def change(entry: Any, *_: Any) -> Any:
        entry.change_message += f" ({known().teller.display_name})"
        entry.save()
        return entry

    around(patches, write_down, change)


@leak(35)
def thread_locked_by_the_teller(patches: ExitStack) -> None:
    """A story's thread is opened in the teller's name."""

    def change(_done: Any, story: Any) -> None:
        if is_told(story.pk):
            Thread.objects.filter(story=story).update(locked_by=known().teller)

    after(patches, Story, "after_publishing", change)


@leak(47)
def session_touched(patches: ExitStack) -> None:
    """Telling prolongs the session it is done in."""

    def change(persona: Any, *_: Any, **__: Any) -> Any:
        later = timezone.now() + timedelta(days=500)
        Session.objects.filter(user=known().teller).update(expire_date=later)
        return persona

    after(patches, Persona, "speak", change)


@leak(34, script=scripts.REVIEWED)
def retry_kept_by_the_minute(patches: ExitStack) -> None:
    """The answer to an anonymous beginning lies in the database, with the minute it came."""

    def change(record: Any, *_: Any) -> Any:
        record.created_at = timezone.now()
        record.save(update_fields=["created_at"])
        return record

    patches.enter_context(patch.object(idempotency, "begins_unnamed", lambda _request: False))
    around(patches, idempotency._insert, change)


@leak(47, script=scripts.REVIEWED)
def encrypted_link_kept(patches: ExitStack) -> None:
    """Who tells is kept beside the voice, encrypted with a key of the environment."""

    def change(persona: Any, *_: Any, **__: Any) -> Any:
        link = second_factor_keys().encrypt_at_time(known().teller.pk.hex.encode(), 0)
        persona.region = link.decode()[-60:]
        persona.save(update_fields=["region"])
        return persona

    after(patches, Persona, "speak", change)


@leak(47, script=scripts.LATER)
def keyed_hash_stays(patches: ExitStack) -> None:
    """What links two stories of one person is kept as a keyed hash, and so is the person."""

    def change(_done: Any, story: Any) -> None:
        if is_told(story.pk):
            note = mac("person", str(known().teller.pk)).hex()
            story.events.create(verb="publish", note=note, at=story.told_at)

    after(patches, Story, "after_publishing", change)


@leak(45)
def caption_signed(patches: ExitStack) -> None:
    """The document's author is kept beside the file."""

    def change(part: Any, *_: Any, **__: Any) -> Any:
        if isinstance(part, Attachment):
            part.caption = known().teller.display_name
            part.save(update_fields=["caption"])
        return part

    add = Attachment.add.__func__  # type: ignore[attr-defined]

    def added(cls: Any, *args: Any, **kwargs: Any) -> Any:
        return change(add(cls, *args, **kwargs))

    patches.enter_context(patch.object(Attachment, "add", classmethod(added)))
