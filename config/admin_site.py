"""The admin site."""

from django.contrib.admin import AdminSite


class TillitAdminSite(AdminSite):
    """placeholder"""
