"""App config of forum."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    """Stories, threads and what belongs to them."""

    name = "forum"
    verbose_name = _("Stories and threads")
