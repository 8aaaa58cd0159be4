"""Seals: for fourteen days the only link between an anonymous voice and a person (T5, T6)."""

import json
from datetime import date, timedelta
from typing import NamedTuple, Self
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

STRIP_DAYS = 14  # after publication; then nobody can say who it was (T5)
DRAFT_DAYS = 90  # what is never published keeps its link no longer than this
NO_TIME = 0  # Fernet writes the second it sealed into the clear part of its text


class Sealed(NamedTuple):
    """What a seal holds."""

    user_id: UUID
    company_id: UUID | None


class SealQuerySet(models.QuerySet["Seal"]):
    """Seals as the scheduled work meets them."""

    def due(self, today: date) -> Self:
        """Those whose time is over."""
        return self.filter(until__lte=today)


class Seal(models.Model):
    """Who an anonymous voice is, readable only with the keys of the environment.

    A row of its own table, so that stripping leaves nothing behind in the content; all seals are
    equally long, and none says when it was made.
    """

    persona = models.OneToOneField(
        "forum.Persona", models.CASCADE, primary_key=True, related_name="seal"
    )
    sealed = models.BinaryField()
    until = models.DateField(db_index=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = "seal"

    def __str__(self) -> str:
        return "seal"

    @classmethod
    def close(cls, persona_id: UUID, who: Sealed, today: date) -> Self:
        """Seal who a new voice is, until its words are published or forgotten."""
        named = json.dumps(
            {"user": who.user_id.hex, "company": (who.company_id or UUID(int=0)).hex}
        )
        sealed = keys().encrypt_at_time(named.encode(), NO_TIME)
        until = today + timedelta(days=DRAFT_DAYS)
        return cls.objects.create(persona_id=persona_id, sealed=sealed, until=until)

    def open(self) -> Sealed | None:
        """Who it is; None where the key it was sealed with is gone."""
        try:
            held = json.loads(keys().decrypt(bytes(self.sealed)))
        except InvalidToken:
            return None
        company = UUID(held["company"])
        return Sealed(UUID(held["user"]), company if company.int else None)

    def names(self, user_id: UUID | None) -> bool:
        """Tell whether it is this person."""
        held = self.open()
        return held is not None and held.user_id == user_id

    def last_until(self, day: date) -> None:
        """Keep the seal until a day and no longer; a later day than before changes nothing."""
        self.until = min(self.until, day)
        self.save(update_fields=["until"])

    def rotate(self) -> None:
        """Seal anew with the newest key; InvalidToken when its own key is gone."""
        self.sealed = keys().rotate(bytes(self.sealed))
        self.save(update_fields=["sealed"])


def keys() -> MultiFernet:
    """The environment's keys, newest first."""
    return MultiFernet([Fernet(key) for key in settings.SEAL_KEYS])
