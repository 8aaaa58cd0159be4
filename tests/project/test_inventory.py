"""Whatever can say who and when stands in the inventory, with how long it is kept and why."""

import re
from collections import defaultdict
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from accounts.models import Company, User
from config.inventory import KEPT, LASTING, OUTSIDE, PLACES, TABLES, Table
from config.logs import logging_config
from config.retention import RETENTION
from tests.project.tree import ROOT

type Field = Any

WHOM = (User, Company, EmailAddress)
DOCS = ROOT / "docs"
ADDRESSES = (models.EmailField, models.GenericIPAddressField)
TIMES = (models.DateField, models.TimeField, models.DurationField, models.IntegerField)
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def kind_of(field: Field) -> str:
    """What a column can say: `who`, `when`, anything (`free`), or nothing of these."""
    if field.related_model:
        return "who" if field.related_model in WHOM else ""
    if field.choices or isinstance(
        field, models.BooleanField | models.DecimalField | models.FloatField
    ):
        return ""
    if isinstance(field, models.UUIDField):
        return "" if field.primary_key else "who"
    for kinds, said in ((ADDRESSES, "who"), (TIMES, "when"), (TEXTS, "free")):
        if isinstance(field, kinds):
            return said
    raise AssertionError(f"{field}: a kind of column that the inventory does not know")


def columns_of(model: type[models.Model]) -> dict[str, set[str]]:
    """The columns of a table by what they can say."""
    found: dict[str, set[str]] = defaultdict(set)
    for field in model._meta.concrete_fields:
        found[kind_of(field)].add(field.name)
    return {kind: found[kind] for kind in ("who", "when", "free")}


def can_say_who_and_when(columns: dict[str, set[str]]) -> bool:
    """Tell whether a table of these columns can."""
    who, when, free = columns.values()
    return bool(free or (who and when))


def listed(table: Table) -> dict[str, set[str]]:
    """The columns of a line."""
    return {kind: set(getattr(table, kind).split()) for kind in ("who", "when", "free")}


def in_the_schema() -> dict[str, dict[str, set[str]]]:
    """Every table of every app that can say who and when."""
    every = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table: columns_of(model) for model in every if model._meta.managed}
    return {name: columns for name, columns in tables.items() if can_say_who_and_when(columns)}


def places(tables: dict[str, dict[str, set[str]]]) -> set[str]:
    """Every column that can say something, as a sentence."""
    return {
        f"{table}: {kind} {column}"
        for table, columns in tables.items()
        for kind, names in columns.items()
        for column in names
    }


def test_every_table_and_column_that_can_say_who_and_when_has_its_line() -> None:
    inventory = {name: listed(table) for name, table in TABLES.items()}

    assert sorted(places(in_the_schema()) - places(inventory)) == []
    assert sorted(places(inventory) - places(in_the_schema())) == []


@isolate_apps("forum")
def test_a_new_table_without_a_line_would_be_missed() -> None:
    class Visit(models.Model):  # noqa: DJ008
        user = models.ForeignKey(User, models.CASCADE, related_name="+")
        seen_at = models.DateTimeField()

        class Meta:
            app_label = "forum"

    assert can_say_who_and_when(columns_of(Visit))
    assert columns_of(Visit)["when"] == {"id", "seen_at"}


def test_every_place_beside_the_tables_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: dict[str, Any] = {}
    monkeypatch.setattr(
        "logging.config.dictConfig", lambda given: handlers.update(given["handlers"])
    )
    monkeypatch.setattr("structlog.configure", lambda **_given: None)  # loggers in use stay as is
    logging_config("INFO")
    several = ("CACHES", "DATABASES", "MAILERS", "STORAGES", "TASKS")
    named = {f"{name}.{alias}" for name in several for alias in getattr(settings, name)}
    named |= {f"LOGGING.{name}" for name in handlers.keys() - {"nowhere"}}
    code = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    named |= {f"var/{name}" for name in re.findall(r'\bvar / "([\w.]+)"', code)}

    assert named | {"LIMITS_PATH", "REDIS_URL"} == set(PLACES)


def test_whoever_runs_the_server_is_told_of_what_lies_outside() -> None:
    operations = (DOCS / "operations.md").read_text()

    assert [place for place in OUTSIDE if place not in operations] == []


def test_every_line_says_how_long_and_why() -> None:
    used = {table.kept for table in TABLES.values()} | {*PLACES.values(), *OUTSIDE.values()}

    assert used <= set(KEPT)
    assert KEPT.keys() - used == set()
    assert all(kept.until and kept.why for kept in LASTING.values())
    assert RETENTION.keys().isdisjoint(LASTING)


@pytest.mark.parametrize("name", ["tillit.md", "trust.md"])
def test_people_are_told_of_everything_that_stays(name: str) -> None:
    told = re.findall(r"^\| `(\w+)`[^|]*\| [^|\d]+ \| [^|]+ \|$", (DOCS / name).read_text(), re.M)

    assert sorted(told) == sorted(LASTING.keys() - {"nobody"})
