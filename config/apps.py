"""The admin's own application config: Tillit's site in place of the stock one."""

from django.contrib.admin.apps import AdminConfig


class TillitAdminConfig(AdminConfig):
    """Serve `config.admin_site.TillitAdminSite` wherever Django asks for the admin."""

    default_site = "config.admin_site.TillitAdminSite"
