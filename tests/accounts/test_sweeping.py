"""The nightly sweep: what stands in its way, what it leaves alone, and what it says of itself."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.management.color import no_style
from django.db import connection, transaction
from structlog.testing import capture_logs

from accounts.models import Company, Mail, User
from accounts.sweeping import sweep
from tests.factories import make_member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]
PERSON = "Petra Namnkunnig"
KEPT = """
    SELECT most_common_vals::text FROM pg_stats
    UNION ALL SELECT histogram_bounds::text FROM pg_stats
    UNION ALL SELECT most_common_vals::text FROM pg_stats_ext
"""


def run(statement: str) -> list[Any]:
    """What a statement answers, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def swept() -> list[dict[str, Any]]:
    """The lines a sweep logs, without the one that ends it."""
    with capture_logs() as lines:
        sweep()
    assert lines[-1]["event"] == "swept"
    return [dict(line) for line in lines[:-1]]


@contextmanager
def somebody_reads() -> Iterator[str]:
    """Another program is in the middle of reading the file; we do not wait for it here."""
    path = str(connection.settings_dict["NAME"])
    run("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM accounts_user").fetchone()
    Mail.objects.create(recipient="x@x.example", subject=PERSON, text=PERSON)
    try:
        yield "SomebodyReads"
    finally:
        other.close()
        run("PRAGMA busy_timeout = 20000")


@contextmanager
def no_rights() -> Iterator[str]:
    """The application's role owns none of its tables."""
    run("CREATE ROLE guest")
    run("SET ROLE guest")
    try:
        yield "InsufficientPrivilege"
    finally:
        run("RESET ROLE")
        run("DROP ROLE guest")


@contextmanager
def an_older_view() -> Iterator[str]:
    """Another program still looks at the rows as they were."""
    other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
    other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    other.execute("SELECT 1")
    Mail.objects.all().delete()
    try:
        yield "StillVisible"
    finally:
        other.close()


OBSTACLES: dict[str, list[Callable[[], Any]]] = {
    "sqlite": [somebody_reads],
    "postgresql": [no_rights, an_older_view],
}


def test_what_stands_in_the_way_is_said_and_nobody_named() -> None:
    for obstacle in OBSTACLES[connection.vendor]:
        Mail.objects.create(recipient="x@x.example", subject=PERSON, text=PERSON)
        with obstacle() as reason:
            lines = swept()

        assert {line["event"] for line in lines} == {"sweep_incomplete"}
        assert reason in {line["why"] for line in lines}
        assert all(set(line) == {"event", "what", "why", "log_level"} for line in lines)
        assert PERSON not in str(lines)


def test_nothing_stands_in_the_way_of_the_next_night() -> None:
    assert swept() == []
    assert swept() == []


def test_inside_a_transaction_it_says_that_it_cannot() -> None:
    with capture_logs() as lines, transaction.atomic():
        sweep()

    assert [(line["event"], line["why"]) for line in lines] == [
        ("sweep_incomplete", "InTransaction")
    ]


# Of a condition PostgreSQL keeps the meaning and spells the casts in its own way.
SCHEMA = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    "postgresql": """
        SELECT conrelid::regclass::text, conname, contype::text || convalidated
            || CASE contype WHEN 'c' THEN '' ELSE pg_get_constraintdef(oid) END, condeferred
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tablename, indexname, indexdef, NULL
            FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT table_name, column_name, concat(data_type, ' ', collation_name), NULL
            FROM information_schema.columns WHERE table_schema = 'public'
    """,
}


def shape() -> list[str]:
    """Every table's columns, constraints and indexes."""
    return sorted(map(repr, run(SCHEMA[connection.vendor])))


def values() -> list[Any]:
    """What the planner keeps of our tables."""
    kept = {
        "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat4'",
        "postgresql": "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public'"
        " AND tablename NOT LIKE 'django_migrations%'",
    }
    return run(kept[connection.vendor])


def test_tables_of_which_all_is_gone_keep_their_shape_and_no_values(company: Company) -> None:
    make_member(company, PERSON)
    run("ANALYZE")
    before = shape()
    tables = set(connection.introspection.table_names()) - {"django_migrations"}
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), [*tables]))
    assert bool(values()) == (connection.vendor == "postgresql")

    assert swept() == []

    assert shape() == before
    assert values() == []


@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="SQLite has no CREATE STATISTICS; that its planner keeps no values is asserted above",
)
def test_values_go_that_analyze_would_not_look_at_again(company: Company) -> None:
    for _twice in range(2):
        make_member(company, PERSON, title=PERSON)
    run("CREATE STATISTICS names (mcv) ON title, language FROM accounts_user")
    run("ANALYZE accounts_user")
    run("ALTER TABLE accounts_user ALTER display_name SET STATISTICS 0")
    User.objects.update(display_name="Nya namnet", title="Svetsare")
    assert PERSON in str(run(KEPT))

    assert swept() == []

    assert PERSON not in str(run(KEPT))
    run("DROP STATISTICS names")
    run("ALTER TABLE accounts_user ALTER display_name SET STATISTICS -1")
