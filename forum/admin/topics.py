"""Topics: the curated subjects, with the words people use for them."""

from typing import Any, override

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Guarded
from forum.models import Topic


class Words(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        """The list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines as a list, without the empty ones."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the words differ, whatever the line ends."""
        return list(initial or []) != self.clean(data)


class TopicForm(forms.ModelForm[Topic]):
    """A topic with its synonyms as lines."""

    synonyms = Words(label=_("synonyms"), required=False, help_text=_("One on each line."))


@admin.register(Topic)
class Topics(Guarded[Topic]):
    """Topics; the short name is part of addresses and stands once given."""

    form = TopicForm
    list_display = ("slug", "name_sv", "name_en", "group")
    list_filter = ("group",)
    search_fields = ("slug", "name_sv", "name_en")
    fields = ("slug", "name_sv", "name_en", "group", "synonyms")

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> Any:
        """Keep the short name: another one would be another topic."""
        return ("slug",) if obj else ()
