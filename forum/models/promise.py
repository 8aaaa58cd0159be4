"""Promises: a company's management undertakes that nobody suffers for what is told here (T13)."""

from datetime import date
from typing import Self, TypedDict
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models import Company, User
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.models.guidelines import Guidelines


class Given(TypedDict):
    """Which version of the promise a company has given, since which day, and whether it holds."""

    version: int
    accepted_on: date
    is_current: bool


class CompanyPromiseQuerySet(models.QuerySet["CompanyPromise"]):
    """Promises as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Those of companies the reader can see."""
        return self.filter(company__in=Company.objects.visible_to(reader))

    def given_by(self, company_id: UUID, current: Guidelines) -> Given | None:
        """What a company has promised last; None where it has promised nothing.

        `current` is the version of the guidelines that holds.
        """
        given = self.filter(company=company_id).select_related("guidelines")
        newest = given.order_by("-guidelines__version").first()
        if newest is None:
            return None
        version = newest.guidelines.version
        holds = version == current.version
        return {"version": version, "accepted_on": newest.accepted_on, "is_current": holds}


class CompanyPromise(Identified):
    """That a company accepted the promise of one version of the guidelines, and on which day.

    A steward accepts for the management. Who it was stays with the row for the programme office;
    others see the company and the day.
    """

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="+", verbose_name=_("company")
    )
    guidelines = models.ForeignKey(
        Guidelines, models.PROTECT, related_name="+", verbose_name=_("guidelines")
    )
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted by")
    )
    accepted_on = models.DateField(_("accepted"), default=timezone.localdate)

    objects = CompanyPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("company's promise")
        verbose_name_plural = _("companies' promises")
        ordering = ("-accepted_on", "company")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["company", "guidelines"], name="promise_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def accept(cls, company: Company, version: int, *, by: Reader) -> None:
        """Give the promise for a company; giving it again changes nothing.

        Raises NotYours for anybody but a steward of the company, GuidelinesReplaced for any but
        the current version: nobody promises what they were not shown.
        """
        if company.pk not in by.stewarding:
            raise NotYours
        current = Guidelines.objects.current(version)
        cls.objects.get_or_create(
            company=company, guidelines=current, defaults={"accepted_by_id": by.user_id}
        )
