"""Forms with files are read strictly: nothing is guessed, halved or chosen for the sender."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from forum.models import Attachment, Story
from tests.clients import API, assert_problem
from tests.forum.files import png_of

BOUNDARY = "multipart/form-data; boundary=q"
PNG = png_of(8, 8)


def part(name: str, content: bytes, filename: str = "") -> bytes:
    """One part of a form with the boundary q."""
    file = f'; filename="{filename}"' if filename else ""
    head = f'--q\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def sent(client: APIClient, story: Story, *parts: bytes, kind: str = BOUNDARY) -> Any:
    body: Any = b"".join(parts) + b"--q--\r\n"
    return client.generic("POST", f"{API}/stories/{story.pk}/attachments/", body, kind)


def faults(answer: Any) -> list[tuple[str, str]]:
    return [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]


FILE = part("file", PNG, "före.png")
TWICE = {
    "two files": ("/file", [FILE, part("file", PNG, "efter.png")]),
    "a file and a text of its name": ("/file", [part("file", b"x"), FILE]),
    "two captions": ("/caption", [FILE, part("caption", b"Ett"), part("caption", b"Ett")]),
}


@pytest.mark.parametrize(("pointer", "parts"), TWICE.values(), ids=TWICE)
def test_a_field_sent_twice_is_refused_and_nothing_is_chosen(
    pointer: str, parts: list[bytes], api: Any, story: Story, teller: User
) -> None:
    answer = sent(api(teller), story, *parts)
    assert_problem(answer, 400, "malformed_form")
    assert faults(answer) == [(pointer, "repeated")]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "text", ["Före".encode("latin-1"), "Före".encode("utf-16"), b"\xed\xa0\x80"]
)
def test_a_caption_that_is_not_utf8_is_refused(
    text: bytes, api: Any, story: Story, teller: User
) -> None:
    answer = sent(api(teller), story, FILE, part("caption", text))
    assert_problem(answer, 400, "malformed_form")
    assert faults(answer) == [("/caption", "not_utf8")]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; b=q"]
)
def test_a_form_without_a_boundary_is_malformed(
    kind: str, api: Any, story: Story, teller: User
) -> None:
    answer = sent(api(teller), story, FILE, kind=kind)
    assert_problem(answer, 400, "malformed_form")
    assert not Attachment.objects.exists()


@pytest.mark.usefixtures("no_approval")
def test_a_file_with_one_caption_is_taken(api: Any, story: Story, teller: User) -> None:
    answer = sent(api(teller), story, FILE, part("caption", "Före och efter".encode()))
    assert answer.status_code == 201, answer.content
    assert Attachment.objects.get().caption == "Före och efter"
