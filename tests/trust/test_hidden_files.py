"""A file that moderation hid is absent for everybody: in the story, the list and at its address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.reader import Reader
from forum.models import Attachment, Story
from tests.clients import API, assert_problem
from tests.forum.files import png_of

pytestmark = pytest.mark.usefixtures("no_approval")
WHO = ["teller", "colleague", "steward", "stranger", "moderator"]
type Hide = Callable[[str], None]


@pytest.fixture(params=WHO)
def reader(request: pytest.FixtureRequest) -> User:
    """Each of those who read the story."""
    who: User = request.getfixturevalue(request.param)
    return who


@pytest.fixture
def pair(api: Any, story: Story, teller: User) -> list[str]:
    """The ids of two files of a story."""
    sent = [SimpleUploadedFile(f"{name}.png", png_of(8, 8)) for name in ("före", "efter")]
    answers = [api(teller).post(f"{at(story)}attachments/", {"file": one}, format="multipart")
               for one in sent]  # fmt: skip
    return [answer.json()["id"] for answer in answers]


def at(story: Story) -> str:
    return f"{API}/stories/{story.pk}/"


@pytest.fixture
def hide(moderator: User) -> Hide:
    """Hide a file as a moderator of its circle."""

    def by_id(pk: str) -> None:
        Attachment.objects.get(pk=pk).hide(by=Reader.of(moderator))

    return by_id


def seen(client: Any, story: Story) -> list[list[str]]:
    """The ids of files in the story and in its list of files."""
    shown = client.get(at(story)).json()["attachments"]
    listed = client.get(f"{at(story)}attachments/").json()["results"]
    return [[one["id"] for one in files] for files in (shown, listed)]


def test_hidden_it_is_nowhere_and_its_neighbour_stays(
    reader: User, api: Any, story: Story, pair: list[str], hide: Hide
) -> None:
    client = api(reader)
    assert seen(client, story) == [pair, pair]

    hide(pair[0])

    assert seen(client, story) == [[pair[1]], [pair[1]]]
    assert client.get(f"{at(story)}attachments/{pair[1]}/file/").status_code == 200


def test_its_address_answers_like_one_that_never_was(
    reader: User, api: Any, story: Story, pair: list[str], hide: Hide
) -> None:
    client = api(reader)
    hide(pair[0])

    hidden = client.get(f"{at(story)}attachments/{pair[0]}/file/")
    absent = client.get(f"{at(story)}attachments/{story.pk}/file/")

    assert_problem(hidden, 404, "not_found")
    assert hidden.content == absent.content


def test_nobody_sees_it_in_a_public_story_either(
    api: Any, story: Story, pair: list[str], moderator: User
) -> None:
    Story.objects.update(audience="public", circle=None)
    Attachment.objects.filter(pk=pair[0]).update(hidden_at=story.told_at)
    assert seen(api(None), story) == [[pair[1]], [pair[1]]]
    assert_problem(api(None).get(f"{at(story)}attachments/{pair[0]}/file/"), 404, "not_found")


def test_the_version_of_the_story_tells_that_something_changed(
    api: Any, story: Story, pair: list[str], stranger: User, hide: Hide
) -> None:
    before = api(stranger).get(at(story))["ETag"]
    hide(pair[0])
    assert api(stranger).get(at(story), HTTP_IF_NONE_MATCH=before).status_code == 200


def test_it_is_not_counted_where_files_are_pointed_at(
    api: Any, story: Story, pair: list[str], teller: User, hide: Hide
) -> None:
    hide(pair[0])
    found = api(teller).get(f"{at(story)}identifiers/").json()["results"]
    assert [one["pointer"] for one in found if one["kind"] == "unread_file"] == ["/attachments/0"]


def test_put_back_it_is_where_it_was(
    api: Any, story: Story, pair: list[str], hide: Hide, moderator: User
) -> None:
    hide(pair[0])
    Attachment.objects.get(pk=pair[0]).restore(by=Reader.of(moderator))
    assert seen(api(moderator), story) == [pair, pair]
