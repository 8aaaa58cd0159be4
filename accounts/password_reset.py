"""Looking at a password reset tells nothing about the address it was asked for.

allauth 65.21 answers `GET …/auth/password/reset` with an error of its own (500) when the address is
unknown, and stops after three wrong codes only when it is known (409): both tell. Here both go one
way. It has no setting for this; tests/accounts/test_enumeration.py tells when allauth mends it.
"""

from typing import Any

from allauth.headless.account.inputs import ResetPasswordKeyInput
from allauth.headless.account.response import PasswordResetKeyResponse
from allauth.headless.account.views import ResetPasswordView
from allauth.headless.internal.restkit.response import ErrorResponse
from django.http import HttpRequest


def look(view: Any, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
    """Tell whether the code in X-Password-Reset-Key is the one mailed; each wrong one counts."""
    key = request.headers.get("X-Password-Reset-Key", "")
    given = ResetPasswordKeyInput({"key": key}, code=view.process.code)
    if not given.is_valid():
        view.process.record_invalid_attempt()
        return ErrorResponse(request, input=given)
    view.process.confirm_code()
    return PasswordResetKeyResponse(request, view.process.user)


def install() -> None:
    """Put it in the place of allauth's."""
    ResetPasswordView.get = look
