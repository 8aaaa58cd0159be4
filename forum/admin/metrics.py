"""Metrics: what is often measured, with unit and direction."""

from typing import Any, override

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.base import Guarded
from forum.models import Metric


@admin.register(Metric)
class Metrics(Guarded[Metric]):
    """Metrics; unit and direction stand once given, numbers already told rest on them."""

    list_display = ("slug", "name_sv", "name_en", "unit", "unit_en", "direction", "topic")
    list_filter = ("direction",)
    list_select_related = ("topic",)
    search_fields = ("slug", "name_sv", "name_en")
    autocomplete_fields = ("topic",)

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Metric | None = None) -> Any:
        """Keep what stories were measured by."""
        return ("slug", "unit", "unit_en", "direction") if obj else ()
