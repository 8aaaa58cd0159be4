"""Query parameters nobody should send, and cursors that are damaged, foreign or forged."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, User
from tests.api.inventory import World, assert_lists_answer, everything, operations, send
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_question

PAGED = [one for one in operations() if one.is_paged]
SIZES = ["0", "-1", "101", "1.5", "abc", "9" * 400, "", " 5", "٥"]
UNREADABLE = ["cursor=%00", "cursor=%ff", "%ff=1", "q=%ed%a0%80"]


@pytest.fixture
def threads(boss: APIClient, steward: User, circle: Circle) -> str:
    """A list of three threads, with a cursor to its second page."""
    for _ in range(3):
        make_question(steward, circle)
    page = boss.get(f"{API}/threads/", {"page_size": 1}).json()
    found: str = parse_qs(urlsplit(page["next"]).query)["cursor"][0]
    return found


def test_unknown_parameters_are_refused_by_every_operation(world: World, boss: APIClient) -> None:
    before = everything()

    for one in operations():
        answer = boss.generic(one.method.upper(), f"{world.at(one.path)}?zzz=1", HTTP_IF_MATCH="*")
        assert_problem(answer, 400, "invalid_parameter")
        assert answer.json()["errors"][0]["parameter"] == "zzz"

    assert everything() == before


def test_a_misspelt_parameter_is_answered_with_the_right_one(world: World, boss: APIClient) -> None:
    for one in PAGED:
        (fault,) = boss.get(world.at(one.path), {"page_sise": 5}).json()["errors"]
        assert "page_size" in fault["detail"]


@pytest.mark.parametrize("query", UNREADABLE)
def test_unreadable_queries_are_refused_everywhere(
    query: str, world: World, boss: APIClient
) -> None:
    for one in operations():
        answer = boss.generic(one.method.upper(), f"{world.at(one.path)}?{query}")
        assert_problem(answer, 400, "malformed_address")


@pytest.mark.parametrize("size", SIZES)
def test_a_page_size_is_a_whole_number_up_to_a_hundred(
    size: str, world: World, boss: APIClient
) -> None:
    for one in PAGED:
        answer = boss.get(world.at(one.path), {"page_size": size})
        assert_problem(answer, 400, "invalid_parameter")


TAMPERED: dict[str, Callable[[str], str]] = {
    "one letter changed": lambda cursor: ("B" if cursor[0] == "A" else "A") + cursor[1:],
    "cut": lambda cursor: cursor[:-4],
    "padded": lambda cursor: cursor + "==",
    "twice": lambda cursor: cursor * 2,
    "text": lambda _: "p=2026-11-22",
    "a plain DRF cursor": lambda _: "cD0yMDI2LTExLTIy",
    "too long": lambda _: "A" * 100_000,
    "letters with dots": lambda cursor: f"å{cursor}",
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_cursor_is_refused_by_every_list(
    tamper: Callable[[str], str], threads: str, world: World, boss: APIClient
) -> None:
    for one in PAGED:
        answer = boss.get(world.at(one.path), {"cursor": tamper(threads)})
        assert_problem(answer, 400, "bad_cursor")
    assert_lists_answer(boss)


def test_a_cursor_belongs_to_its_list(threads: str, world: World, boss: APIClient) -> None:
    for one in PAGED:
        answer = boss.get(world.at(one.path), {"cursor": threads})
        assert answer.status_code == (200 if one.name == "listThreads" else 400), one.name


def test_a_cursor_belongs_to_its_reader_and_filters(
    threads: str, boss: APIClient, stranger: User
) -> None:
    here = f"{API}/threads/"

    assert_problem(signed_in(stranger).get(here, {"cursor": threads}), 400, "bad_cursor")
    assert_problem(boss.get(here, {"cursor": threads, "kind": "story"}), 400, "bad_cursor")


def test_a_parameter_may_not_ask_for_what_one_cannot_see(outsider: User, circle: Circle) -> None:
    asked: list[Any] = [
        signed_in(outsider).get(f"{API}/stories/", {"circle": slug})
        for slug in (circle.slug, "ingen-krets")
    ]

    assert [one.status_code for one in asked] == [400, 400]
    assert asked[0].content == asked[1].content


def test_what_is_read_changes_nothing(world: World, boss: APIClient) -> None:
    before = everything()

    for one in operations():
        if one.method == "get":
            send(boss, one, world)

    assert everything() == before
