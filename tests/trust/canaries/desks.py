"""Every page of the admin, seen by one of the staff, and the words that came back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from forum.models import Comment, Story, Thread
from tests.admin.pages import page
from tests.trust.canaries.crawl import named_in, raw
from tests.trust.canaries.planting import STEM, found_in

MOST_ROWS = 12  # of a model without a place: people and companies look all alike
TOLD = (Story, Thread, Comment)


def pages() -> Iterator[str]:
    """The lists, searched and not, what completes a field, and the pages of the rows."""
    yield reverse("admin:index")
    for model, desk in admin.site._registry.items():
        listed = page(model, "changelist")
        yield from (listed, f"{listed}?q={STEM}", page(model, "add"))
        yield from completions(model, desk)
        for row in rows(model):
            yield from (page(row, name) for name in ("change", "history", "delete"))


def rows(model: type[models.Model]) -> Any:
    """What there is, up to a number."""
    found = model._base_manager.order_by("pk")
    return found if model._meta.label == "forum.Story" else found[:MOST_ROWS]


def completions(model: type[models.Model], desk: Any) -> Iterator[str]:
    """The requests that complete a reference, declared for completion or not."""
    for field in model._meta.concrete_fields:
        if field.is_relation:
            about = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
            yield f"{reverse('admin:autocomplete')}?{about}&field_name={field.name}&term={STEM}"


def words_at(client: Client, spots: list[bytes]) -> dict[bytes, str]:
    """Each word that came back, with a page that showed it."""
    found: dict[bytes, str] = {}
    for path in pages():
        words = found_in(raw(client.get(path, follow=True)), spots) - named_in(path)
        found |= dict.fromkeys(words - found.keys(), path)
    return found


def finding(client: Client, word: str) -> list[str]:
    """The lists of what is told in which a search for the word finds anything."""
    lists = (page(model, "changelist") for model in TOLD)
    found: Any = ((at, client.get(at, {"q": word})) for at in lists)
    return [at for at, answer in found if answer.context_data["cl"].result_count]
