"""Companies: the reference data of those who take part."""

from typing import Any, override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.base import Guarded, Listed
from accounts.models import Company, Participation


class TheirCircles(Listed[Participation]):
    """The circles a company reads in; a new one is added under participations."""

    model = Participation
    fields = readonly_fields = ("circle", "joined_at", "left_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        """The rows with the names their titles are made of."""
        return super().get_queryset(request).select_related("circle", "company")


@admin.register(Company)
class Companies(Guarded[Company]):
    """Companies; the short name is part of addresses and stands once given."""

    list_display = ("name", "industry", "size", "county", "approval_required")
    list_filter = ("size", "approval_required")
    list_select_related = ("industry", "county")
    search_fields = ("name", "slug", "organisation_number")
    inlines = (TheirCircles,)

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Company | None = None) -> Any:
        """Keep the short name once it is in addresses."""
        return ("slug",) if obj else ()

    @override
    def get_prepopulated_fields(self, request: HttpRequest, obj: Company | None = None) -> Any:
        """Suggest a short name for a new company."""
        return {} if obj else {"slug": ("name",)}
