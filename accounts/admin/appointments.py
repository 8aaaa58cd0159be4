"""Appointments: the coaches, moderators, editors and observers of the circles."""

from typing import override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Happened
from accounts.admin.issued import Issued
from accounts.models import Appointment


@admin.register(Appointment)
class Appointments(Issued[Appointment]):
    """Who has which role in which circle; the only way for staff to read or moderate there."""

    list_display = ("user", "role", "circle", "started_at", "ended_at")
    list_filter = ("role", ("ended_at", Happened))
    list_select_related = ("user", "circle")
    search_fields = ("user__display_name", "user__email", "circle__slug", "circle__name_sv")
    autocomplete_fields = ("user", "circle")
    asked = ("user", "circle", "role")
    actions = ("end",)

    @override
    def issue(self, request: HttpRequest, asked: Appointment) -> Appointment:
        """Appoint the person."""
        return asked.circle.appoint(asked.user, asked.role)

    @admin.action(
        permissions=["end"], description=_("End the appointment now"), location=EVERYWHERE
    )
    def end(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """End appointments; access is gone at once."""
        self.carry_out(request, queryset.filter(ended_at=None), "end", Appointment.end)
