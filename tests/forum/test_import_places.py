"""Imported replies stand exactly where the verbs would have put them."""

from typing import Any

import pytest

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.imports.destination import Destination, Kind
from forum.imports.errors import BadLine
from forum.imports.item import Item, Reply
from forum.imports.planting import Planting
from forum.imports.rows import build
from forum.models import Comment, Thread
from forum.models.nesting import MAX_DEPTH, WIDTH
from tests.factories import make_question

SHAPE: dict[str, Any] = {"a": {"b": {}, "c": {"d": {"e": {}}, "f": {}}}, "g": {}, "h": {"i": {}}}


def replies(shape: dict[str, Any]) -> list[Reply]:
    return [Reply(id=key, body=key, comments=replies(below)) for key, below in shape.items()]


def item(shape: dict[str, Any]) -> Item:
    return Item(id="t", title="Titel", body="Text.", comments=replies(shape))


def speak(thread: Thread, by: Reader, shape: dict[str, Any], parent: Comment | None = None) -> None:
    """Say the same through the verb."""
    for key, below in shape.items():
        speak(thread, by, below, thread.comment(by=by, body=key, parent=parent))


def imported(circle: Circle, shape: dict[str, Any]) -> Thread:
    rows = build(item(shape), Destination(circle, Kind.QUESTION, "prov"))
    rows.save()
    return rows.threads[0]


def places(thread: Thread) -> list[tuple[str, str, int, str | None, str]]:
    """Everything that says where a comment stands, in reading order."""
    rows = thread.comments.order_by("path")
    return list(rows.values_list("body", "path", "branches", "parent__body", "body_html"))


def tower(depth: int) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    for number in range(depth - 1, -1, -1):
        shape = {f"n{number}": shape}
    return shape


@pytest.mark.parametrize("shape", [SHAPE, tower(MAX_DEPTH)], ids=["branching", "deep"])
def test_an_import_and_the_verb_give_the_same_tree(
    circle: Circle, stranger: User, shape: Any
) -> None:
    spoken = make_question(stranger, circle)
    speak(spoken, Reader.of(stranger), shape)

    thread = imported(circle, shape)

    spoken.refresh_from_db()
    thread.refresh_from_db()
    assert places(thread) == places(spoken)
    assert (thread.comment_count, thread.branches) == (spoken.comment_count, spoken.branches)


def test_what_is_nested_too_deep_stands_beside_what_it_answers(circle: Circle) -> None:
    shape = tower(MAX_DEPTH + 3)

    thread = imported(circle, shape)

    rows = list(thread.comments.order_by("path"))
    assert [row.body for row in rows] == [f"n{number}" for number in range(MAX_DEPTH + 3)]
    assert [row.depth for row in rows[-4:]] == [MAX_DEPTH - 1] * 4
    assert {row.parent_id for row in rows[-4:]} == {rows[MAX_DEPTH - 2].pk}
    assert rows[MAX_DEPTH - 2].branches == 4


def test_a_thread_with_more_direct_replies_than_fit_is_refused() -> None:
    planting = Planting(Thread(branches=10**WIDTH - 2), item({}), "prov")

    with pytest.raises(BadLine, match="more direct replies"):
        planting.plant(item({"last": {}, "one too many": {}}).placed)

    assert [comment.path for comment in planting.planted] == ["99999"]


def test_people_can_go_on_talking_where_the_import_stopped(circle: Circle, stranger: User) -> None:
    thread = imported(circle, {"a": {"b": {}}})
    above = thread.comments.get(body="a")

    reply = thread.comment(by=Reader.of(stranger), body="Jag också.", parent=above)

    assert reply.path == f"{above.path}00002"
