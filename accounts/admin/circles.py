"""Circles and the companies in them."""

from typing import Any, override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Guarded, Happened
from accounts.admin.issued import Issued
from accounts.models import Circle, Participation


@admin.register(Circle)
class Circles(Guarded[Circle]):
    """Circles; the short name and the kind stand once given."""

    list_display = ("slug", "name_sv", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("slug", "name_sv", "name_en")
    fieldsets = (
        (None, {"fields": ("slug", "kind", "name_sv", "name_en", "parent")}),
        (
            _("Read by a moderator first"),
            {
                "fields": ("hold_newcomers", "hold_words"),
                "description": _(
                    "What is held is seen by its author, as held, and by moderators. A company is"
                    " new for 30 days. Links from accounts in their first week, and the same text"
                    " a third time in a day, are held everywhere."
                ),
            },
        ),
        (
            _("Anonymity"),
            {
                "fields": ("anonymity", "answers_unread"),
                "description": _(
                    "Nothing anonymous is taken where fewer than six companies read, or fewer than"
                    " two moderators belong to none of them: one checks, the other deputises."
                ),
            },
        ),
    )

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Circle | None = None) -> Any:
        """Keep what addresses and rules build on."""
        return ("slug", "kind") if obj else ()


@admin.register(Participation)
class Participations(Issued[Participation]):
    """Which company reads in which circle, from when until when."""

    list_display = ("company", "circle", "joined_at", "left_at")
    list_filter = (("left_at", Happened), "circle__kind")
    list_select_related = ("company", "circle")
    search_fields = ("company__name", "circle__slug", "circle__name_sv", "circle__name_en")
    autocomplete_fields = ("company", "circle")
    asked = ("company", "circle")
    actions = ("dismiss",)

    @override
    def issue(self, request: HttpRequest, asked: Participation) -> Participation:
        """Admit the company to the circle."""
        return asked.circle.admit(asked.company)

    @admin.action(
        permissions=["end"], description=_("End the participation now"), location=EVERYWHERE
    )
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Participation]) -> None:
        """End a company's reading at once."""
        self.carry_out(request, queryset, "dismiss", lambda p: p.circle.dismiss(p.company))
