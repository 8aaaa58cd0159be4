"""Who is shown: the byline on whatever is told, and the only columns that may name a teller."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from accounts.reader import Reader
from forum import batches
from forum.errors import BylineNotOpen, CompanyNeeded, NotYours, UnknownCompany
from forum.models.attribution import Attribution
from forum.models.audience import ReadSomewhere, companies_reading


class Byline(models.TextChoices):
    """How others see who tells (T3); `source` is text brought in from another collection."""

    PERSON = "person", _("name and company")
    COMPANY = "company", _("the company only")
    ANONYMOUS = "anonymous", _("anonymous")
    SOURCE = "source", _("another source")


NAMED = (Byline.PERSON, Byline.COMPANY)
NAMED_BYLINES = [(byline.value, byline.label) for byline in NAMED]
OPEN_BYLINES = [*NAMED_BYLINES, (Byline.ANONYMOUS.value, Byline.ANONYMOUS.label)]


class Told(models.Model):
    """Something told by somebody.

    The database refuses a user or company key on anything anonymous (T5). A named row may lose
    its author (a former member) but never gains one. `told_at` is when it was told as far as
    anybody may know: the moment for the named, the date of its batch for the anonymous, and
    `batches.NOT_OUT` until there is one (T8).
    """

    byline = models.CharField(_("byline"), max_length=10, choices=Byline, default=Byline.PERSON)
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("company")
    )
    attribution = models.OneToOneField(
        Attribution, models.PROTECT, null=True, blank=True, verbose_name=_("source")
    )
    persona = models.ForeignKey(
        "forum.Persona", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    told_at = models.DateTimeField(_("told"), default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(byline__in=NAMED) | Q(author=None, company=None),
                name="%(class)s_unnamed_holds_no_key",
            ),
            models.CheckConstraint(
                condition=Q(byline__in=Byline.values),
                name="%(class)s_byline_known",
            ),
            models.CheckConstraint(
                condition=Q(persona=None) | Q(byline=Byline.ANONYMOUS),
                name="%(class)s_persona_is_unnamed",
            ),
            models.CheckConstraint(
                condition=~Q(byline=Byline.SOURCE) | Q(attribution__isnull=False),
                name="%(class)s_source_is_named",
            ),
        ]

    @property
    def is_named(self) -> bool:
        """Tell whether a company's name stands on it."""
        return self.byline in NAMED

    def is_spoken_by(self, reader: Reader) -> bool:
        """Tell whether the reader told it: by name, or as the bearer of the receipt."""
        if self.persona_id:
            return self.persona_id == reader.persona
        return self.author_id is not None and self.author_id == reader.user_id


def out_or_own(reader: Reader) -> Q:
    """What nobody holds back for a moderator, and the reader's own."""
    shown = Q(held_for="")
    if reader.persona:
        return shown | Q(persona=reader.persona)
    return shown | Q(author=reader.user_id) if reader.user_id else shown


def moment_for(item: Told) -> datetime:
    """Now, as far as an item may say: for the anonymous the date of the last batch (T8).

    Whatever happens to something anonymous, whoever does it, carries a date on which many come out;
    until it is out itself, none at all.
    """
    if item.byline != Byline.ANONYMOUS:
        return timezone.now()
    return today_unnamed() if item.told_at != batches.NOT_OUT else batches.NOT_OUT


def today_unnamed() -> datetime:
    """The date of the last batch, as a column for moments keeps it."""
    return batches.moment_of(batches.last_batch(timezone.now()))


def company_for(by: Reader, place: ReadSomewhere, company_id: UUID | None) -> UUID | None:
    """The company that speaks where something is read (T4): the one named, or the only one there.

    None for somebody who reads there by an appointment and belongs to no company that does. Raises
    UnknownCompany for a company that is not the reader's or does not read there, and
    CompanyNeeded with the choices where several could speak and none was named.
    """
    return one_of(companies_reading(by, place), company_id)


def one_of(possible: frozenset[UUID], company_id: UUID | None) -> UUID | None:
    """The company named among those possible, or the only one; see `company_for`."""
    if company_id is not None:
        if company_id not in possible:
            raise UnknownCompany
        return company_id
    if len(possible) > 1:
        slugs = Company.objects.filter(pk__in=possible).order_by("slug").values_list("slug")
        raise CompanyNeeded([("/company", "choice", slug) for (slug,) in slugs])
    return next(iter(possible), None)


def company_reacting(by: Reader, place: ReadSomewhere) -> UUID | None:
    """The company a person's reactions count for at a place, always the same one (T9).

    Nobody is asked for a reaction. None for who reads there by an appointment.
    """
    return min(companies_reading(by, place), default=None)


def teller(
    by: Reader,
    place: ReadSomewhere,
    *,
    byline: str = Byline.PERSON,
    company_id: UUID | None = None,
) -> dict[str, Any]:
    """The columns that say who tells at a place, for a member or one appointed.

    Raises what `company_for` raises, NotYours when somebody but a steward speaks for the company
    as such (T4), BylineNotOpen for an anonymous question.
    """
    if byline not in NAMED:
        raise BylineNotOpen
    company = company_for(by, place, company_id)
    if byline == Byline.COMPANY and company not in by.stewarding:
        raise NotYours
    return {"byline": byline, "author_id": by.user_id, "company_id": company}
