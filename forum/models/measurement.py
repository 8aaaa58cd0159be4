"""Measurements: what was measured before, aimed at and reached – exact, and never a score."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from forum.models.amount import AmountField, signless_zero
from forum.models.part import PartQuerySet, StoryPart
from forum.models.story import Story
from forum.models.topic import Direction, Metric

PLACES = Decimal("0.0001")
NEEDED = _("Needed when no metric of the list is chosen.")
PERCENT_WORDS = {"procent", "percent", "procentenheter", "percentage"}


def amount(label: Any) -> Any:
    """A measured value that may be missing."""
    return AmountField(label, null=True, blank=True)


class Measurement(Identified, StoryPart):
    """One metric of a story with baseline, target and result in one unit."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="measurements")
    metric = models.ForeignKey(
        Metric, models.PROTECT, null=True, blank=True, verbose_name=_("metric")
    )
    name = models.CharField(_("what was measured"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
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
            models.CheckConstraint(
                condition=Q(metric__isnull=False) | (~Q(name="") & ~Q(unit="")),
                name="measure_without_metric_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The teller's own words, or the metric's name in the language of the reader."""
        return self.name or (self.metric.name if self.metric else "")

    @property
    def shown_unit(self) -> str:
        """The teller's own unit, or the metric's in the language of the reader."""
        return self.unit or (self.metric.unit_name if self.metric else "")

    def clean(self) -> None:
        """Ask for a name and a unit where no metric of the list brings them."""
        missing = [name for name in ("name", "unit") if not getattr(self, name)]
        if missing and self.metric_id is None:
            raise ValidationError({name: ValidationError(NEEDED, "blank") for name in missing})

    def before_adding(self) -> None:
        """A metric from the list brings its direction; its name and unit are read from it."""
        if self.metric is not None:
            self.direction = self.direction or self.metric.direction
            self.name = "" if self.name == self.metric.name_sv else self.name
            self.unit = "" if self.unit == self.metric.unit else self.unit

    def may_still_gain(self, changes: dict[str, Any]) -> bool:
        """A published measurement may still gain its result, once."""
        return self.result is None and set(changes) <= {"result", "result_period"}


def progress(
    baseline: Decimal | None, target: Decimal | None, result: Decimal | None, direction: str
) -> Decimal | None:
    """How far from baseline to target the result came: 1 is there, below 0 is worse.

    Not capped. None when a value is missing, when target equals baseline, and when the target lies
    on the worse side of the baseline: on the way there everything that got worse would count as
    progress (design.md §2).
    """
    if baseline is None or target is None or result is None:
        return None
    aimed = (target - baseline) * sign_of(direction)
    return rounded((result - baseline) * sign_of(direction) / aimed) if aimed > 0 else None


def change(baseline: Decimal | None, result: Decimal | None, direction: str) -> Decimal | None:
    """The change for the better (positive) or worse (negative), in units; of percent in points."""
    if baseline is None or result is None:
        return None
    return signless_zero((result - baseline) * sign_of(direction))


def change_percent(
    baseline: Decimal | None, result: Decimal | None, direction: str, unit: str
) -> Decimal | None:
    """The change in percent of the size of the baseline.

    None when the baseline is zero or missing, and for what is a percentage itself: from 10 to 15 %
    would be 50 %, which reads as points.
    """
    better = change(baseline, result, direction)
    if better is None or not baseline or is_percentage(unit):
        return None
    return rounded(better / abs(baseline) * 100)


def is_percentage(unit: str) -> bool:
    """Tell whether values in this unit are percentages, as in `%`, `% av tid` or `procent`."""
    folded = unit.strip().casefold()
    return folded.startswith("%") or folded.partition(" ")[0] in PERCENT_WORDS


def sign_of(direction: str) -> int:
    """1 where more is better, -1 where less is."""
    return 1 if direction == Direction.HIGHER else -1


def rounded(value: Decimal) -> Decimal:
    """A computed value to four places."""
    return signless_zero(value.quantize(PLACES))
