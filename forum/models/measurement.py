"""Measurements: what was measured before, aimed at and reached – exact, and never a score."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from forum.models.amount import AmountField, signless_zero
from forum.models.part import PartQuerySet, StoryPart
from forum.models.story import Story
from forum.models.topic import Direction, Metric

PLACES = Decimal("0.0001")


def amount(label: Any) -> Any:
    """A measured value that may be missing."""
    return AmountField(label, null=True, blank=True)


class Measurement(Identified, StoryPart):
    """One metric of a story with baseline, target and result in one unit."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="measurements")
    metric = models.ForeignKey(
        Metric, models.PROTECT, null=True, blank=True, verbose_name=_("metric")
    )
    name = models.CharField(_("what was measured"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    baseline = amount(_("before"))
    target = amount(_("target"))
    result = amount(_("result"))
    baseline_period = models.CharField(_("period before"), max_length=40, blank=True)
    result_period = models.CharField(_("period of the result"), max_length=40, blank=True)

    objects = PartQuerySet["Measurement"].as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ("story", "position")
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="measure_position_once"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="measure_direction_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def before_adding(self) -> None:
        """A metric from the list brings its name, unit and direction."""
        if self.metric is not None:
            self.name = self.name or self.metric.name_sv
            self.unit = self.unit or self.metric.unit
            self.direction = self.direction or self.metric.direction

    def after_adding(self) -> None:
        """A result freezes what was expected."""
        if self.result is not None:
            self.story.freeze_expectation()

    def may_still_gain(self, changes: dict[str, Any]) -> bool:
        """A published measurement may still gain its result, once."""
        return self.result is None and set(changes) <= {"result", "result_period"}


def progress(
    baseline: Decimal | None, target: Decimal | None, result: Decimal | None
) -> Decimal | None:
    """How far from baseline to target the result came: 1 is there, below 0 is worse.

    Not capped; None when a value is missing or target equals baseline. The direction is in the
    target: a lower target makes a lower result progress.
    """
    if baseline is None or target is None or result is None or target == baseline:
        return None
    return rounded((result - baseline) / (target - baseline))


def change(
    baseline: Decimal | None, result: Decimal | None, direction: str
) -> tuple[Decimal | None, Decimal | None]:
    """The change for the better (positive) or worse (negative), in units and in percent.

    Percent is None when the baseline is zero or missing.
    """
    if baseline is None or result is None:
        return None, None
    sign = 1 if direction == Direction.HIGHER else -1
    better = signless_zero((result - baseline) * sign)
    percent = rounded(better / abs(baseline) * 100) if baseline else None
    return better, percent


def rounded(value: Decimal) -> Decimal:
    """A computed value to four places."""
    return signless_zero(value.quantize(PLACES))
