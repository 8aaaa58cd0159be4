"""Invitations: sent and taken back."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import invitations as letters
from accounts.admin.base import EVERYWHERE, Happened, person
from accounts.admin.issued import Issued
from accounts.models import Invitation


@admin.register(Invitation)
class Invitations(Issued[Invitation]):
    """Invitations; the token goes out by mail and is kept and shown nowhere."""

    list_display = ("email", "company", "role", "created_at", "accepted_at", "revoked_at")
    list_filter = (
        "role",
        ("accepted_at", Happened),
        ("revoked_at", Happened),
    )
    list_select_related = ("company",)
    search_fields = ("email", "company__name")
    autocomplete_fields = ("company",)
    asked = ("company", "email", "role")
    actions = ("revoke",)

    def issue(self, request: HttpRequest, asked: Invitation) -> Invitation:
        """Invite the address and send the mail."""
        invitation, token = Invitation.issue(
            company=asked.company, email=asked.email, role=asked.role, by=person(request)
        )
        letters.mail(invitation, token)
        return invitation

    @admin.action(
        permissions=["end"], description=_("Take the invitation back"), location=EVERYWHERE
    )
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """Revoke invitations that are still open."""
        self.carry_out(request, queryset, "revoke", Invitation.revoke)
