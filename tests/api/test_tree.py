"""A thread of ten thousand comments, and a list of twenty thousand stories: pages cost the same."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from api.cursors import binding, codec
from forum.models import Comment, Story, Thread
from forum.models.audience import Reuse
from forum.models.nesting import WIDTH
from tests.clients import API

COMMENTS, DEEP = 10_000, 35
STORIES = 20_000
# The unique index of thread and path has a name of its own on PostgreSQL only.
BY_PATH = re.compile(r"comment_path_once|sqlite_autoindex_forum_comment_\d \(thread_id=\?")
SORTING = re.compile(r"TEMP B-TREE FOR (LAST TERM OF )?ORDER BY|\bSort\b")


def tree(thread: Thread, by: User) -> Iterator[Comment]:
    """Unsaved comments: chains of 35 replies, each an answer to the thread, the last one first."""
    parent: Comment | None = None
    for number in range(COMMENTS):
        chain, depth = divmod(number, DEEP)
        parent = parent if depth else None
        place = COMMENTS - chain if parent is None else 1
        path = f"{parent.path if parent else ''}{place:0{WIDTH}d}"
        text = f"{chain}.{depth}"
        parent = Comment(thread=thread, parent=parent, path=path, author=by, body=text)
        yield parent


@pytest.fixture
def long_thread(question: Thread, teller: User) -> Thread:
    """A thread as long as the longest there are, not stored in reading order."""
    for some in batched(tree(question, teller), 1000):
        Comment.objects.bulk_create(some)
    analyse()
    return question


def analyse() -> None:
    """Give the planner its statistics: only with them does it go astray."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan_of(sql: str) -> str:
    """How the database would run a query."""
    with connection.cursor() as cursor:
        word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{word} {sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def asked(client: APIClient, url: str) -> tuple[Any, list[str]]:
    """A page, and the queries it took."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return answer.json(), [query["sql"] for query in caught]


def reading(sql: list[str], table: str) -> str:
    """The one query that reads a page of a table."""
    found = [one for one in sql if one.startswith(f'SELECT "{table}"') and "ORDER BY" in one]
    assert len(found) == 1, found
    return found[0]


def pages(client: APIClient, url: str, direction: str = "next") -> list[Any]:
    """Every page from here on, each with its queries."""
    found = []
    while url:
        page, sql = asked(client, url)
        found.append((page, sql))
        url = page[direction]
    return found


def test_every_comment_is_met_once_in_reading_order(
    api: Any, long_thread: Thread, stranger: User
) -> None:
    found = pages(api(stranger), f"{API}/threads/{long_thread.pk}/comments/?page_size=100")

    read = [comment["id"] for page, _sql in found for comment in page["results"]]
    in_order = Comment.objects.filter(thread=long_thread).order_by("path")
    assert read == [str(pk) for pk in in_order.values_list("pk", flat=True)]
    assert len(found) == COMMENTS // 100
    assert max(one["depth"] for page, _sql in found for one in page["results"]) == DEEP - 1
    assert {len(sql) for _page, sql in found} == {len(found[0][1])}


def test_the_way_back_meets_the_same_pages(api: Any, long_thread: Thread, stranger: User) -> None:
    client = api(stranger)
    ahead = pages(client, f"{API}/threads/{long_thread.pk}/comments/?page_size=100")[-4:]

    back = pages(client, ahead[-1][0]["previous"], "previous")[:3]

    assert [page["results"] for page, _sql in back] == [
        page["results"] for page, _sql in reversed(ahead[:-1])
    ]


@pytest.mark.parametrize(("size", "number"), [(100, 100), (20, 400)])
def test_a_late_page_costs_what_the_first_costs(
    size: int, number: int, api: Any, long_thread: Thread, stranger: User
) -> None:
    client, here = api(stranger), f"{API}/threads/{long_thread.pk}/comments/"
    last = Comment.objects.order_by("path")[size * (number - 1) - 1]
    first, early = asked(client, f"{here}?page_size={size}")
    late_url = link_after(client, f"{here}?page_size={size}", first, last.path)

    late, later = asked(client, late_url)

    assert late["results"][0]["id"] == str(Comment.objects.order_by("path")[size * (number - 1)].pk)
    assert len(early) == len(later)
    for sql in (early, later):
        plan = plan_of(reading(sql, "forum_comment"))
        assert BY_PATH.search(plan), plan
        assert not SORTING.search(plan), plan


def link_after(client: APIClient, url: str, first: Any, path: str) -> str:
    """The link to what follows a path, as the page before it would have given it."""
    reader = client.get(f"{API}/me/").json()["id"]
    thread = first["results"][0]["thread"]
    bound = binding(f"comments:{thread}", {}, reader)
    return f"{url}&{urlencode({'cursor': codec().encode([0, path], bound_to=bound)})}"


# --- stories ------------------------------------------------------------------------------------
@pytest.fixture
def many_stories(story: Story) -> Story:
    """Twenty thousand published stories of a few companies, and statistics that say so."""
    common: dict[str, Any] = {"state": "published", "title": "En", "summary": "Två."}
    common |= {"author": story.author, "company": story.company, "reuse": Reuse.CHATHAM}
    here: list[Any] = [{"audience": "circle", "circle": story.circle}, {"audience": "public"}]
    rows = (
        Story(told_at=story.told_at - timedelta(hours=n), **common, **here[n % 2])
        for n in range(1, STORIES)
    )
    for some in batched(rows, 1000):  # a database waits for nobody in a transaction
        Story.objects.bulk_create(some)
    analyse()
    return story


def test_the_list_of_stories_is_read_along_its_index(
    api: Any, many_stories: Story, stranger: User, moderator: User
) -> None:
    for user in (None, stranger, many_stories.author, moderator):
        client = api(user)
        page, first = asked(client, f"{API}/stories/")
        for sql in (first, asked(client, page["next"])[1]):
            plan = plan_of(reading(sql, "forum_story"))
            assert "story_newest" in plan, plan
            assert not SORTING.search(plan), plan
