"""Second factors: codes that work once, and no trace of when they were last used.

TOTP codes work once (RFC 6238 §5.2), also when sixteen requests bring one at a time: of each
30-second step the first taker is remembered with the counters, for two steps, by one atomic act.
allauth would look into the cache and write there; and it would keep on each second factor when it
was last used, which is when the person was last seen (design.md T8).
"""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt

from accounts import counters


class OneTimeTOTP(auth.TOTP):
    """allauth's TOTP without tolerance and without replay."""

    def validate_code(self, code: str) -> bool:
        """Tell whether this is the code of the current step and the first one of it.

        CountersUnavailable when that cannot be known.
        """
        step = int(time.time()) // app_settings.TOTP_PERIOD
        secret = decrypt(self.instance.data["secret"])
        expected = auth.format_hotp_value(auth.hotp_value(secret, step))
        is_right = bool(auth.compare_user_code(actual=code, expected=expected))
        return is_right and self._take(step)

    def _take(self, step: int) -> bool:
        # Steps end with the day, so a code of yesterday's last one is not taken under today's key.
        name = counters.keyed("totp", f"{self.instance.data['secret']} {step}")
        return counters.remember(name, b"", 2 * app_settings.TOTP_PERIOD, only_new=True)


def unnoted(_authenticator: Authenticator) -> None:
    """Note nothing in the place where allauth notes the moment."""


def install() -> None:
    """Make allauth use it; it has no setting for this, and `wrap()` looks the class up here."""
    auth.TOTP = OneTimeTOTP
    Authenticator.record_usage = unnoted
