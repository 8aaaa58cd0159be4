"""Bodies in other wrappings, headers that say nothing, ids in capitals, links to oneself."""

import gzip
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver

from accounts.models import User
from accounts.reader import Reader
from forum.errors import InspiredByItself
from forum.models import Comment, Story, Thread
from forum.models.linked import Inspiration
from tests.clients import API, assert_problem
from tests.factories import make_draft

PACKED = ["gzip", "GZIP", "deflate", "br", "zstd", "gzip, identity", "x-gzip"]


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("path", [f"{API}/stories/", "/_allauth/app/v1/auth/login"])
def test_a_packed_body_is_refused_for_what_it_is(
    api: Any, teller: User, coding: str, path: str
) -> None:
    body = gzip.compress(b'{"title": "Packad"}')

    answer = api(teller).generic(
        "POST", path, body, "application/json", headers={"Content-Encoding": coding}
    )

    assert_problem(answer, 415, "unsupported_media_type")
    assert answer["Accept-Encoding"] == "identity"
    assert answer.json()["detail"] == "Skicka innehållet som det är, utan Content-Encoding."
    assert not Story.objects.exists()


def test_a_packed_form_is_refused_too(api: Any, story: Story, teller: User) -> None:
    address = f"{API}/stories/{story.pk}/attachments/"

    answer = api(teller).generic(
        "POST",
        address,
        gzip.compress(b"--x--"),
        "multipart/form-data; boundary=x",
        headers={"Content-Encoding": "gzip"},
    )

    assert_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("coding", ["identity", "", "Identity"])
def test_a_body_that_says_it_is_as_it_is_is_taken(api: Any, teller: User, coding: str) -> None:
    answer = api(teller).post(
        f"{API}/stories/", {"title": "Öppen"}, headers={"Content-Encoding": coding}
    )

    assert answer.status_code == 201


@pytest.mark.parametrize("accepted", ["", " ", ",", " , "])
def test_an_empty_accept_header_is_anything(api: Any, db: None, accepted: str) -> None:
    answer = api().get(f"{API}/topics/", headers={"Accept": accepted})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"


def test_what_cannot_be_given_is_still_refused(api: Any, db: None) -> None:
    answer = api().get(f"{API}/topics/", headers={"Accept": "text/csv"})

    assert_problem(answer, 406, "not_acceptable")


def test_an_id_in_capitals_leads_where_it_leads_in_small_letters(
    api: Any, story: Story, question: Thread, stranger: User
) -> None:
    comment = question.comment(by=Reader.of(stranger), body="Ja.")
    client = api(stranger)

    for path in (
        f"stories/{story.pk}/", f"stories/{story.pk}/cycles/", f"threads/{question.pk}/",
        f"threads/{question.pk}/comments/", f"comments/{comment.pk}/",
    ):  # fmt: skip
        small = client.get(f"{API}/{path}")
        kind, pk, *rest = path.split("/")
        capitals = client.get(f"{API}/{'/'.join([kind, pk.upper(), *rest])}")
        assert capitals.status_code == 200
        assert (capitals.content, capitals.get("ETag")) == (small.content, small.get("ETag"))


def test_a_write_finds_what_an_id_in_capitals_names(
    api: Any, question: Thread, stranger: User
) -> None:
    said = question.comment(by=Reader.of(stranger), body="Ja.")
    address = f"{API}/threads/{str(question.pk).upper()}/comments/"

    answer = api(stranger).post(address, {"body": "Nej.", "parent": str(said.pk).upper()})

    assert answer.status_code == 201, answer.content
    assert Comment.objects.get(pk=answer.json()["id"]).parent == said


def test_a_story_cannot_be_inspired_by_itself(api: Any, teller: User, story: Story) -> None:
    other = make_draft(teller)
    address = f"{API}/stories/{story.pk}/"
    tag = {"If-Match": api(teller).get(address)["ETag"]}

    answer = api(teller).patch(
        address, {"inspired_by": [str(other.pk), str(story.pk)]}, headers=tag
    )

    assert_problem(answer, 400, "inspired_by_itself")
    assert answer.json()["errors"][0]["pointer"] == "/inspired_by"
    assert not Inspiration.objects.exists()
    assert Story.objects.get(pk=story.pk).version == story.version


def test_neither_the_verb_nor_the_database_takes_it(teller: User, story: Story) -> None:
    with pytest.raises(InspiredByItself):
        story.edit(by=Reader.of(teller), inspired_by=[story])
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspiration.objects.create(from_story=story, to_story=story)


def test_a_tag_weakened_on_the_way_is_told_to_be_just_that(
    api: Any, story: Story, teller: User
) -> None:
    address = f"{API}/stories/{story.pk}/"
    tag = api(teller).get(address)["ETag"]

    weak = api(teller).patch(address, {"title": "Ny"}, headers={"If-Match": f"W/{tag}"})
    appended = api(teller).patch(
        address, {"title": "Ny"}, headers={"If-Match": tag.replace('"', "").join(['"', '-gzip"'])}
    )

    assert_problem(weak, 412, "stale_version")
    assert weak.json()["detail"].startswith("En proxy på vägen har försvagat ETag")
    assert appended.status_code == 202  # the company approves: it waits as a proposal


def test_every_address_takes_ids_in_capitals() -> None:
    patterns = [str(pattern.pattern) for pattern in get_resolver("api.urls").url_patterns]

    assert any("<id:" in pattern for pattern in patterns)
    assert [pattern for pattern in patterns if "<uuid:" in pattern] == []
