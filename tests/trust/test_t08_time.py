"""T8: ids, times, cursors and headers tell nothing of when the anonymous told it."""

import base64
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User
from accounts.reader import Reader
from forum import batches
from forum.models import Comment, Story
from tests.clients import API, bearing
from tests.factories import let_out, publish_unnamed, voice_of
from tests.trust.asking import READS, body_of, read
from tests.trust.world import World

WRITTEN = datetime(2026, 11, 18, 13, 37, 42, 123456, tzinfo=UTC)  # a Wednesday
BATCH = batches.moment_of(batches.last_batch(WRITTEN))  # of the Monday before


@pytest.fixture
def anonymous(story: Story) -> Story:
    """The story as if told by nobody in a batch, with a comment as if by nobody, edited since."""
    comment = story.thread.comment(by=Reader.of(story.author), body="Jag var där.")
    no_key: dict[str, Any] = {"byline": "anonymous", "author": None, "company": None}
    type(comment).objects.filter(pk=comment.pk).update(**no_key, told_at=BATCH, edited_at=BATCH)
    for rows in (Story.objects.filter(pk=story.pk), type(story.thread).objects.all()):
        rows.update(**no_key, told_at=BATCH)
    return story


def test_every_id_shown_is_random(world: World) -> None:
    assert {pk.version for pk in world.ids.values()} == {4}
    keys = [
        model._meta.pk
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "forum"}
    ]
    made = [key.get_default() for key in keys if isinstance(key, models.UUIDField)]
    assert {key.version for key in made} == {4}


def test_an_anonymous_story_shows_the_date_of_its_batch_and_no_more(
    api: Any, anonymous: Story, stranger: User
) -> None:
    client = api(stranger)
    shown = client.get(f"{API}/stories/{anonymous.pk}/").json()
    listed = client.get(f"{API}/stories/").json()["results"][0]
    comment = client.get(f"{API}/threads/{anonymous.thread.pk}/comments/").json()["results"][0]

    for told in (shown, listed, comment):
        assert (told["told_at"], told["told_on"]) == (None, "2026-11-16")
        assert told["teller"] == {
            "byline": "anonymous", "name": None, "title": None, "company": None, "source": None,
            "traits": {"sector": None, "size": None, "region": None},
        }  # fmt: skip
    assert (comment["edited_at"], comment["edited_on"]) == (None, "2026-11-16")


def test_nothing_said_of_it_holds_another_time(api: Any, anonymous: Story, stranger: User) -> None:
    client = api(stranger)
    paths = ["stories/", f"stories/{anonymous.pk}/", "threads/", f"threads/{anonymous.thread.pk}/"]
    paths.append(f"threads/{anonymous.thread.pk}/comments/")
    for path in paths:
        text = body_of(client.get(f"{API}/{path}")).decode()
        assert not re.search(r"\d\d:\d\d|2026-11-(?!16)\d\d", text), path


def test_publishing_the_anonymous_keeps_the_date_of_the_batch_only(
    whisper: Story, moderator: User, time_machine: Any
) -> None:
    time_machine.move_to(WRITTEN, tick=False)

    publish_unnamed(whisper, moderator)

    whisper.refresh_from_db()
    told = (whisper.told_at, whisper.published_at, whisper.thread.told_at)
    assert told == (BATCH, BATCH, BATCH)
    assert {event.at for event in whisper.events.all()} == {BATCH}


def test_what_is_not_out_has_no_time(api: Any, whisper: Story) -> None:
    whisper.submit(by=voice_of(whisper))

    shown = bearing(whisper.receipt).get(f"{API}/stories/{whisper.pk}/").json()

    assert (shown["told_at"], shown["told_on"]) == (None, None)
    assert whisper.told_at == batches.NOT_OUT


def test_what_is_told_by_name_shows_its_day_in_stockholm_too(
    api: Any, story: Story, stranger: User
) -> None:
    Story.objects.update(told_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))

    shown = api(stranger).get(f"{API}/stories/{story.pk}/").json()

    assert (shown["told_at"], shown["told_on"]) == ("2026-11-22T23:30:00Z", "2026-11-23")


def test_a_cursor_holds_no_readable_time(api: Any, anonymous: Story, question: Any) -> None:
    client = api(question.author)
    client.post(f"{API}/threads/", {"title": "En till", "body": "?", "circle": _slug(question)})
    token = parse_qs(urlsplit(client.get(f"{API}/threads/?page_size=1").json()["next"]).query)

    sealed = base64.urlsafe_b64decode(token["cursor"][0] + "===")

    for spelled in (b"2026-", b"T00:", b"00:00", str(anonymous.pk).encode(), anonymous.pk.bytes):
        assert spelled not in sealed


def _slug(question: Any) -> str:
    return str(question.circle.slug)


def test_no_answer_says_when_it_was_last_changed(world: World, asking: Any) -> None:
    lists = ["stories/", "threads/", "circles/", "companies/", "me/"]
    for path in [*READS, *lists]:
        answer = read(asking["teller"], path, world.ids)
        assert answer.status_code == 200, path
        assert not {"Last-Modified", "Expires", "Age"} & set(answer.headers), path


def test_what_a_receipt_takes_away_or_locks_keeps_the_date_of_a_batch(
    secret: Story, stranger: User, moderator: User, time_machine: Any
) -> None:
    time_machine.move_to(WRITTEN, tick=False)
    secret.thread.comment(by=Reader.of(stranger), body="Så var det.", byline="anonymous")
    let_out(moderator)
    answer = Comment.objects.get()
    secret.thread.comment(by=Reader.of(stranger), body="Hur då?", parent=answer)

    answer.remove(by=voice_of(answer), now=True)
    secret.thread.lock(by=voice_of(secret), now=True)

    answer.refresh_from_db()
    secret.thread.refresh_from_db()
    assert (answer.removed_at, secret.thread.locked_at) == (BATCH, BATCH)
    assert secret.thread.locked_by_id is None


def test_earlier_texts_of_the_anonymous_say_the_date_of_a_batch(
    secret: Story, time_machine: Any
) -> None:
    time_machine.move_to(WRITTEN, tick=False)
    secret.edit(by=voice_of(secret), lessons="Fråga först.")

    path = f"{API}/stories/{secret.pk}/revisions/"
    (kept,) = bearing(secret.receipt).get(path).json()["results"]

    assert (kept["kept_at"], kept["kept_on"]) == (None, "2026-11-16")
