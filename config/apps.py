"""The admin's own application config: Tillit's site in place of the stock one."""

from django.contrib.admin.apps import AdminConfig

from config.checks import register_checks


class TillitAdminConfig(AdminConfig):
    """Serve `config.admin_site.TillitAdminSite` wherever Django asks for the admin."""

    default_site = "config.admin_site.TillitAdminSite"

    def ready(self) -> None:
        """Register the project's system checks beside the admin's own."""
        super().ready()
        register_checks()
