"""Asking for the reason: moderation is told in a sentence, to the log and to whom it concerns."""

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ActionLocation
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from forum.admin.base import Telling

NAMES = ("action", f"{ActionLocation.CHANGE_FORM.value}-action")


class ReasonForm(forms.Form):
    """One sentence that the person concerned will read."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("One sentence. It is kept with the decision."),
    )


def asked_for(request: HttpRequest) -> ReasonForm:
    """The form as it came in, or an empty one when the action was only just chosen."""
    return ReasonForm(request.POST if "reason" in request.POST else None)


def ask[Item: Model](
    page: Telling[Item], request: HttpRequest, items: QuerySet[Item], verb: str, form: ReasonForm
) -> HttpResponse:
    """Answer with a page that shows what was chosen and asks why.

    It sends the same action again, with the items chosen by id and the reason.
    """
    kept = [(name, request.POST[name]) for name in NAMES if request.POST.get(name)]
    chosen = list(items)
    context = {
        **page.admin_site.each_context(request),
        "title": getattr(page, verb).short_description,
        "opts": page.opts,
        "chosen": chosen,
        "kept": kept + [(ACTION_CHECKBOX_NAME, str(item.pk)) for item in chosen],
        "form": form,
    }
    return TemplateResponse(request, "admin/reason.html", context)
