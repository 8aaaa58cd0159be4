"""Events: the record every verb on a story leaves – what, when, and by whom where that may stay."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.models.identified import Identified
from forum.models.story import Story


class StoryEvent(Identified):
    """One act on a story; `by` is empty for an anonymous teller's own acts (T5)."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="events")
    verb = models.CharField(pgettext_lazy("what somebody did", "act"), max_length=20)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.verb
