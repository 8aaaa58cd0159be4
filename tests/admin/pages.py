"""Addresses of the admin's pages, and what a browser posts to them."""

from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse


def page(model: type[Model] | Model, name: str) -> str:
    """The address of a page of a model, or of one of its rows."""
    args = [model.pk] if isinstance(model, Model) else []
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def listed(client: Client, model: type[Model], **query: str) -> str:
    """The list of a model as the browser shows it."""
    answer = client.get(page(model, "changelist"), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def shown(client: Client, item: Model) -> str:
    """The page of one row as the browser shows it, after redirects."""
    return client.get(page(item, "change"), follow=True).content.decode()


def act(client: Client, verb: str, item: Model, **more: str) -> str:
    """Choose an action for one row in the list; return the page the browser ends on."""
    data: dict[str, Any] = {"action": verb, "_selected_action": str(item.pk), **more}
    return client.post(page(type(item), "changelist"), data, follow=True).content.decode()


def act_on_page(client: Client, verb: str, item: Model, **more: str) -> str:
    """Choose an action on the row's own page."""
    data = {"CHANGE_FORM-action": verb, "_selected_action": str(item.pk), **more}
    return client.post(page(item, "change"), data, follow=True).content.decode()
