"""Circles: the sets of companies that may read together, and the people appointed to them."""

from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import crowds
from accounts.models.company import Company
from accounts.models.identified import Identified
from accounts.models.place import Bilingual
from accounts.models.user import User
from accounts.reader import Reader


class CircleQuerySet(models.QuerySet["Circle"]):
    """Circles as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """A circle is known to those who read in it; to others its name is a secret too."""
        return self.filter(id__in=reader.circles)


class Anonymity(models.TextChoices):
    """What can be told anonymously in a circle: the circle chooses (design.md §3, T6)."""

    NOTHING = "nothing", _("nothing")
    STORIES = "stories", _("stories")
    STORIES_AND_ANSWERS = "stories_and_answers", _("stories and answers")


class Circle(Identified, Bilingual):
    """A named set of companies that may read together.

    `answers_unread` waives that a moderator reads anonymous answers before they come out (T4); of
    stories nobody can waive it.
    """

    class Kind(models.TextChoices):
        """What brought the companies together."""

        PROGRAMME = "programme", _("programme")
        COHORT = "cohort", _("cohort")
        SEMINAR = "seminar", _("seminar")
        GROUP = "group", _("group")

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"kind": "programme"},
        verbose_name=_("programme"),
    )
    hold_newcomers = models.BooleanField(_("hold what companies new here write"), default=False)
    hold_words = models.BooleanField(_("hold what contains listed words"), default=False)
    anonymity = models.CharField(
        _("what can be told anonymously"),
        max_length=20,
        choices=Anonymity,
        default=Anonymity.STORIES_AND_ANSWERS,
    )
    answers_unread = models.BooleanField(
        _("let anonymous answers out unread"),
        default=False,
        help_text=_("Otherwise a moderator of no company here reads each one first."),
    )
    voices_stopped_until = models.DateTimeField(_("no new voices until"), null=True, editable=False)
    companies = models.ManyToManyField(
        Company, through="Participation", related_name="circles", verbose_name=_("companies")
    )

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="programme") | models.Q(parent=None),
                name="programme_has_no_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(anonymity__in=Anonymity.values), name="circle_anonymity_known"
            ),
        ]

    @property
    def takes_stories(self) -> bool:
        """Tell whether stories can be told anonymously here."""
        return self.anonymity != Anonymity.NOTHING

    @property
    def takes_answers(self) -> bool:
        """Tell whether one can answer anonymously here."""
        return self.anonymity == Anonymity.STORIES_AND_ANSWERS

    def admit(self, company: Company) -> "Participation":
        """Let a company read here from now on; twice changes nothing."""
        return Participation.objects.get_or_create(circle=self, company=company, left_at=None)[0]

    @transaction.atomic
    def dismiss(self, company: Company) -> None:
        """End a company's reading here at once."""
        current = Participation.objects.filter(circle=self, company=company, left_at=None)
        current.update(left_at=timezone.now())
        crowds.changed()

    def appoint(self, user: User, role: str) -> "Appointment":
        """Give a person a role in this circle; twice changes nothing."""
        return Appointment.objects.get_or_create(circle=self, user=user, role=role, ended_at=None)[
            0
        ]


class Participation(Identified):
    """A company in a circle, from when until when."""

    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="participations", verbose_name=_("circle")
    )
    company = models.ForeignKey(
        Company, models.CASCADE, related_name="participations", verbose_name=_("company")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("circle", "company")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "company"],
                condition=models.Q(left_at=None),
                name="participation_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} – {self.circle}"


class Appointment(Identified):
    """A person with a role in a circle; an `observer` sees totals only and reads nothing."""

    class Role(models.TextChoices):
        """What the person does for the circle."""

        COACH = "coach", _("coach")
        MODERATOR = "moderator", _("moderator")
        EDITOR = "editor", _("editor")
        OBSERVER = "observer", _("observer")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="appointments", verbose_name=_("person")
    )
    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="appointments", verbose_name=_("circle")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    started_at = models.DateTimeField(_("from"), default=timezone.now)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("circle", "role", "user")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "circle", "role"],
                condition=models.Q(ended_at=None),
                name="appointment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.circle}"

    def end(self) -> None:
        """End the appointment; access is gone at once."""
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])
