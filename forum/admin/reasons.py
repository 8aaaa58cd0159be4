"""Asking for a sentence before an action: what is decided about people is told to them in words."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ActionLocation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Guarded, reader

ACTIONS = ("action", f"{ActionLocation.CHANGE_FORM.value}-action")


def sentence(label: Any, help_text: Any, longest: int) -> forms.CharField:
    """A field for what somebody will read, at most so many characters."""
    area = forms.Textarea(attrs={"rows": 4, "cols": 70})
    return forms.CharField(label=label, help_text=help_text, max_length=longest, widget=area)


def sent(request: HttpRequest) -> Any:
    """What came in with the form, or None when the action was only just chosen."""
    return request.POST if "sentence" in request.POST else None


def again(request: HttpRequest) -> list[tuple[str, str]]:
    """The hidden fields that send the same action again, for the same rows."""
    posted = request.POST
    chosen = [(name, posted[name]) for name in (*ACTIONS, "select_across") if posted.get(name)]
    return chosen + [(ACTION_CHECKBOX_NAME, pk) for pk in posted.getlist(ACTION_CHECKBOX_NAME)]


def ask(
    page: Guarded[Any], request: HttpRequest, chosen: Iterable[object], form: forms.Form
) -> HttpResponse:
    """Answer with a page that names what was chosen and asks the form's questions."""
    action = next(request.POST[name] for name in ACTIONS if request.POST.get(name))
    title = getattr(page, action).short_description
    return answer(page, request, "admin/reason.html", title=title, chosen=chosen, form=form)


def answer(
    page: Guarded[Any], request: HttpRequest, template: str, *, kept: Any = (), **shown: object
) -> HttpResponse:
    """Answer with a page whose form sends the same action again, with what is `kept` beside."""
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "kept": [*again(request), *kept],
        **shown,
    }
    return TemplateResponse(request, template, context)


class NoteForm(forms.Form):
    """What has to change before a story can come out."""

    sentence = sentence(_("Note"), _("The teller reads it with the draft."), 1000)


def send_items_back(
    page: Guarded[Any],
    request: HttpRequest,
    items: QuerySet[Any],
    named: Callable[[Any], str] = str,
) -> HttpResponse | None:
    """Send items back to whoever told them, with a note asked for first.

    The page that asks for it, with each item as it is `named`; None once they are sent back.
    """
    form = NoteForm(sent(request))
    if not form.is_valid():
        return ask(page, request, [named(one) for one in items], form)
    to = {"by": reader(request), "note": form.cleaned_data["sentence"]}
    page.carry_out(request, items, "send_back", lambda one: one.send_back(**to))
    return None
