"""Replies find their places by what they answer; what was taken away elsewhere leaves a marker."""

from io import StringIO
from json import dumps
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from accounts.models import Circle, User
from forum.imports.errors import BadLine
from forum.imports.item import parse
from forum.models import Attribution, Comment, Thread
from forum.models.nesting import MAX_DEPTH
from tests.clients import API
from tests.forum.importing import reply, run, thread_line, write


def flat(key: str, above: Any = None, **more: Any) -> dict[str, Any]:
    return {"id": key, "parent_id": above, "body": f"Svar {key}", **more}


def tree(thread: Thread) -> list[tuple[str, int]]:
    """What is said, in reading order, with its depth."""
    return [(one.body.removeprefix("Svar "), one.depth) for one in thread.comments.order_by("path")]


FLAT = [
    ([flat("2", "1"), flat("1")], [("1", 0), ("2", 1)]),
    ([flat("3", "2"), flat("2", "1"), flat("1")], [("1", 0), ("2", 1), ("3", 2)]),
    ([flat("1"), flat("2"), flat("3", "1")], [("1", 0), ("3", 1), ("2", 0)]),
    ([flat("1", "a"), flat("2", 1), flat("3", "")], [("1", 0), ("2", 1), ("3", 0)]),
    ([reply("1", flat("2")), flat("3", "2")], [("1", 0), ("2", 1), ("3", 2)]),
    ([reply("1", flat("2", "3")), flat("3")], [("1", 0), ("3", 0), ("2", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("replies", "expected"), FLAT)
def test_a_flat_list_is_nested_by_what_each_answers(
    circle: Circle, tmp_path: Path, replies: list[dict[str, Any]], expected: list[tuple[str, int]]
) -> None:
    run(circle, write(tmp_path, thread_line("a", *replies)))

    assert tree(Thread.objects.get()) == expected


@pytest.mark.parametrize(
    "replies",
    [
        [flat("1", "1")],
        [flat("1", "2"), flat("2", "1")],
        [flat("0"), flat("1", "3"), flat("2", "1"), flat("3", "2")],
        [reply("1", reply("2")) | {"parent_id": "2"}],
    ],
)
def test_replies_that_answer_each_other_in_a_ring_are_named(
    circle: Circle, tmp_path: Path, replies: list[dict[str, Any]]
) -> None:
    told = StringIO()

    with pytest.raises(CommandError):
        run(circle, write(tmp_path, thread_line("a", *replies), thread_line("b")), stderr=told)

    assert "prov.jsonl:1: reply 1 answers itself in a ring\n" in told.getvalue()
    assert [thread.title for thread in Thread.objects.all()] == ["Om b"]


def test_what_answers_a_reply_that_is_not_there_comes_in_and_is_named(
    circle: Circle, tmp_path: Path
) -> None:
    told = StringIO()
    replies = [flat("1"), flat("2", "gone"), flat("3", "2"), reply("4", flat("5", "lost"))]

    said = run(circle, write(tmp_path, thread_line("a", *replies)), stderr=told)

    assert said.endswith("0 lines left out.\n")
    assert [one.partition("note: ")[2] for one in told.getvalue().splitlines()] == [
        "reply 2 answers gone, which is not here",
        "reply 5 answers lost, which is not here",
    ]
    expected = [("1", 0), ("2", 0), ("3", 1), ("4", 0), ("5", 1)]
    assert tree(Thread.objects.get()) == expected


def test_a_chain_of_thousands_in_a_flat_list_comes_in(circle: Circle, tmp_path: Path) -> None:
    chain = [flat(str(number), str(number - 1) if number else None) for number in range(3000)]

    run(circle, write(tmp_path, thread_line("a", *reversed(chain))))

    thread = Thread.objects.get()
    assert thread.comment_count == 3000
    bodies = thread.comments.order_by("path").values_list("body", flat=True)
    assert list(bodies) == [f"Svar {number}" for number in range(3000)]
    assert (
        max(len(path) for path in thread.comments.values_list("path", flat=True)) == MAX_DEPTH * 5
    )


GONE = [
    {"author": None, "body": None}, {}, {"body": ""}, {"body": " \n"}, {"body": "\u200b"},
    {"author": "[deleted]", "body": "[deleted]"}, {"body": "[removed]"},
    {"author": "Anna", "body": "Ord som togs bort.", "deleted": True},
    {"body": "[x]: https://a.example/dolt"},
]  # fmt: skip


@pytest.mark.parametrize("gone", GONE)
def test_a_reply_taken_away_elsewhere_becomes_an_empty_marker(
    circle: Circle, stranger: User, tmp_path: Path, api: Any, gone: dict[str, Any]
) -> None:
    deleted = {"id": "2", "url": "https://a.example/2", **gone, "comments": [reply("3")]}

    run(circle, write(tmp_path, thread_line("a", reply("1"), deleted)))

    thread = Thread.objects.get()
    assert tree(thread) == [("1", 0), ("", 0), ("3", 1)]
    assert thread.comment_count == 2
    shown = api(stranger).get(f"{API}/threads/{thread.pk}/comments/").json()["results"]
    assert [one["standing"] for one in shown] == ["shown", "removed", "shown"]
    assert (shown[1]["body"], shown[1]["html"]) == (None, None)
    origin = Attribution.objects.get(source_id="a/2")
    assert (origin.author_name, origin.url, origin.licence) == ("", "", "")


def test_a_marker_is_not_brought_in_twice_and_what_is_below_it_still_grows(
    circle: Circle, tmp_path: Path
) -> None:
    marker = {"id": "1", "body": None}
    run(circle, write(tmp_path, thread_line("a", {**marker, "comments": [reply("2")]})))
    path = write(tmp_path, thread_line("a", {**marker, "comments": [reply("2", reply("3"))]}))

    said = [run(circle, path), run(circle, path)]

    assert [one.split(" and ")[1][:9] for one in said] == ["1 replies", "0 replies"]
    assert tree(Thread.objects.get()) == [("", 0), ("2", 1), ("3", 2)]


def test_a_reply_without_replies_that_was_taken_away_is_a_marker_too(
    circle: Circle, tmp_path: Path
) -> None:
    run(circle, write(tmp_path, thread_line("a", {"id": "1", "body": None})))

    marker = Comment.objects.get()
    assert (marker.removed_at is None, marker.body, marker.body_html) == (False, "", "")


def test_an_id_that_comes_twice_at_different_levels_is_named() -> None:
    line = thread_line("a", flat("1"), reply("2", flat("1")))

    with pytest.raises(BadLine, match="reply 1 comes twice"):
        parse(dumps(line).encode())


@pytest.mark.parametrize("gone", [{"body": None}, {"body": "[deleted]"}, {"body": ""}])
def test_a_thread_whose_text_was_taken_away_keeps_its_answers(
    circle: Circle, tmp_path: Path, gone: dict[str, Any]
) -> None:
    run(circle, write(tmp_path, thread_line("a", reply("1")) | gone))

    thread = Thread.objects.get()
    assert (thread.title, thread.body, thread.comment_count) == ("Om a", "", 1)
