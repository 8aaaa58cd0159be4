"""Addresses of the admin's pages, and what a browser posts to them."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from forum.models import Guidelines

WHY = "Namnger en kund som inte har sagt ja."


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


def act(client: Client, verb: str, item: Model, **more: Any) -> str:
    """Choose an action for one row in the list; return the page the browser ends on."""
    data: dict[str, Any] = {"action": verb, "_selected_action": str(item.pk), **more}
    return client.post(page(type(item), "changelist"), data, follow=True).content.decode()


def act_on_page(client: Client, verb: str, item: Model, **more: Any) -> str:
    """Choose an action on the row's own page."""
    data = {"CHANGE_FORM-action": verb, "_selected_action": str(item.pk), **more}
    return client.post(page(item, "change"), data, follow=True).content.decode()


def decide(
    client: Client, measure: str, item: Model, choose: Callable[..., str] = act, **more: Any
) -> str:
    """Choose to decide about what is on the page, and fill in the form that comes."""
    verb = more.pop("verb", "decide")
    chosen = {name: more[name] for name in ("_selected_action",) if name in more}
    asked = choose(client, verb, item, **chosen)
    return choose(client, verb, item, **{**filled_in(measure, asked), **more})


def agree(client: Client, verb: str, item: Model, choose: Callable[..., str] = act) -> str:
    """Choose to say yes to what is on the page, and say it to what the page that comes shows."""
    return choose(client, verb, item, version=versions_in(choose(client, verb, item)))


def versions_in(asked: str) -> list[str]:
    """The versions a page keeps of what it shows."""
    return re.findall(r'name="version" value="([^"]+)"', asked)


def filled_in(measure: str, asked: str) -> dict[str, Any]:
    """The form of a decision, with the versions of the cases as the page `asked` has them."""
    rule = Guidelines.objects.current().rules.order_by("number")[0]
    said = {"measure": measure, "reason": "identifies", "rule": str(rule.pk), "sentence": WHY}
    return {**said, "version": versions_in(asked)}
