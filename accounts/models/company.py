"""Companies: those who take part, and what of them may be said aloud."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from organisationsnummer import organisationsnummer

from accounts.errors import NotYours
from accounts.legible import NameField
from accounts.models.identified import Identified
from accounts.models.place import County, Industry
from accounts.reader import Reader


class SizeClass(models.TextChoices):
    """EU size classes by headcount (Recommendation 2003/361/EC)."""

    MICRO = "micro", _("0–9 employees")
    SMALL = "small", _("10–49 employees")
    MEDIUM = "medium", _("50–249 employees")
    LARGE = "large", _("250 employees or more")


def validate_organisation_number(value: str) -> None:
    """Refuse what is no Swedish organisation number (check digit included)."""
    if not organisationsnummer.valid(value):
        raise ValidationError(_("This is not a valid organisation number."), code="organisation")


class CompanyQuerySet(models.QuerySet["Company"]):
    """Companies as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """The reader's own companies and those that share a circle the reader reads in."""
        shared = Q(participations__circle__in=reader.circles, participations__left_at=None)
        return self.filter(Q(id__in=reader.companies) | shared).distinct()


class Company(Identified):
    """A company in the programme; its organisation number is never shown to anybody outside."""

    name = NameField(_("name"), max_length=120)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    organisation_number = models.CharField(
        _("organisation number"), max_length=13, validators=[validate_organisation_number]
    )
    industry = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, verbose_name=_("industry")
    )
    size = models.CharField(_("size"), max_length=10, choices=SizeClass, blank=True)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, verbose_name=_("county")
    )
    whistleblowing_url = models.URLField(
        _("whistleblowing channel"),
        blank=True,
        help_text=_("Where members report what must not stay a story; shown to them alone."),
    )
    approval_required = models.BooleanField(
        _("a steward approves what carries the name"), default=True
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint("organisation_number", name="company_number_once"),
            models.CheckConstraint(
                condition=models.Q(size__in=["", *SizeClass.values]), name="company_size_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def lock(self) -> None:
        """Hold the company's row until the transaction ends, so that two people take turns."""
        Company.objects.select_for_update().filter(pk=self.pk).order_by().first()

    def must_be_stewarded_by(self, reader: Reader) -> None:
        """Raise NotYours unless the reader answers for the company."""
        if self.pk not in reader.stewarding:
            raise NotYours
