"""Guidelines in the admin: the next version is drafted, worded and published; then it stands."""

from typing import Any, override

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, Guarded, Happened, person
from accounts.models import User
from forum.errors import NotYours
from forum.models import Guidelines, Rule
from forum.models.guidelines import RIGHT, WORDS


def writer(request: HttpRequest) -> User:
    """Whoever writes; the verbs ask for the right."""
    user = person(request)
    if user is None:
        raise NotYours
    return user


def may_word(request: HttpRequest, version: Guidelines | None) -> bool:
    """Tell whether the person may change the words of this version: of drafts only."""
    is_open = version is None or version.published_at is None
    return is_open and bool(request.user.has_perm(RIGHT))


class Rules(admin.StackedInline[Rule, Guidelines]):
    """The rules of a version; those of a draft can be added, reworded and left out.

    Leaving one out of a draft takes nothing away: decisions rest on published rules (T11).
    """

    model = Rule
    extra = 0
    fields = ("number", "name_sv", "name_en", "text_sv", "text_en")

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever opens the version reads its rules."""
        return True

    @override
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is a draft."""
        return may_word(request, obj)

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is a draft."""
        return may_word(request, obj)

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is a draft."""
        return may_word(request, obj)


@admin.register(Guidelines)
class GuidelinesPage(Guarded[Guidelines]):
    """Versions of the guidelines, for whoever may write them."""

    list_display = ("version", "published_at")
    list_filter = (("published_at", Happened),)
    fields = ("version", "published_at", *WORDS)
    readonly_fields = ("version", "published_at")
    inlines = (Rules,)
    actions = ("draft_next", "publish")

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """A version begins with the words of the one before."""
        return False

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may write them, or was given the right to look at drafts."""
        return self.has_write_permission(request) or super().has_view_permission(request, obj)

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is a draft; a published version stands."""
        return may_word(request, obj)

    def has_write_permission(self, request: HttpRequest) -> bool:
        """Whoever holds the right to add guidelines."""
        return bool(request.user.has_perm(RIGHT))

    @override
    def save_model(
        self, request: HttpRequest, obj: Guidelines, form: ModelForm[Guidelines], change: bool
    ) -> None:
        """Save by the verb, which holds the draft until its rules are saved as well."""
        obj.reword(by=writer(request))

    @override
    def construct_change_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Log the verb alone: Django would write the names of the rules."""
        return "reword"

    @admin.action(
        permissions=["write"], description=_("Draft the next version"), location=EVERYWHERE
    )
    def draft_next(
        self, request: HttpRequest, queryset: QuerySet[Guidelines]
    ) -> HttpResponseRedirect | None:
        """Begin the next version, or go on with the draft there is, on its own page."""
        begun: list[Guidelines] = []
        by = writer(request)
        self.carry_out(
            request, queryset, "draft_next", lambda one: begun.append(one.draft_next(by=by))
        )
        if not begun:
            return None
        return HttpResponseRedirect(reverse("admin:forum_guidelines_change", args=[begun[0].pk]))

    @admin.action(permissions=["write"], description=_("Publish"), location=EVERYWHERE)
    def publish(self, request: HttpRequest, queryset: QuerySet[Guidelines]) -> None:
        """Let the draft hold from now on."""
        by = writer(request)
        self.carry_out(request, queryset, "publish", lambda one: one.publish(by=by))
