"""Community guidelines (samtalsregler): what decisions rest on, in versions people accept.

Nothing waits for an acceptance: whoever is in the middle of telling is not stopped because a text
has changed. The client shows the new version and asks, and the answer is recorded.
"""

from typing import Any, Self, TypedDict

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from accounts.models.place import Bilingual, in_language
from forum.errors import GuidelinesReplaced, GuidelinesStand, GuidelinesWithoutRules, NotYours
from forum.moderation import auditing

WORDS = (
    "preamble_sv",
    "preamble_en",
    "company_promise_sv",
    "company_promise_en",
    "programme_promise_sv",
    "programme_promise_en",
)
RIGHT = "forum.add_guidelines"  # Django's right to draft the next version and to publish it


class Standing(TypedDict):
    """Which version holds, and whether a person has accepted it."""

    version: int
    accepted: bool


class GuidelinesQuerySet(models.QuerySet["Guidelines"]):
    """Versions; drafts are for those alone who may write them."""

    def published(self) -> Self:
        """Versions that hold or have held."""
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        """Versions nobody else has seen yet."""
        return self.filter(published_at=None)

    def current(self, version: int | None = None) -> "Guidelines":
        """The version that holds: the newest published one, by one query.

        Raises GuidelinesReplaced where `version` names any other, be it old, drafted or none.
        """
        newest = self.published().latest("version")
        if version not in {None, newest.version}:
            raise GuidelinesReplaced
        return newest

    def standing_of(self, user: User) -> Standing:
        """What holds and whether the person has accepted it, by one query."""
        taken = Acceptance.objects.filter(guidelines=OuterRef("pk"), user=user)
        return self.published().values("version", accepted=Exists(taken)).latest("version")


class Guidelines(Identified):
    """One version of the guidelines; the newest published one holds and changes no more."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    preamble_sv = models.TextField(_("preamble in Swedish"))
    preamble_en = models.TextField(_("preamble in English"))
    company_promise_sv = models.TextField(_("a company's promise in Swedish"), blank=True)
    company_promise_en = models.TextField(_("a company's promise in English"), blank=True)
    programme_promise_sv = models.TextField(_("the programme's promise in Swedish"), blank=True)
    programme_promise_en = models.TextField(_("the programme's promise in English"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = GuidelinesQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidelines")
        verbose_name_plural = _("guidelines")
        ordering = ("-version",)

    def __str__(self) -> str:
        return str(self.version)

    @property
    def preamble(self) -> str:
        """What comes before the rules, in the language of the reader; paragraphs of plain text."""
        return in_language(self.preamble_sv, self.preamble_en)

    @property
    def company_promise(self) -> str:
        """What the management of a company undertakes so that telling is safe."""
        return in_language(self.company_promise_sv, self.company_promise_en)

    @property
    def programme_promise(self) -> str:
        """What the programme office undertakes beside it."""
        return in_language(self.programme_promise_sv, self.programme_promise_en)

    @transaction.atomic
    def draft_next(self, *, by: User) -> "Guidelines":
        """Begin the next version with the words of this one, or find the draft already begun.

        Raises NotYours without the right, GuidelinesReplaced where this version no longer holds.
        """
        require_right(by)
        self._hold()
        self._require_current()
        return Guidelines.objects.drafts().first() or self._copy()

    @transaction.atomic
    def reword(self, *, by: User) -> None:
        """Keep the words as they now read; the draft's row is held for its rules to follow.

        Raises NotYours without the right, GuidelinesStand once the version is published.
        """
        require_right(by)
        self._hold_draft()
        self.save(update_fields=[*WORDS])

    @transaction.atomic
    def publish(self, *, by: User) -> None:
        """Let the draft hold from now on; everybody is asked to accept it.

        Raises NotYours without the right, GuidelinesStand where it is published already, and
        GuidelinesWithoutRules.
        """
        require_right(by)
        self._hold_draft()
        if not self.rules.exists():
            raise GuidelinesWithoutRules
        self.published_at = timezone.now()
        self.save(update_fields=["published_at"])
        about: dict[str, Any] = {"kind": "guidelines", "item": self.pk, "version": self.version}
        auditing.record("guidelines.publish", by=by.pk, **about)

    @transaction.atomic
    def accept(self, user: User) -> None:
        """Record that a person has accepted this version; doing it twice is fine.

        Raises GuidelinesReplaced for all but the current version: nobody can accept what they were
        not shown, nor what no longer holds.
        """
        self._require_current()
        Acceptance.objects.get_or_create(user=user, guidelines=self)

    def accepted_by(self, user: User) -> bool:
        """Tell whether the person has accepted this very version."""
        return self.acceptances.filter(user=user).exists()

    def _copy(self) -> "Guidelines":
        texts = {name: getattr(self, name) for name in WORDS}
        draft = Guidelines.objects.create(version=self.version + 1, **texts)
        names = ("number", "name_sv", "name_en", "text_sv", "text_en")
        rules = self.rules.order_by("number").values(*names)
        Rule.objects.bulk_create(Rule(guidelines=draft, **rule) for rule in rules)
        return draft

    def _hold(self) -> "Guidelines":
        return Guidelines.objects.select_for_update().get(pk=self.pk)

    def _hold_draft(self) -> None:
        if self._hold().published_at is not None:
            raise GuidelinesStand

    def _require_current(self) -> None:
        Guidelines.objects.current(self.version if self.published_at else 0)


class Rule(Identified, Bilingual):
    """One numbered rule of a version: a name and its text in both languages."""

    guidelines = models.ForeignKey(Guidelines, models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField(_("number"))
    text_sv = models.TextField(_("text in Swedish"))
    text_en = models.TextField(_("text in English"))

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ("guidelines", "number")
        constraints = [
            models.UniqueConstraint(fields=["guidelines", "number"], name="rule_number_once")
        ]

    @property
    def text(self) -> str:
        """What the rule asks, in the language of the reader."""
        return in_language(self.text_sv, self.text_en)


class Acceptance(Identified):
    """That a person has read and accepted a version, and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    guidelines = models.ForeignKey(Guidelines, models.CASCADE, related_name="acceptances")
    accepted_at = models.DateTimeField(_("accepted"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(fields=["user", "guidelines"], name="acceptance_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


def require_right(user: User) -> None:
    """Raise NotYours for whoever may not write the guidelines."""
    if not user.has_perm(RIGHT):
        raise NotYours
