"""Sessions: who is signed in, found by a digest so that a copy of the table opens nothing."""

from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class Session(AbstractBaseSession):
    """One signed-in client; `session_key` is the SHA-256 of the token the client holds."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="sessions", verbose_name=_("person")
    )

    objects: ClassVar[Any] = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")  # type: ignore[assignment]
        verbose_name_plural = _("sessions")  # type: ignore[assignment]
