"""Writing another text into an item, as moderation does: its row held, its HTML made anew."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import CharField

from forum.errors import StaleText
from forum.markdown import render
from forum.moderation.masking import shortened
from forum.moderation.texts import holder


def hold(item: Any, version: int | None = None) -> None:
    """Read the item anew and hold it, a comment after its thread as everybody does.

    Raises StaleText if it has another version by now, or is gone.
    """
    try:
        if hasattr(item, "thread_id"):
            threads = item._meta.get_field("thread").related_model._base_manager
            threads.select_for_update().get(pk=item.thread_id)
        item.refresh_from_db(from_queryset=type(item)._base_manager.select_for_update())
    except ObjectDoesNotExist as gone:
        raise StaleText from gone
    if version not in (None, item.version):
        raise StaleText


def write(item: Any, texts: dict[str, str]) -> None:
    """Write fields with the HTML made of them; it is a new version, and nobody's edit."""
    columns = ["version"]
    if hasattr(item, "vouched"):  # a digest must not outlive what was taken out (T10)
        item.vouched = []
        columns.append("vouched")
    for field, text in texts.items():
        row, name = holder(item, field)
        column = row._meta.get_field(name)
        is_short = isinstance(column, CharField)
        setattr(row, name, shortened(text, column.max_length if is_short else None))
        if row is not item:
            row.save(update_fields=[name])  # no HTML is made of what stands in parts
            continue
        columns.append(name)
        if name == "body":
            item.body_html = render(text)
            columns.append("body_html")
        elif not is_short:
            item.sections_html[name] = render(text)
            columns.append("sections_html")
    item.version += 1
    item.save(update_fields=columns)
