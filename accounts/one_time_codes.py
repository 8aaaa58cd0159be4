"""TOTP codes that work once (RFC 6238 §5.2), also when sixteen requests bring one at a time.

allauth remembers used codes in the cache, which forgets when it is full, restarted or flushed. Here
the authenticator's own row remembers: of each 30-second step one code is taken, by one UPDATE.
"""

from datetime import UTC, datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.db.models import Q
from django.utils import timezone


class OneTimeTOTP(auth.TOTP):
    """allauth's TOTP without tolerance and without replay."""

    def validate_code(self, code: str) -> bool:
        """Tell whether this is the code of the current step and the first one of it."""
        now = timezone.now()
        step = int(now.timestamp()) // app_settings.TOTP_PERIOD
        secret = decrypt(self.instance.data["secret"])
        expected = auth.format_hotp_value(auth.hotp_value(secret, step))
        is_right = bool(auth.compare_user_code(actual=code, expected=expected))
        return is_right and self._take(step, now)

    def _take(self, step: int, now: datetime) -> bool:
        began = datetime.fromtimestamp(step * app_settings.TOTP_PERIOD, UTC)
        unused = Q(last_used_at=None) | Q(last_used_at__lt=began)
        rows = Authenticator.objects.filter(unused, pk=self.instance.pk)
        return bool(rows.update(last_used_at=now))


def install() -> None:
    """Make allauth use it; it has no setting for this, and `wrap()` looks the class up here."""
    auth.TOTP = OneTimeTOTP
