"""Asking for a sentence before an action: what is decided about people is told to them in words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ActionLocation
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.admin.base import Guarded

NAMES = ("action", f"{ActionLocation.CHANGE_FORM.value}-action")


def sentence(label: Any, help_text: Any, longest: int) -> forms.CharField:
    """A field for what somebody will read, at most so many characters."""
    area = forms.Textarea(attrs={"rows": 4, "cols": 70})
    return forms.CharField(label=label, help_text=help_text, max_length=longest, widget=area)


def sent(request: HttpRequest) -> Any:
    """What came in with the form, or None when the action was only just chosen."""
    return request.POST if "sentence" in request.POST else None


def ask(
    page: Guarded[Any], request: HttpRequest, chosen: Iterable[object], form: forms.Form
) -> HttpResponse:
    """Answer with a page that names what was chosen and asks the form's questions.

    It sends the same action again, for the same rows, with the answers.
    """
    posted = request.POST
    action = next(posted[name] for name in NAMES if posted.get(name))
    kept = [(name, posted[name]) for name in NAMES if posted.get(name)]
    kept += [(ACTION_CHECKBOX_NAME, pk) for pk in posted.getlist(ACTION_CHECKBOX_NAME)]
    context = {
        **page.admin_site.each_context(request),
        "title": getattr(page, action).short_description,
        "opts": page.opts,
        "chosen": chosen,
        "kept": kept,
        "form": form,
    }
    return TemplateResponse(request, "admin/reason.html", context)
