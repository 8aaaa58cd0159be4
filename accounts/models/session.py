"""Sessions: who is signed in, found by a digest so that a copy of the table opens nothing."""

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

    objects: BaseSessionManager["Session"] = BaseSessionManager()  # type: ignore[misc]

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
