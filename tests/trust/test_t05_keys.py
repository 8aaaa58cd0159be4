"""T5: no key counts where an anonymous row can be reached: its neighbours' times would tell."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, models

from accounts.models import User
from accounts.reader import Reader
from api.shapes.parts import listed
from forum.mixing.reach import neighbours, reached
from forum.models import (
    Comment,
    FollowUp,
    Inspiration,
    Measurement,
    Persona,
    Story,
    StoryTopic,
    Thread,
    Waiting,
)
from tests.factories import make_draft

type Model = type[models.Model]

OURS = {"accounts", "forum", "api"}
# Counted keys there are, each with the reason why no anonymous row leads to it.
LIBRARY = "written by `migrate`, before anybody has told anything"
RIGHTS = "who of the staff may do what, given by hand in the admin"
ACCOUNT = "made with an account, which is there whatever its person tells"
QUEUE = "the queue's own schedule; it names tasks, never what is told"
COUNTED = {
    "account.EmailAddress": ACCOUNT,
    "account.EmailConfirmation": "never written: addresses are confirmed by codes",
    "accounts.User_groups": RIGHTS,
    "accounts.User_user_permissions": RIGHTS,
    "admin.LogEntry": "acts of staff in the admin, by name; it holds no key of what is told",
    "auth.Group": RIGHTS,
    "auth.Group_permissions": RIGHTS,
    "auth.Permission": LIBRARY,
    "contenttypes.ContentType": LIBRARY,
    "django_ox.OxSchedule": QUEUE,
    "django_ox.OxScheduleChange": QUEUE,
    "django_ox.OxScheduleTick": QUEUE,
    "mfa.Authenticator": ACCOUNT,
}
# What counts by intention: a chain has an order. Acts of a voice join it with their batch (T11).
CHAINED = {"forum.AuditEntry"}
PEOPLE = "accounts"
ONE, TWO = Decimal(1), Decimal(2)


def walked(start: Model) -> set[Model]:
    """Everything keys lead to from a model, beyond people, companies and circles nothing."""
    found, ends = set(), {start}
    while ends:
        model = ends.pop()
        found.add(model)
        if model._meta.app_label != PEOPLE:
            ends |= neighbours(model) - found
    return found


def counting() -> Iterator[Model]:
    """Models whose key is drawn from a counter, or is a plain number."""
    for model in apps.get_models(include_auto_created=True):
        if isinstance(model._meta.pk, models.IntegerField | models.AutoField):
            yield model


def counters_of(table: str) -> list[str]:
    """Columns the database itself counts up."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = f"SELECT name FROM pragma_table_info('{table}')"
            cursor.execute(f"{found} WHERE upper(type) = 'INTEGER' AND pk")
        else:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')",
                [table],
            )
        return [name for [name] in cursor.fetchall()]


@pytest.mark.parametrize("start", [Story, Comment, Thread, Persona, Waiting])
def test_nothing_reached_from_what_is_anonymous_has_a_counted_key(start: Model) -> None:
    found = walked(start)

    assert {Story, Comment, Thread, Persona, Waiting, StoryTopic, Inspiration} <= found
    assert [model._meta.label for model in counting() if model in found] == []


def test_every_counted_key_has_its_reason() -> None:
    labels = {model._meta.label for model in counting()} - {"forum.AuditHead"}  # one row, always 1

    assert labels == set(COUNTED) | CHAINED


def test_nothing_counted_is_reached_but_the_chain() -> None:
    assert {model._meta.label for model in reached()} & set(COUNTED) == set()
    assert walked(Persona) <= set(reached())


def test_no_table_of_ours_has_a_counter_in_the_database(db: None) -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]

    assert [table for one in ours if counters_of(table := one._meta.db_table)] == []
    assert counters_of("account_emailaddress") == ["id"]  # the question finds what there is


def test_links_of_a_story_have_random_keys(story: Story, teller: User) -> None:
    other = make_draft(teller, topics=["5s"], inspired_by=[story])

    [topic] = StoryTopic.objects.filter(story=other)
    [link] = Inspiration.objects.filter(from_story=other)

    assert (topic.pk.version, link.pk.version) == (4, 4)
    assert list(other.inspired_by.all()) == [story]


@pytest.mark.usefixtures("no_approval")
def test_readings_stand_in_the_order_of_what_they_measure(story: Story, teller: User) -> None:
    by = Reader.of(teller)
    measured = {"unit": "min", "direction": "lower"}
    first, second = (Measurement.add(story, by=by, name=name, **measured) for name in "AB")

    FollowUp.tell(story, by=by, months=6, held="yes", readings={second.pk: TWO, first.pk: ONE})

    [follow_up] = listed("follow_ups", by, story.pk)
    assert [one["value"] for one in follow_up["readings"]] == ["1", "2"]
