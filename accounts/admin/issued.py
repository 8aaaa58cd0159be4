"""Rows that come into being by a verb: the add form asks, the verb decides and writes."""

from abc import abstractmethod
from typing import Any, override

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from accounts.admin.base import Guarded


class AskingForm(forms.ModelForm[Any]):
    """A form that checks its fields only; what a constraint would say, the verb says better."""

    def validate_constraints(self) -> None:
        """Leave it to the verb, for which asking twice is fine."""


class Issued[Item: Model](Guarded[Item]):
    """A page whose rows are made by `issue` and afterwards only change by verbs."""

    form = AskingForm
    asked: tuple[str, ...]
    """The fields the add form asks for."""

    @abstractmethod
    def issue(self, request: HttpRequest, asked: Item) -> Item:
        """Make the row asked for by its verb; a DomainError is told to the person."""

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was issued stands; it can be ended."""
        return False

    def has_end_permission(self, request: HttpRequest) -> bool:
        """Who may make such rows may end them, as far as the verb agrees."""
        return self.has_add_permission(request)

    def get_fields(self, request: HttpRequest, obj: Item | None = None) -> Any:
        """Ask for what the verb needs; show everything later."""
        return super().get_fields(request, obj) if obj else self.asked

    @override
    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        """Let the verb write; the row logged and shown is the one it made."""
        obj.pk = self.issue(request, obj).pk
