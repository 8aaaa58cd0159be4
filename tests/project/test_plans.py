"""PostgreSQL keeps one plan for the list, also where not every story is published."""

from typing import Any

import pytest
from django.db import connection

from accounts.models import Circle, User
from accounts.reader import Reader
from api.cursors import AskedList
from api.shapes.story import NEWEST, TOP
from forum.models import State, Story, Thread

CUSTOM_FIRST = 5  # PostgreSQL's own rule: so many plans for the values at hand, then it compares
STORIES, NOT_OUT = 3_000, 30


@pytest.fixture
def world(teller: User, circle: Circle) -> Reader:
    """A few thousand published stories with thirty in other states among them, and statistics."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans a statement once, when it is prepared")
    who = {"author": teller, "company": teller.memberships.get().company}
    told = {"audience": "circle", "circle": circle, "title": "T", "summary": "S", **who}
    states = [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN]
    Story.objects.bulk_create(
        Story(state=states[n % 3] if n < NOT_OUT else State.PUBLISHED, **told)
        for n in range(STORIES)
    )
    Thread.objects.bulk_create(Thread(story=one) for one in Story.objects.filter(state="published"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Reader.of(teller)


def page(reader: Reader) -> list[Any]:
    asked: AskedList = NEWEST.of(reader=reader)
    order = ("-told_at", "-id")
    return asked.prepared.page(order, TOP, 21, asked.values)


def plans() -> list[tuple[str, int, int]]:
    """The statements of this connection: text, plans for any values, plans for given values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE 'SELECT%forum_story%LIMIT 21'"
        )
        return list(cursor.fetchall())


def test_the_list_is_planned_once_and_kept(world: Reader) -> None:
    for _time in range(1 + CUSTOM_FIRST + 10):  # psycopg prepares at the second time
        assert len(page(world)) == 21

    [(_sql, generic, custom)] = plans()
    assert custom <= CUSTOM_FIRST
    assert generic >= 10


def test_a_rules_constants_are_written_into_the_statement(world: Reader) -> None:
    for _time in range(2):
        page(world)
    [(sql, _generic, _custom)] = plans()
    assert "= 'published'" in sql
    assert str(world.user_id) not in sql
