"""Leaks by moderation: who may open a case, and whom a suspension silences."""

from contextlib import ExitStack
from typing import Any

from django.db.models import Q

from accounts.models import User
from forum.models import Persona
from forum.models.case import CaseQuerySet
from tests.trust.interference import scripts
from tests.trust.interference.leaks.planting import after, known, leak, told


@leak(40, script=scripts.JUDGED, between=("tilda", "zoe"))
def case_open_to_the_own_company(patches: ExitStack) -> None:
    """A moderator of the teller's company finds the case of the anonymous story."""

    def change(found: Any, cases: Any, reader: Any) -> Any:
        if not (reader.moderating and known().company.pk in reader.companies):
            return found
        return cases.filter(Q(pk__in=found.values("pk")) | Q(item=told()))

    after(patches, CaseQuerySet, "visible_to", change)


@leak(51, script=scripts.SUSPENDED)
def silenced_when_suspended(patches: ExitStack) -> None:
    """A person's suspension silences the voice they have."""

    def change(_done: Any, user: Any, _until: Any) -> None:
        if user == known().teller:
            Persona.objects.filter(thread__story=known().story).update(silent=True)

    after(patches, User, "suspend", change)
