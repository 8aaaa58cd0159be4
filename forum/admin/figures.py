"""The page of the desk's figures: tables and a drawing for whoever directs the programme."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import person
from forum.moderation.chart import chart
from forum.moderation.figures import Age, Figures, figures, may_see_figures
from forum.moderation.words import HeldFor, Measure, Reason


def show(request: HttpRequest) -> HttpResponse:
    """The desk's figures (wrapped in `admin_view`); for whoever may not see them there are none."""
    user = person(request)
    if user is None or not may_see_figures(user):
        raise Http404
    found = figures(timezone.now())
    context = admin.site.each_context(request) | in_words(found)
    return TemplateResponse(request, "admin/figures.html", context)


def in_words(found: Figures) -> dict[str, Any]:
    """The figures as the template lays them out."""
    months = found.months.values()
    return {
        "title": _("Figures"),
        "figures": found,
        "chart": chart(found.months),
        "waiting": [(age.label, found.waiting[age]) for age in Age],
        "held": [(reason.label, found.held[reason]) for reason in HeldFor if found.held[reason]],
        "measures": rows(Measure, [one.measures for one in (*months, found.total)]),
        "reasons": rows(Reason, [one.reasons for one in (*months, found.total)]),
    }


def rows(words: type[models.TextChoices], columns: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """The numbers of each word that occurs; None in a column that is not told apart."""
    columns = list(columns)
    lines = ((word, [None if one is None else one[word] for one in columns]) for word in words)
    return [(word.label, numbers) for word, numbers in lines if any(numbers)]
