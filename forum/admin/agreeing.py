"""Saying yes from the admin: the page that shows what the yes is to, and keeps which version."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from accounts.admin.base import Guarded
from forum.admin.reasons import ACTIONS, answer

SEEN = "version"


class Asked(NamedTuple):
    """One thing on the page: what it is called, and what the yes would let out."""

    item: Any
    name: str
    text: SafeString


def agree(
    page: Guarded[Any],
    request: HttpRequest,
    asked: Iterable[Asked],
    accept: Callable[[Any, str], None],
) -> HttpResponse | None:
    """Show what was chosen and ask for the yes; then say it to the versions that were shown.

    `accept` takes the item and the version seen. None when it is over; the messages say how.
    """
    chosen = list(asked)
    seen = dict(text.partition(":")[::2] for text in request.POST.getlist(SEEN))
    items = page.get_queryset(request).filter(pk__in=[one.item.pk for one in chosen])
    if SEEN in request.POST:
        verb = str(request.POST.get(ACTIONS[0]) or request.POST.get(ACTIONS[1]))
        page.carry_out(request, items, verb, lambda one: accept(one, seen.get(str(one.pk), "-")))
        return None
    action = next(request.POST[name] for name in ACTIONS if request.POST.get(name))
    return answer(
        page,
        request,
        "admin/agree.html",
        title=getattr(page, action).short_description,
        chosen=[(one.name, one.text) for one in chosen],
        kept=[(SEEN, f"{one.item.pk}:{one.item.seen_as}") for one in chosen],
    )
