"""Follow-ups: did it hold? Appended months later, never edited into history."""

from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.errors import ForeignMeasurement
from forum.models.amount import AmountField
from forum.models.measurement import Measurement
from forum.models.part import PartQuerySet, StoryPart
from forum.models.story import Story
from forum.vocabulary import OUTCOMES, choices


class Held(models.TextChoices):
    """Whether what was reached has held."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class FollowUp(Identified, StoryPart):
    """How it stood some months after publication, with the outcome as seen then."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(_("months after"))
    held = models.CharField(_("did it hold?"), max_length=6, choices=Held)
    body = models.TextField(_("what we see now"), blank=True, max_length=5000)
    outcome = models.CharField(
        _("outcome now"), max_length=12, choices=choices(OUTCOMES), blank=True
    )

    objects = PartQuerySet["FollowUp"].as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ("story", "position")
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="follow_up_position_once"),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=120), name="follow_up_within_ten_years"
            ),
        ]

    def __str__(self) -> str:
        return str(self.months)

    @classmethod
    def tell(
        cls, story: Story, *, by: Reader, readings: dict[UUID, Decimal] | None = None, **fields: Any
    ) -> Any:
        """The follow-up appended, with new readings of the story's own measurements, or a Proposal.

        Raises ForeignMeasurement for a measurement of another story, and what `add` raises.
        The story's latest outcome follows it; the first stays.
        """
        return cls.add(story, by=by, readings=readings or {}, **fields)

    @classmethod
    def put(cls, story: Story, by: Reader, fields: dict[str, Any]) -> Self:
        """Add it with its readings; raises ForeignMeasurement and what a part's `put` raises."""
        own = dict(fields)
        values: dict[UUID, Decimal] = own.pop("readings", {})
        follow_up = super().put(story, by, own)
        known = Measurement.objects.filter(story=story, pk__in=values)
        if set(known.values_list("pk", flat=True)) != set(values):
            raise ForeignMeasurement
        for measurement, value in values.items():
            follow_up.readings.create(measurement_id=measurement, value=value)
        return follow_up

    def after_adding(self) -> None:
        """The latest outcome of the story is that of its latest follow-up."""
        if self.outcome:
            self.story.first_outcome = self.story.first_outcome or self.story.outcome
            self.story.outcome = self.outcome
            self.story.save(update_fields=["outcome", "first_outcome"])


class Reading(Identified):
    """A measurement read again at a follow-up, in the measurement's own unit."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="readings")
    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="readings")
    value = AmountField(_("value"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "measurement"], name="reading_once")
        ]

    def __str__(self) -> str:
        return str(self.value)
