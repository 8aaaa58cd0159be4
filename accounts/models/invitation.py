"""Invitations: the way into a company, bound to one address, used once."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Self

from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import ascii_only, normal
from accounts.errors import AlreadyMember, InvitationSpent, NotYours
from accounts.models.company import Company
from accounts.models.identified import Identified
from accounts.models.membership import Membership
from accounts.models.user import User
from accounts.reader import Reader

LIFETIME = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations as questions are asked of them."""

    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def visible_to(self, reader: Reader) -> Self:
        """Stewards see the invitations of their companies; nobody else learns of any."""
        return self.filter(company__in=reader.stewarding)

    def find(self, token: str) -> "Invitation | None":
        """The open invitation a token opens, or None – used, expired and made up look the same."""
        return self.open().filter(digest=token_digest(token)).select_related("company").first()


def token_digest(token: str) -> str:
    """What the table keeps of a token (256 random bits, so a plain hash is enough)."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Invitation(Identified):
    """An invitation of one e-mail address to one company with one role."""

    email = models.EmailField(_("e-mail"), validators=[validate_email, ascii_only])
    company = models.ForeignKey(
        Company, models.CASCADE, related_name="invitations", verbose_name=_("company")
    )
    role = models.CharField(
        _("role"), max_length=10, choices=Membership.Role, default=Membership.Role.MEMBER
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.company}"

    @classmethod
    def issue(
        cls, *, company: Company, email: str, role: str, by: User | None
    ) -> tuple["Invitation", str]:
        """Invite an address; return the invitation and the token, which is kept nowhere else.

        An earlier open invitation of the same address to the company is revoked (its mail may
        have gone astray). Raises AlreadyMember when the address belongs to a current member.
        """
        email = normal(email)
        if Membership.objects.current().filter(company=company, user__email=email).exists():
            raise AlreadyMember
        token = secrets.token_urlsafe(32)
        now = timezone.now()
        invitation = cls(
            email=email, company=company, role=role, invited_by=by,
            digest=token_digest(token), created_at=now, expires_at=now + LIFETIME,
        )  # fmt: skip
        invitation.clean_fields(exclude=["invited_by"])
        with transaction.atomic():
            company.lock()
            earlier = cls.objects.filter(accepted_at=None, revoked_at=None)
            earlier.filter(company=company, email=email).update(revoked_at=now)
            invitation.save()
        return invitation, token

    def accept(self, *, by: User) -> Membership:
        """Make `by` a member; of two racing requests one wins and the other gets InvitationSpent.

        Raises NotYours when the address invited is not the person's own.
        """
        if normal(by.email) != self.email:
            raise NotYours
        with transaction.atomic():
            taken = Invitation.objects.open().filter(pk=self.pk).update(accepted_at=timezone.now())
            if not taken:
                raise InvitationSpent
            return Membership.objects.get_or_create(
                user=by, company_id=self.company_id, left_at=None, defaults={"role": self.role}
            )[0]

    def revoke(self) -> None:
        """Take the invitation back; InvitationSpent if it is too late."""
        if not Invitation.objects.open().filter(pk=self.pk).update(revoked_at=timezone.now()):
            raise InvitationSpent
