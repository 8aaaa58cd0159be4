"""Problems outside DRF: Django's own error handlers, the CSRF view, and a page for each code."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from api.problems.codes import CODES, every_code
from api.problems.document import problem

SPOKEN_BY_PROGRAMS = ("/api/", "/_allauth/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`; a body over Django's own limit is 413."""
    too_big = isinstance(exception, RequestDataTooBig)
    return refused(request, "too_large" if too_big else "bad_request")


def permission_denied(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - Django names it
) -> HttpResponse:
    """Django's `handler403`; the reason stays with us."""
    return refused(request, "permission_denied")


def page_not_found(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - Django names it
) -> HttpResponse:
    """Django's `handler404`; what was looked for is not repeated."""
    return refused(request, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`; asks nothing of the database."""
    return refused(request, "server_error")


def csrf_failure(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 - Django names it
) -> HttpResponse:
    """`CSRF_FAILURE_VIEW`; the reason is for our logs, not for whoever forged the request."""
    return refused(request, "csrf_failed")


def explain(_request: HttpRequest, code: str) -> HttpResponse:
    """What a code means, as plain text for a person: where the `type` of a problem leads."""
    if (meaning := every_code().get(code)) is None:
        raise Http404
    text = f"{meaning.title}\n\n{meaning.explanation}\n\n{code} · HTTP {meaning.status}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def refused(request: HttpRequest, code: str, detail: Any = None) -> HttpResponse:
    """A problem for programs, two plain sentences for a person with a browser."""
    status = CODES[code].status
    if request.path.startswith(SPOKEN_BY_PROGRAMS):
        return problem(request, status, code, detail=detail)
    return _page(status, code, detail)


def _page(status: int, code: str, detail: Any) -> HttpResponse:
    meaning = CODES[code]
    sentences = (meaning.title, detail or meaning.explanation, _("Go back and try again."))
    text = "\n\n".join(str(sentence) for sentence in sentences)
    headers: dict[str, Any] = {
        "Cache-Control": "no-store",
        "Content-Language": translation.get_language() or "sv",
    }
    return HttpResponse(
        text + "\n", status=status, headers=headers, content_type="text/plain; charset=utf-8"
    )
