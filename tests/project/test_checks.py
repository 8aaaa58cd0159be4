"""The system checks refuse what Django's own do not look at."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.db import connection
from pytest_django import Settings

from config import checks


@pytest.fixture
def production(settings: Settings) -> Settings:
    settings.LOCAL = False
    return settings


def ids(check: Callable[..., Any], **kwargs: Any) -> list[str | None]:
    return [message.id for message in check(**kwargs)]


@pytest.mark.django_db  # Django asks the database what it can do
def test_the_projects_own_settings_pass_every_check() -> None:
    assert not [found for found in run_checks() if str(found.id).startswith("tillit.")]


def test_the_checks_are_registered_with_django() -> None:
    registered = list[object](registry.get_checks())
    assert checks.api_is_closed in registered
    assert checks.commits_are_kept in registered


@pytest.mark.parametrize(
    "classes", [[], ["rest_framework.permissions.AllowAny"], ["x.IsAuthenticatedOrReadOnly"]]
)
def test_an_api_open_by_default_is_refused(classes: list[str], settings: Settings) -> None:
    settings.REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": classes}
    assert ids(checks.api_is_closed) == ["tillit.E001"]


@pytest.mark.parametrize("classes", [[], ["rest_framework.renderers.BrowsableAPIRenderer"]])
def test_the_browsable_api_is_refused(classes: list[str], settings: Settings) -> None:
    settings.REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": classes}
    assert ids(checks.api_shows_no_forms) == ["tillit.E002"]


@pytest.mark.parametrize(
    "name",
    ["locmem.LocMemCache", "dummy.DummyCache", "db.DatabaseCache", "redis.RedisCache"],
)
def test_a_cache_of_each_process_or_with_clear_names_is_refused(
    name: str, production: Settings
) -> None:
    production.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{name}"}}
    assert ids(checks.cache_is_shared) == ["tillit.E003"]


def test_debug_is_refused_in_production(production: Settings) -> None:
    production.DEBUG = True
    assert ids(checks.debug_is_off) == ["tillit.E004"]


@pytest.mark.parametrize("host", ["*", "*.example.org"])
def test_wildcard_hosts_are_refused(host: str, production: Settings) -> None:
    production.ALLOWED_HOSTS = ["tillit.example.org", host]
    assert ids(checks.hosts_are_named) == ["tillit.E005"]


def test_a_database_that_may_lose_commits_is_refused(db: None, production: Settings) -> None:
    if connection.vendor != "postgresql":
        assert ids(checks.commits_are_kept, databases=["default"]) == []
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    assert ids(checks.commits_are_kept, databases=["default"]) == ["tillit.E006"]


def test_a_laptop_is_left_alone(settings: Settings) -> None:
    settings.LOCAL, settings.DEBUG, settings.ALLOWED_HOSTS = True, True, ["*"]
    assert not checks.debug_is_off()
    assert not checks.hosts_are_named()
