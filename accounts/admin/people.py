"""People: who signs in, and who may enter the admin."""

from typing import Any, override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Guarded, Listed
from accounts.models import Appointment, Membership, User

RIGHTS = ("is_staff", "groups")


class TheirMemberships(Listed[Membership]):
    """The companies of a person."""

    model = Membership
    fields = readonly_fields = ("company", "role", "joined_at", "left_at")
    verbose_name_plural = _("memberships")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """The rows with the company's name."""
        return super().get_queryset(request).select_related("company", "user")


class TheirAppointments(Listed[Appointment]):
    """The circles a person has a role in."""

    model = Appointment
    fields = readonly_fields = ("circle", "role", "started_at", "ended_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        """The rows with the circle's name."""
        return super().get_queryset(request).select_related("circle", "user")


@admin.register(User)
class People(Guarded[User]):
    """People; they come by invitation, and their address is theirs to change."""

    list_display = ("display_name", "email", "title", "language", "is_staff", "is_active")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("display_name", "email")
    fields = (
        *("display_name", "email", "title", "language", "is_active", "suspended_until"),
        *("joined_at", *RIGHTS),
    )
    readonly_fields = ("email", "is_active", "suspended_until", "joined_at")
    filter_horizontal = ("groups",)
    inlines = (TheirMemberships, TheirAppointments)
    actions = ("deactivate", "reactivate")

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody is made here: an invitation proves that the address is the person's own."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Rights are given by those who may define them, not by all who may mend a name."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.has_perm("auth.change_group") else (*fixed, *RIGHTS)

    @admin.action(
        permissions=["change"],
        description=_("Deactivate and sign out everywhere"),
        location=EVERYWHERE,
    )
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Shut people out at once."""
        self.carry_out(request, queryset, "deactivate", User.deactivate)

    @admin.action(permissions=["change"], description=_("Let sign in again"), location=EVERYWHERE)
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Undo a deactivation; the person signs in anew."""
        self.carry_out(request, queryset, "reactivate", User.reactivate)
