"""DRF's exception handler: whatever a view raises becomes a problem, or a logged 500."""

import sqlite3
from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from rest_framework import exceptions

from accounts.counters import CountersUnavailable
from api.problems.codes import CODES, refusal
from api.problems.document import Fault, Refusal, problem
from api.problems.faults import django_faults, faults
from forum.errors import DomainError

log = structlog.get_logger("tillit.api")

RETRY_AFTER_SECONDS = 2
# Busy, locked, read-only, input/output error, full, cannot open: the moment's fault, not ours.
_PASSING_IN_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}

# DRF's classes and their codes here; subclasses follow their parents.
_CODE_OF: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (exceptions.ParseError, "malformed_json"),
    (exceptions.AuthenticationFailed, "authentication_failed"),
    (exceptions.NotAuthenticated, "not_authenticated"),
    ((exceptions.PermissionDenied, PermissionDenied), "permission_denied"),
    # A row that went while a verb waited for its lock is absent now.
    ((exceptions.NotFound, Http404, ObjectDoesNotExist), "not_found"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.NotAcceptable, "not_acceptable"),
    (exceptions.UnsupportedMediaType, "unsupported_media_type"),
    (exceptions.Throttled, "rate_limited"),
    (IntegrityError, "conflict"),
    (DataError, "bad_value"),
    (RequestDataTooBig, "too_large"),
    ((SuspiciousOperation, UnreadablePostError), "bad_request"),
)


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to `exc`, or None for what is our own fault (a 500, logged with its traceback)."""
    request: HttpRequest = context["request"]
    for kinds, answer in _ANSWERS:
        if isinstance(exc, kinds):
            return answer(request, exc)
    return _by_code(request, exc)


def _by_code(request: HttpRequest, exc: Exception) -> HttpResponse | None:
    for kinds, code in _CODE_OF:
        if isinstance(exc, kinds):
            if isinstance(exc, DatabaseError):
                log.warning("database_refused", error=type(exc).__name__)
            return problem(request, CODES[code].status, code, headers=_headers(exc))
    return None


def _headers(exc: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    return headers


def _own(request: HttpRequest, exc: Refusal) -> HttpResponse:
    return exc.response(request)


def _domain(request: HttpRequest, exc: DomainError) -> HttpResponse:
    errors = [Fault(*place) for place in exc.places]
    status = refusal(type(exc)).status
    return problem(request, status, exc.code, detail=str(exc), errors=errors)


def _invalid(request: HttpRequest, exc: exceptions.ValidationError) -> HttpResponse:
    return problem(request, 400, "invalid", errors=faults(exc.detail))


def _django_invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    return problem(request, 400, "invalid", errors=django_faults(exc))


def _unavailable(request: HttpRequest, exc: DatabaseError) -> HttpResponse | None:
    """503 for locks, deadlocks, time-outs and lost connections; a wrong query stays a 500."""
    cause = exc.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code not in _PASSING_IN_SQLITE:
            return None
    log.warning("database_unavailable", error=type(cause or exc).__name__)
    return problem(request, 503, "busy", headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def _uncounted(request: HttpRequest, _exc: CountersUnavailable) -> HttpResponse:
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return problem(request, 503, "limits_unavailable", headers=headers)


_ANSWERS: tuple[tuple[Any, Callable[[HttpRequest, Any], HttpResponse | None]], ...] = (
    (Refusal, _own),
    (DomainError, _domain),
    (CountersUnavailable, _uncounted),
    (exceptions.ValidationError, _invalid),
    (ValidationError, _django_invalid),
    ((OperationalError, InterfaceError), _unavailable),
)
