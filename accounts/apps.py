"""App config of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, companies and circles."""

    name = "accounts"
    verbose_name = _("People and companies")

    def ready(self) -> None:
        """Mend what allauth has no setting for, once its models exist."""
        from accounts import one_time_codes, passkeys, password_reset  # noqa: PLC0415  # not before

        one_time_codes.install()
        passkeys.install()
        password_reset.install()
