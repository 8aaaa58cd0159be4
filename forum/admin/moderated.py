"""Pages of things told, from which a moderator decides about what is on them (T11)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import EVERYWHERE, reader
from accounts.errors import DomainError, NotYours
from accounts.reader import Reader
from forum.admin.base import Telling
from forum.admin.deciding import AT_ONCE, decide, too_many
from forum.errors import WrongState
from forum.models import Case, Persona, State


class Moderated[Item: Model](Telling[Item]):
    """A page whose rows, and the anonymous voices behind them, can be decided about.

    Nothing is hidden, locked or shown again but by a decision, with its reason, rule and sentence.
    """

    actions: Any = ("decide", "decide_voice")

    @admin.action(permissions=["moderate"], description=_("Decide …"), location=EVERYWHERE)
    def decide(self, request: HttpRequest, queryset: QuerySet[Item]) -> HttpResponse | None:
        """Decide about the items at once."""
        return self.decide_about(request, queryset)

    @admin.action(
        permissions=["moderate"], description=_("Decide about the voice …"), location=EVERYWHERE
    )
    def decide_voice(self, request: HttpRequest, queryset: QuerySet[Item]) -> HttpResponse | None:
        """Decide about the anonymous voices that told the items; who speaks by name has none."""
        voices = queryset.exclude(persona=None).order_by().values("persona")
        heard = Persona.objects.filter(pk__in=voices).exclude(thread=None)
        return self.decide_about(request, heard)

    def decide_about(self, request: HttpRequest, items: QuerySet[Any]) -> HttpResponse | None:
        """Open the cases of the items, and decide about all of them; a refusal opens none."""
        chosen = list(items.order_by("pk")[: AT_ONCE + 1])
        if problem := too_many(chosen):
            self.message_user(request, problem, messages.ERROR)
            return None
        try:
            cases = opened(chosen, reader(request))
        except DomainError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        return decide(self, request, cases)


@transaction.atomic
def opened(items: Iterable[Any], by: Reader) -> list[Case]:
    """The cases of items; all of them, or none is opened.

    Raises NoModeratorHere, WrongState for a story that is not out, and NotYours where one of them
    is not this moderator's to handle.
    """
    cases = [Case.about(item) for item in items]
    if any(case.story and case.story.state != State.PUBLISHED for case in cases):
        raise WrongState
    theirs = Case.objects.visible_to(by).filter(pk__in=[case.pk for case in cases])
    if theirs.count() != len(cases):
        raise NotYours
    return cases
