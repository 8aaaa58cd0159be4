"""Users: people who sign in by e-mail; nothing here says when they last did (T8)."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import validate_email
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import ascii_only
from accounts.errors import Suspended
from accounts.legible import NameField
from accounts.models.identified import Identified
from accounts.passwords import opaque


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who signs in by `email`; without a password only codes sign in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person with every right of the admin (which still asks for a second factor)."""
        fields.setdefault("display_name", email.partition("@")[0])
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(Identified, AbstractBaseUser, PermissionsMixin):
    """A person; companies and roles live in Membership and Appointment."""

    last_login = None  # T8: no last-seen anywhere
    email = models.EmailField(
        _("e-mail"), max_length=254, unique=True, validators=[validate_email, ascii_only]
    )
    display_name = NameField(_("name"), max_length=80)
    title = NameField(_("title"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    suspended_until = models.DateTimeField(
        _("suspended from writing until"), null=True, blank=True, editable=False
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("display_name", "id")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """The name others see."""
        return self.display_name

    def get_short_name(self) -> str:
        """The same name: the admin greets with it."""
        return self.display_name

    def set_password(self, raw_password: str | None) -> None:
        """Set the password, however it is spelled; None leaves no password that could be right."""
        super().set_password(None if raw_password is None else opaque(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether this is the password, however it is spelled."""
        return super().check_password(None if raw_password is None else opaque(raw_password))

    def deactivate(self) -> Self:
        """Shut the person out at once: every session goes, whatever client holds it."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        self.sessions.all().delete()
        return self

    def reactivate(self) -> Self:
        """Let the person sign in again; sessions that ended stay ended."""
        self.is_active = True
        self.save(update_fields=["is_active"])
        return self

    def suspend(self, until: datetime | None) -> Self:
        """Let the person read but not write until a moment; None lets them write again."""
        self.suspended_until = until
        self.save(update_fields=["suspended_until"])
        return self

    @property
    def suspension_ends_at(self) -> datetime | None:
        """Until when the person may not write; None for who may."""
        until = self.suspended_until
        return until if until and until > timezone.now() else None

    def describe(self, **changes: str) -> Self:
        """Change name, title or language; others see it at once on what is told by name.

        Raises Suspended for a name or title, which others would read.
        """
        if self.suspension_ends_at and changes.keys() & {"display_name", "title"}:
            raise Suspended(self.suspension_ends_at)
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=[*changes])
        return self
