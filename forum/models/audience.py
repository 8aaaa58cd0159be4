"""Who may read: the four audiences and the one rule that decides (T1, T2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Circle
from accounts.reader import Reader

if TYPE_CHECKING:
    from uuid import UUID


class Audience(models.TextChoices):
    """Who may read, from the fewest to the most; nothing is public by default."""

    COMPANY = "company", _("my own company")
    CIRCLE = "circle", _("one circle")
    MEMBERS = "members", _("everybody who takes part")
    PUBLIC = "public", _("everybody")


class Reuse(models.TextChoices):
    """What readers may do with what they read."""

    CHATHAM = "chatham", _("Chatham House rule: use it, name nobody")
    NO_QUOTE = "no_quote", _("do not quote")
    FREE_WITH_NAME = "free_with_name", _("free to use, with the name")


REACH = list(Audience)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is read, without what is told there.

    `company_id` is the company whose members read, where only they do; elsewhere it is whichever
    company a story is told for.
    """

    audience: str
    circle: Circle | None
    company_id: "UUID | None" = None

    @property
    def circle_id(self) -> "UUID | None":
        """The circle's id, as on what is told."""
        return self.circle.pk if self.circle else None


class ReadSomewhere(Protocol):
    """A story, a question or a Place: whatever says who reads it."""

    @property
    def audience(self) -> str:
        """One of Audience."""

    @property
    def circle_id(self) -> "UUID | None":
        """The circle, where the audience is one."""

    @property
    def company_id(self) -> "UUID | None":
        """The company, where the audience is one."""


def companies_reading(by: Reader, place: ReadSomewhere) -> "frozenset[UUID]":
    """Those of a person's companies whose members read at a place (T4): only they may speak there.

    Empty for who reads by an appointment alone, and for who belongs to other companies besides.
    """
    if place.audience == Audience.COMPANY:
        return by.companies & {place.company_id}
    if place.audience == Audience.CIRCLE:
        return by.companies_in(place.circle_id)
    return by.companies


class Addressed(models.Model):
    """Something told to an audience; a circle is named exactly when the audience is one."""

    audience = models.CharField(
        _("audience"), max_length=10, choices=Audience, default=Audience.COMPANY
    )
    circle = models.ForeignKey(
        Circle, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("circle")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(audience=Audience.CIRCLE, circle__isnull=False)
                | Q(
                    audience__in=[Audience.COMPANY, Audience.MEMBERS, Audience.PUBLIC], circle=None
                ),
                name="%(class)s_audience_names_its_circle",
            )
        ]

    def reaches_further(self, audience: str, circle_id: "UUID | None") -> bool:
        """Tell whether the audience given lets anybody read who could not before."""
        before, after = REACH.index(Audience(self.audience)), REACH.index(Audience(audience))
        return after > before or (after == before and circle_id != self.circle_id)


def addressed_to(reader: Reader) -> Q:
    """What is addressed to this reader – the heart of T2; NULL columns match nobody."""
    if reader.user_id is None or not reader.is_participant:
        return Q(audience=Audience.PUBLIC)
    return (
        Q(audience__in=[Audience.PUBLIC, Audience.MEMBERS])
        | Q(audience=Audience.CIRCLE, circle__in=reader.circles)
        | Q(audience=Audience.COMPANY, company__in=reader.companies)
    )
