"""Personas: anonymous voices, each in one thread, held by a receipt and nothing else (T5, T14)."""

import secrets
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import Suspended
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.errors import MixedBylines, NotParticipant
from forum.new_voices import one_more, refuse_stopped

RECEIPT_DIGITS = 16
AUDIBLE = {"silent": False, "silenced": False}
TREES = (
    "Al", "Alm", "Apel", "Ask", "Asp", "Avenbok", "Björk", "Bok", "Ek", "Fläder", "Gran", "Hassel",
    "Hägg", "Idegran", "Kastanj", "Körsbär", "Lind", "Lärk", "Lönn", "Olvon", "Oxel", "Pil",
    "Poppel", "Rönn", "Slån", "Sälg", "Tall", "Try", "Valnöt", "Vide",
)  # fmt: skip


class PersonaQuerySet(models.QuerySet["Persona"]):
    """Personas as receipts find them."""

    def held_by(self, receipt: str) -> "Persona | None":
        """The voice a receipt belongs to; equally slow whether there is one or not."""
        return self.filter(receipt=digest_of(receipt)).first()


class Persona(Identified):
    """One anonymous voice in one thread: the teller of a story, or somebody who answers.

    Its label is drawn at random and means nothing elsewhere. `sector`, `size` and `region` are
    what a crowd of companies shared with the teller's when it began (T7), and only ever become
    less. Nothing tells who or when: whoever began it is asked for nothing and forgotten (T5).
    """

    thread = models.ForeignKey(
        "forum.Thread", models.CASCADE, null=True, blank=True, related_name="personas"
    )
    label = models.CharField(_("label"), max_length=20)
    receipt = models.CharField(max_length=64, blank=True, editable=False)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    size = models.CharField(_("size"), max_length=20, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    silent = models.BooleanField(default=False, editable=False)  # for good: a narrowing (T2)
    silenced = models.BooleanField(default=False, editable=False)  # by a moderator (T14)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, editable=False)

    objects = PersonaQuerySet.as_manager()
    receipt_text = ""  # the digits, in the request that made the persona and never again

    class Meta:
        verbose_name = _("anonymous voice")
        verbose_name_plural = _("anonymous voices")
        constraints = [
            models.UniqueConstraint(fields=["thread", "label"], name="persona_label_once"),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="receipt_of_one_persona"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def speak(cls, thread: Any = None, **shown: str) -> Self:
        """A new voice; `shown` may be said of its company, and `receipt_text` is shown this once.

        It takes no person: what the person must be allowed has been asked before (T5).
        """
        receipt = f"{secrets.randbelow(10**RECEIPT_DIGITS):0{RECEIPT_DIGITS}d}"
        taken = set(thread.personas.values_list("label", flat=True)) if thread else set()
        named = {"thread": thread, "label": fresh_label(taken), "receipt": digest_of(receipt)}
        persona = cls(**named, **shown)
        persona.save(force_insert=True)
        persona.receipt_text = receipt
        return persona

    @classmethod
    def of(cls, thread: Any, by: Reader) -> Self:
        """The voice of a receipt's bearer; of somebody signed in always a new one (T14).

        Were it found again, who is asked to answer before others' eyes would show who they are.
        Raises MixedBylines for who speaks by name here, NoNewVoices, VoicesSpent, NotParticipant
        for the receipt of another thread or of a voice that may no longer answer.
        """
        if by.persona:
            own: Self | None = thread.personas.filter(pk=by.persona, **AUDIBLE).first()
            if own is None:
                raise NotParticipant
            return own
        if speaks_by_name(thread, by.user_id):
            raise MixedBylines
        refuse_stopped(thread)
        with one_more(by.user_id):
            return cls.speak(thread)

    def suspend(self, until: datetime | None) -> None:
        """Let the voice say nothing until a moment; whose it is stays untouched by it, and unasked.

        Nor does a person's suspension touch their voices: one falling silent with them would tell.
        """
        self.suspended_until = until
        self.save(update_fields=["suspended_until"])

    def be_silenced(self, silenced: bool) -> None:
        """Take away, or give back, the right to answer by receipt, as a moderator decides.

        Whom a narrowing has silenced stays silent (T14).
        """
        self.silenced = silenced
        self.save(update_fields=["silenced"])

    def show(self, sector: str, size: str, region: str) -> None:
        """Keep what may be shown of the company (T7)."""
        self.sector, self.size, self.region = sector, size, region
        self.save(update_fields=["sector", "size", "region"])

    def come_out(self, thread: Any) -> None:
        """Belong to a published thread."""
        self.thread = thread
        self.save(update_fields=["thread"])

    def retire(self) -> None:
        """Let receipt and traits go; the label stays where the voice still stands (T10)."""
        self.receipt = self.sector = self.size = self.region = ""
        self.save(update_fields=["receipt", "sector", "size", "region"])


def refuse_suspended(by: Reader) -> None:
    """Raise Suspended for a person, or a voice, that may not write just now."""
    if by.suspended_until:
        raise Suspended(by.suspended_until)
    if by.persona:
        voice = Persona.objects.filter(pk=by.persona, suspended_until__gt=timezone.now()).first()
        if voice is not None:
            raise Suspended(voice.suspended_until)


def speaks_by_name(thread: Any, user_id: UUID | None) -> bool:
    """Tell whether a person told, asked or answered here under their own name."""
    told = thread.story.author_id if thread.story else thread.author_id
    return told == user_id or bool(thread.comments.filter(author=user_id).exists())


def fresh_label(taken: set[str]) -> str:
    """A tree and a number nobody in the thread has."""
    while (label := f"{secrets.choice(TREES)} {secrets.randbelow(90) + 10}") in taken:
        pass
    return label


def digest_of(receipt: str) -> str:
    """What is kept of a receipt: Argon2id, slow for whoever tries all of 10¹⁶ (OWASP's minimum).

    One salt for all, so that one computation finds the row or finds none.
    """
    raw = hash_secret_raw(
        receipt.encode(), b"tillit receipt 1", time_cost=2, memory_cost=19_456,
        parallelism=1, hash_len=32, type=Type.ID,
    )  # fmt: skip
    return raw.hex()
