"""Passkeys: whatever proves nothing is a wrong proof, and is told so in one way.

allauth 65.21 hands what a client sends to a parser of binary data and catches some of what that may
raise: a made-up credential was an error of ours (500). Here everything that goes wrong while a
credential is read or judged is allauth's `incorrect_code`, for addressees who do not exist and for
who is shut out too. It has no setting for this; tests/accounts/test_passkeys.py tells when it is
mended there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from django.db import DatabaseError

from accounts.models import User

READING = (
    "parse_registration_response",
    "complete_registration",
    "parse_authentication_response",
    "extract_user_from_response",
    "complete_authentication",
)


def told_as_wrong(read: Callable[..., Any]) -> Callable[..., Any]:
    """A function that reads what a client made, with one error for all that can be wrong in it."""

    @wraps(read)
    def reading(*args: Any, **kwargs: Any) -> Any:
        try:
            return read(*args, **kwargs)
        except DatabaseError:
            raise  # ours, not the client's
        except Exception as error:  # a parser of foreign bytes raises whatever it meets
            raise get_adapter().validation_error("incorrect_code") from error

    return reading


def active(find: Callable[..., Any]) -> Callable[..., Any]:
    """A function that finds a person, but nobody who is shut out."""

    @wraps(find)
    def finding(*args: Any, **kwargs: Any) -> User:
        user: User = find(*args, **kwargs)
        if not user.is_active:
            raise get_adapter().validation_error("incorrect_code")
        return user

    return finding


def install() -> None:
    """Put it in the place of allauth's."""
    auth.extract_user_from_response = active(auth.extract_user_from_response)
    for name in READING:
        setattr(auth, name, told_as_wrong(getattr(auth, name)))
