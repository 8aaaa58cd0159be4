"""Two questions a supervisor asks: is the process alive, and may it be sent requests."""

from functools import cache

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts import counters

log = structlog.get_logger("tillit.health")


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing of anything else."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when database, migrations and counters are in place; else 503, and the log says why."""
    missing = [name for name, is_there in _CHECKS.items() if not is_there()]
    if missing:
        log.error("not_ready", missing=missing)
    return JsonResponse(
        {"ready": not missing},
        status=503 if missing else 200,
        headers={"Cache-Control": "no-store"},
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_migrated() -> bool:
    try:
        return _all_applied()
    except (DatabaseError, _Unapplied):
        return False


class _Unapplied(Exception):
    """Migrations wait; raised rather than returned so that only the good answer is remembered."""


@cache
def _all_applied() -> bool:
    """Reading every migration takes a tenth of a second: once a process, when all is applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Unapplied
    return True


_CHECKS = {
    "database": _database_answers,
    "migrations": _is_migrated,
    "limits": counters.is_reachable,
}
