"""App config of forum."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    """Stories, threads and what belongs to them."""

    name = "forum"
    verbose_name = _("Stories and threads")

    def ready(self) -> None:
        """Count the crowds around the anonymous anew whenever they change (T7)."""
        from accounts import crowds  # noqa: PLC0415 - models cannot be imported before they are
        from forum.unnamed import recount_all  # noqa: PLC0415

        crowds.listen(recount_all)
