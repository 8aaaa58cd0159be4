"""The doors of sign-in: which of them judge a secret, and how each may be entered.

allauth's headless views read and judge what is sent before they look at the method: a password
sent by DELETE is judged like one sent by POST, and answered with 405 if it was right (measured).
Here the method is looked at first. Doors are known by the names of the URL configuration; one that
is not named here counts as one that judges.
"""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from api.problems.document import Refusal

PATHS = ("/_allauth/", "/accounts/", "/admin/login/")
HEADLESS = "/_allauth/"
METHODS = ("get", "post", "put", "patch", "delete")
# Codes that are judged when an address is merely looked at.
KEY_HEADERS = ("X-Password-Reset-Key", "X-Email-Verification-Key")

# There are no telephone numbers here and no tokens but those of sessions; allauth answers 500.
CLOSED = frozenset({"manage_phone", "verify_phone", "resend_phone_verification_code", "refresh"})
# Nothing is sent there that could be right or wrong, and leaving must always be possible.
FREE = frozenset({"config", "current_session", "account_logout", "account_inactive"})
# Counted for where they come from, but nothing is guessed there: mails, and one's own settings.
ASKING = frozenset(
    {
        *("request_login_code", "resend_login_code", "request_password_reset", "signup"),
        *("resend_email_verification_code", "manage_email", "account_request_login_code"),
        *("authenticators", "manage_totp", "manage_recovery_codes", "manage_webauthn"),
        *("mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn"),
        *("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
        *("mfa_view_recovery_codes", "mfa_download_recovery_codes"),
        *("mfa_generate_recovery_codes", "account_signup", "account_email"),
        "account_set_password",
    }
)
# A passkey is no secret that can be guessed; who it is of is the client's own word.
JUDGING = frozenset(
    {
        *("login", "reauthenticate", "change_password", "confirm_login_code", "reset_password"),
        *("verify_email", "authenticate", "authenticate_webauthn", "reauthenticate_webauthn"),
        *("login_webauthn", "account_login", "account_confirm_login_code"),
        *("account_reauthenticate", "account_change_password"),
        *("account_email_verification_sent", "mfa_authenticate", "mfa_reauthenticate"),
        *("mfa_login_webauthn", "mfa_reauthenticate_webauthn"),
    }
)


class Entry(NamedTuple):
    """What a request to a door is: whether it counts, and whether a secret is judged."""

    counts: bool
    judges: bool


def entry(request: HttpRequest) -> Entry:
    """What this request would do; Refusal (404 or 405) where the door does not open so.

    Addresses that lead nowhere count, and get their 404 further in.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return Entry(counts=True, judges=False)
    if match.url_name in CLOSED:
        raise Refusal("not_found")
    if request.path.startswith(HEADLESS):
        _check_method(request, getattr(match.func, "view_class", None))
    acts = request.method not in {"GET", "HEAD", "OPTIONS"}
    acts |= any(name in request.headers for name in KEY_HEADERS)
    counts = acts and match.url_name not in FREE
    return Entry(counts, judges=counts and match.url_name not in ASKING)


def _check_method(request: HttpRequest, view: type | None) -> None:
    methods = [name.upper() for name in METHODS if hasattr(view, name)]
    if request.method not in methods:
        raise Refusal("method_not_allowed", headers={"Allow": ", ".join(methods)})
