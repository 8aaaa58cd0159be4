"""App config of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, companies and circles."""

    name = "accounts"
    verbose_name = _("People and companies")
