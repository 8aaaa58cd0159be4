"""System checks with ids and hints: what Django's own `check --deploy` does not look at.

The first two hold in every mode, since an open default leaks wherever the code runs; the others
are about what only production suffers from (OWASP API8, security misconfiguration).
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SHARED_CACHE = "accounts.counters.cache.CountersCache"
OPEN_PERMISSIONS = ("AllowAny", "IsAuthenticatedOrReadOnly")


def register_checks() -> None:
    """Register every check of this module; called once the apps are ready."""
    for check in (
        api_is_closed,
        api_shows_no_forms,
        cache_is_shared,
        debug_is_off,
        hosts_are_named,
    ):
        register(check, Tags.security)
    register(commits_are_kept, Tags.database)


def named_in(option: str) -> list[str]:
    """Return the dotted names a REST_FRAMEWORK option holds; empty where DRF's default rules."""
    api: dict[str, Any] = settings.REST_FRAMEWORK
    return [str(name) for name in api.get(option, ())]


def api_is_closed(**_: Any) -> list[CheckMessage]:
    """E001: whoever forgets to declare a permission must get a closed door, not an open one."""
    classes = named_in("DEFAULT_PERMISSION_CLASSES")
    if classes and not any(name.endswith(OPEN_PERMISSIONS) for name in classes):
        return []
    hint = "Name a class in REST_FRAMEWORK['DEFAULT_PERMISSION_CLASSES'] that refuses."
    return [Error("The API is open by default.", hint=hint, id="tillit.E001")]


def api_shows_no_forms(**_: Any) -> list[CheckMessage]:
    """E002: the browsable API lists the choices of every relation, readable or not."""
    classes = named_in("DEFAULT_RENDERER_CLASSES")
    if classes and not any("Browsable" in name for name in classes):
        return []
    hint = "Name only JSON in REST_FRAMEWORK['DEFAULT_RENDERER_CLASSES']."
    return [Error("The browsable API is switched on.", hint=hint, id="tillit.E002")]


def cache_is_shared(**_: Any) -> list[CheckMessage]:
    """E003: any other cache multiplies sign-in limits, or tells who signed in when.

    One in each process multiplies every limit by the number of processes; one in the database, in
    files or in Redis under Django's names keeps addresses with the second they signed in.
    """
    if settings.LOCAL or settings.CACHES["default"]["BACKEND"] == SHARED_CACHE:
        return []
    hint = f"Use {SHARED_CACHE}; it lies in Redis where REDIS_URL names one."
    return [Error("The cache is not the one of the counters.", hint=hint, id="tillit.E003")]


def debug_is_off(**_: Any) -> list[CheckMessage]:
    """E004: Django's error pages print settings and local variables to whoever asks."""
    if settings.LOCAL or not settings.DEBUG:
        return []
    return [Error("DEBUG is on in production.", hint="Set DEBUG to False.", id="tillit.E004")]


def hosts_are_named(**_: Any) -> list[CheckMessage]:
    """E005: an open list of hosts lets a stranger's Host header into links and caches."""
    if settings.LOCAL or not any("*" in host for host in settings.ALLOWED_HOSTS):
        return []
    hint = "Name every host in TILLIT_ALLOWED_HOSTS."
    return [Error("Any Host header is accepted.", hint=hint, id="tillit.E005")]


def commits_are_kept(*, databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E006: with synchronous_commit off, PostgreSQL answers before a commit is safe on disk.

    Asks the server itself, so that its configuration, the role's and the connection's all count;
    Django runs it with `migrate` and `check --database default`.
    """
    if settings.LOCAL:
        return []
    careless = [alias for alias in databases or () if synchronous_commit(alias) == "off"]
    hint = "Set synchronous_commit to on for the server, the database and the role."
    return [
        Error(f"Database {alias} may lose answered writes.", hint=hint, id="tillit.E006")
        for alias in careless
    ]


def synchronous_commit(alias: str) -> str:
    """Return PostgreSQL's setting as this connection sees it; empty for other databases."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return str(cursor.fetchone()[0])
