"""The audit log in the admin: a page to read, for whoever was given the right to (T11)."""

from uuid import UUID

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Fixed
from accounts.models import User
from forum.models.audit import AuditEntry


@admin.register(AuditEntry)
class AuditEntries(Fixed[AuditEntry]):
    """Who did what, when and to which id; what the item says is asked on its own page.

    Not narrowed by `visible_to`, unlike everything else: an auditor reads in no circle, an entry
    holds no word anybody wrote, and a log with holes in it would show nobody that it is whole.
    """

    list_display = ("number", "at", "who", "verb", "kind", "item")
    list_filter = ("verb",)
    search_fields = ("item",)
    search_help_text = _("The id of what it was about.")
    fields = (*list_display, "details", "previous", "digest")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """The entries with the name of whoever acted, as long as there is one."""
        name = User.objects.filter(pk=OuterRef("actor")).values("display_name")
        return super().get_queryset(request).annotate(name=Subquery(name))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        """The entries about one id, however it is spelled; anything else finds nothing."""
        try:
            return (queryset.filter(item=UUID(search_term)) if search_term else queryset), False
        except ValueError:
            return queryset.none(), False

    @admin.display(description=_("who"))
    def who(self, entry: AuditEntry) -> str:
        """The name of whoever acted, else their id; Tillit itself and the anonymous have none."""
        return getattr(entry, "name", None) or str(entry.actor or "-")
