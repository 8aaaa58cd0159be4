"""Counted keys of rows that exist are drawn anew, and what they tie together stays tied."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

type Models = Callable[[str], Any]

RENEWED = ("forum", "0025_random_keys")
MANY = 40  # rows a table: by chance they keep their order once in 40! times
# By model: the story a row belongs to, and what else it says.
TIED = {
    "StoryEvent": ("story__title", "note"),
    "Revision": ("story__title", "number"),
    "Reaction": ("story__title", "user__email"),
    "Reading": ("follow_up__story__title", "measurement__name", "value"),
    "StoryTopic": ("story__title", "topic__slug"),
    "Inspiration": ("from_story__title", "to_story__title"),
    "Attribution": ("source_id", "story__title", "thread__title"),
}


@contextmanager
def apart() -> Iterator[None]:
    """The same connection on an empty database of its own."""
    usual = connection.settings_dict["NAME"]
    own = f"{usual}_apart"
    connection.close()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{own}"')
    connection.settings_dict["NAME"] = own
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        creation: Any = connection.creation
        creation._destroy_test_db(own, verbosity=0)


@pytest.fixture
def empty(transactional_db: None) -> Iterator[None]:
    """A database without tables."""
    with apart():
        yield


def migrated(*targets: tuple[str, str]) -> Models:
    """Go as far as the targets; give the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps.get_model


def before() -> list[tuple[str, str]]:
    """What the step begins from."""
    found = MigrationExecutor(connection).loader.graph.nodes[RENEWED].dependencies
    return [*found]


def write(models: Models) -> None:
    """Stories one after the other, with everything that had a counted key."""
    user = models("accounts.User").objects.create(email="x@tillit.example")
    earlier: list[Any] = []
    for number in range(MANY):
        source = models("forum.Attribution").objects.create(source="a", source_id=f"{number}")
        told = {"byline": "source", "attribution": source, "title": f"{number}"}
        story = models("forum.Story").objects.create(**told)
        models("forum.Thread").objects.create(story=story, **told)
        story.events.create(verb="begin", note=f"{number}")
        story.revisions.create(number=number, texts={})
        story.reactions.create(user=user, kind="brave")
        story.topics.set(["5s"])
        story.inspired_by.set(earlier)
        measure(story, number)
        earlier = [story]


def measure(story: Any, number: int) -> None:
    """Something measured, and read again."""
    what = story.measurements.create(position=1, name=f"m{number}", direction="lower")
    again = story.follow_ups.create(position=1, months=6, held="yes")
    again.readings.create(measurement=what, value=number)


def ties(models: Models) -> dict[str, list[Any]]:
    """What the rows of each table tie together, whatever their keys are."""
    links = {"StoryTopic": "topics__slug", "Inspiration": "inspired_by__title"}
    told = models("forum.Story").objects
    kept = {name: sorted(told.values_list("title", path)) for name, path in links.items()}
    for name in TIED.keys() - links:
        rows = models(f"forum.{name}").objects.order_by()
        kept[name] = sorted(rows.values_list(*TIED[name]))
    return kept


def as_laid(model: Any) -> list[Any]:
    """The keys of a table in the order in which its rows lie."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {model._meta.db_table} ORDER BY {place}")
        return [UUID(str(key)) for [key] in cursor.fetchall()]


def test_keys_are_drawn_anew_and_what_they_tie_stays_tied(empty: None) -> None:
    earlier = migrated(*before())
    write(earlier)
    tied = ties(earlier)

    models = migrated(RENEWED)

    assert ties(models) == tied
    for name, (belongs, *_rest) in TIED.items():
        model = models(f"forum.{name}")
        numbers = {key: int(title) for key, title in model.objects.values_list("pk", belongs)}
        assert len(numbers) >= MANY - 1
        assert {key.version for key in numbers} == {4}
        for order in (sorted(numbers), as_laid(model)):
            assert [numbers[key] for key in order] != sorted(numbers.values()), name
