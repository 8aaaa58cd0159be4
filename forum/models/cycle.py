"""Cycles: plan–do–check–act turns on a journey, tries that may go wrong."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from forum.models.part import PartQuerySet, StoryPart
from forum.models.story import Story


class Cycle(Identified, StoryPart):
    """One try: what was planned, done, checked and acted on."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="cycles")
    title = models.CharField(_("title"), max_length=120)
    plan = models.TextField(_("plan"), blank=True, max_length=5000)
    do = models.TextField(_("do"), blank=True, max_length=5000)
    checked = models.TextField(_("check"), blank=True, max_length=5000)
    act = models.TextField(_("act"), blank=True, max_length=5000)
    started_on = models.DateField(_("started"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = PartQuerySet["Cycle"].as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ("story", "position")
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="cycle_position_once"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="cycle_ends_after_start",
                violation_error_code="ends_before_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title
