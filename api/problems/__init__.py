"""Errors as problem documents (RFC 9457): the register of codes, the document, the handlers."""

from api.problems.codes import CODES, STATUS_OF_REFUSAL, Code, every_code
from api.problems.document import Fault, Refusal, problem
from api.problems.handler import exception_handler
from api.problems.pages import (
    bad_request,
    csrf_failure,
    explain,
    page_not_found,
    permission_denied,
    server_error,
)

__all__ = [
    "CODES",
    "STATUS_OF_REFUSAL",
    "Code",
    "Fault",
    "Refusal",
    "bad_request",
    "csrf_failure",
    "every_code",
    "exception_handler",
    "explain",
    "page_not_found",
    "permission_denied",
    "problem",
    "server_error",
]
