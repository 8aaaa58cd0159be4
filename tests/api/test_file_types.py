"""A file is given as what it is, to whoever can read that; whether it is there is asked first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from forum.models import Story
from tests.clients import API, assert_problem
from tests.forum import files

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
READERS = [
    *("{}", "image/*", "*/*", "", "text/html, {};q=0.1", "application/json, */*;q=0.5"),
    "application/octet-stream",
]


type Attach = Callable[[str], str]


@pytest.fixture
def address(api: Any, no_approval: None, story: Story, teller: User) -> Attach:
    """Attach a picture of some format; gives the address of its file."""

    def attach(form: str) -> str:
        file = SimpleUploadedFile("bild", files.encoded(files.two_halves(), form))
        where = f"{API}/stories/{story.pk}/attachments/"
        shown = api(teller).post(where, {"file": file}, format="multipart").json()
        return f"{where}{shown['id']}/file/"

    return attach


@pytest.mark.parametrize(("kind", "form"), PICTURES.items())
def test_whoever_reads_its_type_is_given_the_file(
    kind: str, form: str, address: Attach, api: Any, stranger: User
) -> None:
    file = address(form)
    for accept in READERS:
        answer = api(stranger).get(file, HTTP_ACCEPT=accept.format(kind))
        assert (answer.status_code, answer["Content-Type"]) == (200, kind), accept
        assert "Accept" in answer["Vary"].split(", ")


@pytest.mark.parametrize(
    "accept", ["application/json", "image/gif", "text/*", "image/jpeg;q=0", "application/pdf"]
)
def test_whoever_does_not_is_told_so(
    accept: str, address: Attach, api: Any, stranger: User
) -> None:
    answer = api(stranger).get(address("JPEG"), HTTP_ACCEPT=accept)
    assert_problem(answer, 406, "not_acceptable")


@pytest.mark.parametrize("accept", ["image/jpeg", "application/json"])
def test_what_cannot_be_seen_is_absent_whatever_is_asked_for(
    accept: str, address: Attach, api: Any, outsider: User
) -> None:
    answer = api(outsider).get(address("JPEG"), HTTP_ACCEPT=accept)
    assert_problem(answer, 404, "not_found")


def test_everything_else_is_still_json_or_refused(api: Any, story: Story, stranger: User) -> None:
    answer = api(stranger).get(f"{API}/stories/{story.pk}/attachments/", HTTP_ACCEPT="image/png")
    assert_problem(answer, 406, "not_acceptable")
