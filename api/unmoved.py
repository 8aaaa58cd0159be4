"""Nothing redirects a write: a client that follows would lose the body and see a success.

Django adds a missing slash and sends HTTP on to HTTPS by a permanent redirect, whatever the method;
clients repeat that as a GET (RFC 9110 §15.4.2). Here a write is told the right address instead. The
temporary redirect after a form was taken is another thing, and stays.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from api.problems.pages import refused

READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MOVED = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
OF_THE_REDIRECT = frozenset({"Location", "Content-Type", "Content-Length"})


class Unmoved:
    """Middleware: answers a write that would be redirected with 404 or 403 and the right address.

    Codes: `wrong_address` (404), `https_required` (403).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; judge the answer."""
        response = self.get_response(request)
        if request.method in READS or response.status_code not in MOVED:
            return response
        answer = instead_of(response["Location"], request)
        for name, value in response.headers.items():  # what protects browsers stands on this too
            if name not in OF_THE_REDIRECT:
                answer.headers.setdefault(name, value)
        answer["Content-Length"] = str(len(answer.content))
        return answer


def instead_of(address: str, request: HttpRequest) -> HttpResponse:
    """The refusal of a write that was to be sent on to `address`."""
    if address.startswith("https:") and not request.is_secure():
        return refused(request, "https_required")
    said = _("Nothing was done. The address is {address}.")
    return refused(request, "wrong_address", format_lazy(said, address=address))
