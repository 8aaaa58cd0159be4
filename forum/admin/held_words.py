"""Words to hold for: one page on which a line may go again, since it is a setting and no text."""

from typing import Any, override

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Guarded, reader
from forum.models import HeldWord


class HeldWordForm(forms.ModelForm[HeldWord]):
    """A word with an explanation of what it finds."""

    class Meta:
        help_texts = {
            "word": _("Other forms are lines of their own: idiot, idioten, idioter."),
            "in_compounds": _(
                "Also where it is part of a longer word whose other parts are everyday words."
            ),
        }


@admin.register(HeldWord)
class HeldWords(Guarded[HeldWord]):
    """The word list, open to all who may enter; language and word stand once given."""

    form = HeldWordForm
    list_display = ("word", "language", "in_compounds")
    list_filter = ("language", "in_compounds")
    search_fields = ("word",)
    fields = ("language", "word", "in_compounds")
    actions = ("take_off",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may enter the admin may open the page."""
        return self.admin_site.has_permission(request)

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that holds a text is a secret."""
        return self.admin_site.has_permission(request)

    def has_take_off_permission(self, request: HttpRequest) -> bool:
        """Whoever was given Django's right to delete words, which opens nothing else."""
        return bool(request.user.has_perm("forum.delete_heldword"))

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: HeldWord | None = None) -> Any:
        """Keep what the log speaks of: another word is another line."""
        return ("language", "word") if obj else ()

    @override
    def save_model(
        self, request: HttpRequest, obj: HeldWord, form: forms.Form, change: bool
    ) -> None:
        """Save by the verb."""
        obj.put_on_list(by=reader(request))

    @admin.action(permissions=["take_off"], description=_("Take off the list"))
    def take_off(self, request: HttpRequest, queryset: QuerySet[HeldWord]) -> None:
        """Hold for these words no longer."""
        by = reader(request)
        self.carry_out(request, queryset, "take_off", lambda word: word.take_off_list(by=by))
