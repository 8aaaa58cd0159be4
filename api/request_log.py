"""One line of log for each request, with an id to ask about and nothing about who asked."""

import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

from accounts.faults import causes_of, kind_of, places_in

log = structlog.get_logger("tillit.request")

_OUTSIDE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestLog:
    """Middleware: binds a request id to every line logged meanwhile, returned as X-Request-ID.

    Logged: method, route (the pattern, never the path with its ids or query), status, milliseconds.
    Not logged: person, address, user agent, body, and the message of an exception, which may quote
    any of these; nor any request to an operation that leaves no trace.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request and log how it went."""
        began = time.perf_counter()
        request_id = _request_id(request)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if not _is_traceless(request):
            log.info(
                "request",
                method=request.method,
                route=_route(request),
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000),
            )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Log what a view could not handle; Django then answers 500."""
        log.error(
            "unhandled",
            route=_route(request),
            error=kind_of(exception),
            causes=[kind_of(cause) for cause in causes_of(exception)],
            frames=places_in(exception.__traceback__),
        )


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if _OUTSIDE_ID.fullmatch(given) else uuid4().hex


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"/{match.route}" if match else "unmatched"


def _is_traceless(request: HttpRequest) -> bool:
    """Tell whether the operation asked for leaves no trace (`api.operations`)."""
    view: Any = request.resolver_match and request.resolver_match.func
    actions: dict[str, str] = getattr(view, "actions", None) or {}
    handler = getattr(
        getattr(view, "cls", None), actions.get(str(request.method).lower(), ""), None
    )
    declared = getattr(handler, "operation", None)
    return declared is not None and declared.traceless
