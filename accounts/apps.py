"""App config of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, companies and circles."""

    name = "accounts"
    verbose_name = _("People and companies")

    def ready(self) -> None:
        """Mend what allauth has no setting for, once its models exist."""
        from accounts import (  # noqa: PLC0415  # not before
            former_addresses,
            one_time_codes,
            passkeys,
            password_reset,
        )

        for mended in (former_addresses, one_time_codes, passkeys, password_reset):
            mended.install()
