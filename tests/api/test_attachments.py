"""Attachments over HTTP: made anew, read only through the API, taken away for good."""

import re
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.models import Attachment, Story
from tests.clients import API, assert_problem
from tests.forum.files import SECRET, telling_picture
from tests.trust.asking import body_of

pytestmark = pytest.mark.usefixtures("no_approval")


def url(story: Story) -> str:
    return f"{API}/stories/{story.pk}/attachments/"


def sent(client: Any, story: Story, content: bytes, name: str = "Tavlan.jpg") -> Any:
    """The answer to an upload that calls itself a JPEG."""
    upload = SimpleUploadedFile(name, content, content_type="image/jpeg")
    body = {"file": upload, "caption": "Tavlan i mars"}
    return client.post(url(story), body, format="multipart")


def test_a_picture_is_made_anew_and_read_by_those_who_read_the_story(
    api: Any, story: Story, teller: User, stranger: User
) -> None:
    answer = sent(api(teller), story, telling_picture("JPEG"))
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert shown.pop("lost") == []
    assert (shown["caption"], shown["content_type"]) == ("Tavlan i mars", "image/jpeg")
    assert api(stranger).get(url(story)).json() == {"results": [shown]}

    file = api(stranger).get(f"{url(story)}{shown['id']}/file/")

    content = body_of(file)
    assert content.startswith(b"\xff\xd8")
    assert SECRET not in content
    assert len(content) == shown["size"]


def test_a_file_is_neither_guessed_nor_run_nor_kept(
    api: Any, story: Story, teller: User, stranger: User
) -> None:
    shown = sent(api(teller), story, telling_picture("PNG"), "<b>å ä.svg").json()

    file = api(stranger).get(f"{url(story)}{shown['id']}/file/")

    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file["Content-Disposition"].startswith("inline; filename")
    assert not {"ETag", "Last-Modified"} & set(file.headers)


def test_to_give_a_file_its_words_are_not_read(api: Any, story: Story, teller: User) -> None:
    shown = sent(api(teller), story, telling_picture("PNG")).json()
    with CaptureQueriesContext(connection) as caught:
        answer = api(teller).get(f"{url(story)}{shown['id']}/file/")
    assert answer.status_code == 200
    assert not [query for query in caught if '"words"' in query["sql"]]


def test_where_it_is_stored_says_nothing(api: Any, story: Story, teller: User) -> None:
    sent(api(teller), story, telling_picture("PNG"), "Åkerströms tavla.png")
    place = str(Attachment.objects.get().file.name)
    assert re.fullmatch(r"([0-9a-f]{2})/\1[0-9a-f]{30}", place)
    assert "/media" not in body_of(api(teller).get(url(story))).decode()
    assert place not in body_of(api(teller).get(url(story))).decode()


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "moderator"])
def test_only_the_author_attaches_and_nobody_opens_the_file_before(
    who: str, api: Any, story: Story, request: Any
) -> None:
    answer = sent(api(request.getfixturevalue(who)), story, telling_picture("PNG"))
    assert_problem(answer, 403, "not_yours")
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("content", "status"), [(b"", 400), (b"MZ\x90", 415), (b"<svg/>", 415)])
def test_what_is_no_picture_and_no_pdf_is_refused(
    content: bytes, status: int, api: Any, story: Story, teller: User
) -> None:
    answer = sent(api(teller), story, content)
    assert answer.status_code == status, answer.content
    assert not Attachment.objects.exists()


def test_taken_away_it_is_gone_with_its_bytes(
    api: Any, story: Story, teller: User, django_capture_on_commit_callbacks: Any
) -> None:
    shown = sent(api(teller), story, telling_picture("PNG")).json()
    place = str(Attachment.objects.get().file.name)
    assert default_storage.exists(place)

    with django_capture_on_commit_callbacks(execute=True):
        answer = api(teller).delete(f"{url(story)}{shown['id']}/")

    assert answer.status_code == 204
    assert not default_storage.exists(place)
    assert_problem(api(teller).get(f"{url(story)}{shown['id']}/file/"), 404, "not_found")


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "moderator"])
def test_nobody_else_takes_it_away(
    who: str, api: Any, story: Story, teller: User, request: Any
) -> None:
    shown = sent(api(teller), story, telling_picture("PNG")).json()
    answer = api(request.getfixturevalue(who)).delete(f"{url(story)}{shown['id']}/")
    assert_problem(answer, 403, "not_yours")
    assert Attachment.objects.exists()
