"""Memberships: who belongs to which company."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Fixed, Happened, reader
from accounts.models import Membership


@admin.register(Membership)
class Memberships(Fixed[Membership]):
    """Memberships; they begin with an invitation and end by a steward or the member.

    Roles are the stewards' to give.
    """

    list_display = ("user", "company", "role", "joined_at", "left_at")
    list_filter = ("role", ("left_at", Happened))
    list_select_related = ("user", "company")
    search_fields = ("user__display_name", "user__email", "company__name")
    actions = ("end",)

    @admin.action(
        permissions=["view"], description=_("End the membership now"), location=EVERYWHERE
    )
    def end(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        """End memberships as far as the verb lets this person."""
        by = reader(request)
        self.carry_out(
            request, queryset.filter(left_at=None), "end", lambda member: member.end(by=by)
        )
