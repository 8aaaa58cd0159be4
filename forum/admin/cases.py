"""Cases in the admin: what waits, in one list, and everything known about each on its page."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE
from forum.admin.base import Telling
from forum.admin.deciding import decide
from forum.models import Case


@admin.register(Case)
class Cases(Telling[Case]):
    """Cases the person may handle."""

    list_display = ("kind", "report_count", "held_for", "opened_at", "claimed_by", "state")
    actions = ("decide",)

    @admin.action(permissions=["moderate"], description=_("Decide …"), location=EVERYWHERE)
    def decide(self, request: HttpRequest, queryset: QuerySet[Case]) -> HttpResponse | None:
        """Decide about the cases at once."""
        return decide(self, request, list(queryset))
