"""Every error code the API speaks, with its status, title and one sentence for people.

Codes are stable for programs (RFC 9457 `type` is `/problems/<code>`); titles and sentences are
translated. Refusals of the forum's verbs bring their own sentence (`accounts.errors.DomainError`)
and answer 409 unless `STATUS_OF_REFUSAL` says otherwise.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.errors import DomainError


class Code(NamedTuple):
    """What a code means: HTTP status, title (the kind of problem), explanation (what to do)."""

    status: int
    title: str | Promise
    explanation: str | Promise


CODES: dict[str, Code] = {
    "bad_request": Code(
        400, _("The request cannot be read"), _("Something in the request is not as it should be.")
    ),
    "malformed_json": Code(
        400,
        _("The body is not proper JSON"),
        _("Send one JSON document in UTF-8, without duplicate keys and at most 20 levels deep."),
    ),
    "malformed_form": Code(
        400,
        _("The form cannot be read"),
        _("Form fields must be UTF-8 text without NUL characters."),
    ),
    "malformed_address": Code(
        400,
        _("The address cannot be read"),
        _("The path and the query must be UTF-8 text without NUL characters."),
    ),
    "malformed_header": Code(
        400,
        _("A header cannot be read"),
        _("One of the request headers does not follow its rules."),
    ),
    "invalid": Code(
        400, _("Something needs to be corrected"), _("See the list of errors, field by field.")
    ),
    "invalid_parameter": Code(
        400,
        _("A query parameter needs to be corrected"),
        _("See the list of errors, parameter by parameter."),
    ),
    "bad_cursor": Code(
        400,
        _("The cursor is not valid here"),
        _("Cursors belong to one list and one reader. Start again without a cursor."),
    ),
    "bad_value": Code(
        400, _("A value is out of range"), _("One of the values is too large or of the wrong kind.")
    ),
    "two_identities": Code(
        400,
        _("Either a receipt or a sign-in"),
        _("Send X-Receipt-Pass without signing in: together they would tell who you are."),
    ),
    "not_authenticated": Code(401, _("Sign in first"), _("This is only for those who sign in.")),
    "authentication_failed": Code(
        401,
        _("The sign-in is no longer valid"),
        _("The session is unknown or has ended. Sign in again."),
    ),
    "reauthentication_required": Code(
        401,
        _("Show that it is you"),
        _("Prove it again at /_allauth/app/v1/auth/reauthenticate (or sign in), then retry."),
    ),
    "permission_denied": Code(
        403, _("You may not do this"), _("You are signed in, but this is not yours to do.")
    ),
    "csrf_failed": Code(
        403,
        _("The form's protection has expired"),
        _("Load the page again and send it once more."),
    ),
    "not_found": Code(404, _("Not found"), _("There is nothing here that you can see.")),
    "wrong_address": Code(
        404,
        _("The address is not written like this"),
        _("Addresses of the API end in a slash. A write is never sent on to another address."),
    ),
    "https_required": Code(
        403,
        _("Only over HTTPS"),
        _(
            "Send it to https://. What you sent went unencrypted: if it held a password, a token or"
            " a receipt's pass, end that one."
        ),
    ),
    "method_not_allowed": Code(
        405, _("Not possible here"), _("This address does not take that method; see Allow.")
    ),
    "not_acceptable": Code(
        406, _("No such format"), _("The answer cannot be given in the format asked for.")
    ),
    "conflict": Code(
        409,
        _("It clashes with something that exists"),
        _("Somebody else was first, or it exists already. Read it again and retry."),
    ),
    "request_in_flight": Code(
        409,
        _("The same request is being handled"),
        _("An earlier request with this Idempotency-Key is not finished yet. Wait and retry."),
    ),
    "length_required": Code(
        411, _("The length is missing"), _("Send the body with a Content-Length header.")
    ),
    "stale_version": Code(
        412,
        _("It has changed since you read it"),
        _("Read it again, merge your change, and send the new ETag in If-Match."),
    ),
    "too_large": Code(413, _("Too large"), _("The body is larger than what is accepted here.")),
    "unsupported_media_type": Code(
        415,
        _("Not a format accepted here"),
        _("Send application/json in UTF-8, or multipart/form-data for files."),
    ),
    "idempotency_key_reused": Code(
        422,
        _("The key belongs to another request"),
        _("This Idempotency-Key was used with another content. Use a new key for a new request."),
    ),
    "precondition_required": Code(
        428,
        _("If-Match is required"),
        _("Send the ETag you read in If-Match, so that nobody's change is lost."),
    ),
    "rate_limited": Code(
        429, _("Too many requests"), _("Wait as many seconds as Retry-After says.")
    ),
    "server_error": Code(
        500,
        _("Something went wrong with us"),
        _("It is our fault and it has been noted. Nothing was half-saved."),
    ),
    "busy": Code(
        503, _("Busy right now"), _("The database could not take this now. Retry in a moment.")
    ),
    "limits_unavailable": Code(
        503,
        _("Not possible right now"),
        _("Writing and signing in rest until the rate limits can be counted again. Retry soon."),
    ),
}

RULE = _("A rule of the forum stands in the way; nothing was changed.")
STATUS_OF_REFUSAL: dict[str, int] = {
    "not_yours": 403,
    "unknown_receipt": 404,
    "not_participant": 403,
    "right_needed": 403,
    "suspended": 403,
    "unknown_circle": 400,
    "audience_needed": 400,
    "unknown_company": 400,
    "company_needed": 400,
    "link_too_narrow": 400,
    "inspired_by_itself": 400,
    "unknown_measurement": 400,
    "reaction_not_for_this": 400,
    "version_moved": 412,
    "unsupported_type": 415,
    "too_many_pixels": 400,
    "unreadable_file": 400,
    "encrypted_file": 400,
    "too_complex": 400,
}


def refusal(error: type[DomainError]) -> Code:
    """The code of a domain error: its own sentence, 409 unless listed."""
    status = STATUS_OF_REFUSAL.get(error.code, 409)
    return Code(status, error.message, RULE)


def refusals(root: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Every kind of domain error that has been imported, `root` first."""
    yield root
    for kind in root.__subclasses__():
        yield from refusals(kind)


def every_code() -> dict[str, Code]:
    """The whole register, code → meaning, for documentation, schema and `/problems/<code>`."""
    return {error.code: refusal(error) for error in refusals()} | CODES
