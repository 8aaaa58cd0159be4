"""Migrations are complete, and somebody gave each of them its name."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = {"accounts", "forum", "api"}
MADE_UP = re.compile(
    r"_auto_|_and_more$|^\d{4}_(alter|remove|rename|delete)_[a-z]+_[a-z]+_options$"
)


def our_migrations() -> list[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return sorted(key for key in loader.disk_migrations or {} if key[0] in OURS)


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_is_named_by_hand() -> None:
    assert our_migrations()
    assert [key for key in our_migrations() if MADE_UP.search(key[1])] == []


@pytest.mark.parametrize("app", sorted(OURS))
def test_an_app_has_one_latest_migration(app: str, db: None) -> None:
    assert len(MigrationLoader(connection).graph.leaf_nodes(app)) == 1
