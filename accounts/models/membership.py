"""Memberships: who belongs to which company, from when until when."""

from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import crowds
from accounts.errors import LastSteward, NotYours
from accounts.models.company import Company
from accounts.models.identified import Identified
from accounts.models.user import User
from accounts.reader import Reader


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships as questions are asked of them."""

    def current(self) -> Self:
        """Those that have not ended."""
        return self.filter(left_at=None)

    def visible_to(self, reader: Reader) -> Self:
        """Who belongs to a company is told to its own members only."""
        return self.current().filter(company__in=reader.companies)


class Membership(Identified):
    """A person in a company, as `member` or as `steward` (who approves and invites)."""

    class Role(models.TextChoices):
        """What a member may do for the company."""

        MEMBER = "member", _("member")
        STEWARD = "steward", _("steward")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    company = models.ForeignKey(
        Company, models.CASCADE, related_name="memberships", verbose_name=_("company")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("company", "joined_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company"],
                condition=models.Q(left_at=None),
                name="membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.company}"

    def end(self, *, by: Reader) -> None:
        """End the membership: a steward anybody's, a member one's own; access is gone at once.

        Raises NotYours for others, LastSteward when colleagues would be left without one.
        """
        if by.user_id != self.user_id and self.company_id not in by.stewarding:
            raise NotYours
        with transaction.atomic():
            list(Membership.objects.current().filter(company=self.company_id).select_for_update())
            if self._is_last_steward():
                raise LastSteward
            self.left_at = timezone.now()
            self.save(update_fields=["left_at"])
            crowds.changed()

    def give_role(self, role: str, *, by: Reader) -> None:
        """Make a colleague steward or member again; stewards only."""
        if self.company_id not in by.stewarding:
            raise NotYours
        with transaction.atomic():
            list(Membership.objects.current().filter(company=self.company_id).select_for_update())
            if role != self.Role.STEWARD and self._is_last_steward():
                raise LastSteward
            self.role = role
            self.save(update_fields=["role"])

    def _is_last_steward(self) -> bool:
        others = Membership.objects.current().filter(company=self.company_id).exclude(pk=self.pk)
        stays_alone = self.role == self.Role.STEWARD and others.exists()
        return stays_alone and not others.filter(role=self.Role.STEWARD).exists()
