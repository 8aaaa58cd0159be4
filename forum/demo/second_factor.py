"""The second factor of the demo's staff, which the admin asks for here as anywhere."""

from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from accounts.models import User

SECRET: Final = "TILLITDEMOVARLDENTILLITDEMOVARLD"  # noqa: S105 - printed by `demo`, for local use


def activate(user: User, secret: str) -> bool:
    """Give the person this secret as second factor; False when one is in place already."""
    kind = Authenticator.Type.TOTP
    if Authenticator.objects.filter(user=user, type=kind).exists():
        return False
    auth.TOTP.activate(user, secret)
    return True


def code(secret: str) -> str:
    """The six digits an authenticator app would show now; good once, for up to 30 seconds."""
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))
