"""Personas: anonymous voices, each in one thread, held by a receipt and nothing else (T5, T14)."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import Suspended
from accounts.models.identified import Identified
from accounts.prepared import Prepared, columns_of, made
from accounts.reader import Reader
from forum.errors import MixedBylines, NotParticipant
from forum.models.seal import STRIP_DAYS, Seal, Sealed

RECEIPT_DIGITS = 16
TREES = (
    "Al", "Alm", "Apel", "Ask", "Asp", "Avenbok", "Björk", "Bok", "Ek", "Fläder", "Gran", "Hassel",
    "Hägg", "Idegran", "Kastanj", "Körsbär", "Lind", "Lärk", "Lönn", "Olvon", "Oxel", "Pil",
    "Poppel", "Rönn", "Slån", "Sälg", "Tall", "Try", "Valnöt", "Vide",
)  # fmt: skip


class PersonaQuerySet(models.QuerySet["Persona"]):
    """Personas as receipts and seals find them."""

    def held_by(self, receipt: str) -> "Persona | None":
        """The voice a receipt belongs to; equally slow whether there is one or not."""
        return self.filter(receipt=digest_of(receipt)).first()


class Persona(Identified):
    """One anonymous voice in one thread: the teller of a story, or somebody who answers.

    Its label is drawn at random and means nothing elsewhere. `sector`, `size` and `region` are
    what a crowd of companies shares with the teller's (T7). No column tells who or when.
    """

    thread = models.ForeignKey(
        "forum.Thread", models.CASCADE, null=True, blank=True, related_name="personas"
    )
    label = models.CharField(_("label"), max_length=20)
    receipt = models.CharField(max_length=64, blank=True, editable=False)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    size = models.CharField(_("size"), max_length=20, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    silent = models.BooleanField(default=False, editable=False)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, editable=False)
    rounds = models.PositiveSmallIntegerField(default=0, editable=False)

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
    def speak(cls, who: Sealed, thread: Any = None) -> Self:
        """A new voice; `receipt_text` holds its receipt this once."""
        receipt = f"{secrets.randbelow(10**RECEIPT_DIGITS):0{RECEIPT_DIGITS}d}"
        taken = set(thread.personas.values_list("label", flat=True)) if thread else set()
        persona = cls(thread=thread, label=fresh_label(taken), receipt=digest_of(receipt))
        persona.save(force_insert=True)
        persona.receipt_text = receipt
        Seal.close(persona.pk, who, timezone.localdate())
        return persona

    @classmethod
    def of(cls, thread: Any, by: Reader, company_id: UUID | None) -> Self:
        """The reader's voice in a thread, a new one where there is none yet (its row is held).

        A receipt's bearer has the voice of the receipt; somebody signed in is found by the seals
        still closed. Raises MixedBylines for who speaks by name here, NotParticipant for the
        receipt of another thread or of a voice that may no longer answer.
        """
        if by.persona:
            own: Self | None = thread.personas.filter(pk=by.persona, silent=False).first()
            if own is None:
                raise NotParticipant
            return own
        if speaks_by_name(thread, by.user_id):
            raise MixedBylines
        persona: Self
        for persona in thread.personas.filter(seal__isnull=False).select_related("seal"):
            if persona.seal.names(by.user_id):
                refuse_suspended(Reader(persona=persona.pk))
                persona.be_silent(False)
                return persona
        assert by.user_id is not None  # noqa: S101
        return cls.speak(Sealed(by.user_id, company_id), thread)

    def suspend(self, until: datetime | None) -> None:
        """Let the voice say nothing until a moment; whose it is stays untouched by it, and unasked.

        Nor does a person's suspension touch their voices: one falling silent with them would tell.
        """
        self.suspended_until = until
        self.save(update_fields=["suspended_until"])

    def be_silent(self, silent: bool) -> None:
        """Take away, or give back, the right to answer by receipt (T2: narrowed at once)."""
        if self.silent != silent:
            self.silent = silent
            self.save(update_fields=["silent"])

    def show(self, sector: str, size: str, region: str) -> None:
        """Keep what may be shown of the company (T7)."""
        self.sector, self.size, self.region = sector, size, region
        self.save(update_fields=["sector", "size", "region"])

    def wait(self) -> None:
        """Wait for company one round more."""
        self.rounds += 1
        self.save(update_fields=["rounds"])

    def come_out(self, thread: Any) -> None:
        """Belong to a published thread; the seal has its last fourteen days (T5)."""
        self.thread, self.rounds = thread, 0
        self.save(update_fields=["thread", "rounds"])
        seal = Seal.objects.filter(persona=self).first()
        if seal:
            seal.last_until(timezone.localdate() + timedelta(days=STRIP_DAYS))

    def retire(self) -> None:
        """Let receipt, seal and traits go; the label stays where the voice still stands (T10)."""
        Seal.objects.filter(persona=self).delete()
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


def refuse_mixing(thread: Any, by: Reader) -> None:
    """Raise MixedBylines for a member about to speak by name where they speak anonymously (T14).

    Only while the seals are closed: afterwards nobody knows, the forum neither.
    """
    closed = (made(Seal, row) for row in SEALS.rows(thread=thread.pk))
    if any(seal.names(by.user_id) for seal in closed):
        raise MixedBylines


def _seals(thread: UUID) -> models.QuerySet[Any, Any]:
    return Seal.objects.filter(persona__thread=thread).values_list(*columns_of(Seal))


SEALS = Prepared(_seals)


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
