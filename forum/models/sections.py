"""The text of a story: its sections, kept as Markdown and as the HTML made of it."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.errors import ExpectationFrozen
from forum.markdown import MAX_SOURCE, render


class Written(models.TextChoices):
    """When an expectation was put into words, so that hindsight does not pass for foresight."""

    BEFORE = "before", _("written before")
    RECALLED = "recalled", _("recalled afterwards")


def section(label: Any) -> Any:
    """One Markdown section, empty until written."""
    return models.TextField(label, blank=True, max_length=MAX_SOURCE)


class Sections(models.Model):
    """Title, summary and the eight sections of design.md §2, all optional in a draft."""

    title = models.CharField(_("title"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    background = section(_("starting point"))
    expectation = section(_("what we thought would happen"))
    actions = section(_("what we did"))
    results = section(_("what happened"))
    analysis = section(_("why it turned out so"))
    lessons = section(_("lessons"))
    advice = section(_("advice to whoever tries"))
    participation = section(_("who took part"))
    sections_html = models.JSONField(default=dict, editable=False)
    expectation_written = models.CharField(
        _("when the expectation was written"), max_length=10, choices=Written, blank=True
    )
    expectation_month = models.DateField(
        _("month of the expectation"), null=True, blank=True, help_text=_("the first of the month")
    )
    expectation_frozen_on = models.DateField(
        _("expectation stands since"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def write(self, texts: dict[str, str]) -> list[str]:
        """Take in changed sections and render them; return the names of the columns changed.

        What was masked under them goes: the author has been told what to change, and changed it.
        Raises ExpectationFrozen when the expectation would change after the story came out.
        """
        changed = [name for name, text in texts.items() if getattr(self, name) != text]
        if "expectation" in changed:
            self.refuse_frozen()
        self._meta.apps.get_model("forum", "Redaction").objects.of(self).over(changed).delete()
        for name in changed:
            setattr(self, name, texts[name])
        rendered = [name for name in changed if name in SECTIONS]
        self.sections_html.update({name: render(texts[name]) for name in rendered})
        return [*changed, "sections_html"] if rendered else changed

    def refuse_frozen(self) -> None:
        """Raise ExpectationFrozen once the expectation stands (design.md §2)."""
        if self.expectation_frozen_on:
            raise ExpectationFrozen

    def freeze_expectation(self) -> None:
        """Let the expectation stand from this month on; an empty one can still be recalled.

        Called when the story is published, and when a published one gains its expectation.
        """
        if self.expectation.strip() and self.expectation_frozen_on is None:
            self.expectation_frozen_on = first_of_month(timezone.localdate())
            self.save(update_fields=["expectation_frozen_on"])

    def snapshot(self) -> dict[str, str]:
        """The text as it stands, for a Revision."""
        return {name: getattr(self, name) for name in TEXTS}


def first_of_month(day: date) -> date:
    """The month of a day, as its first."""
    return day.replace(day=1)


EXPECTED = ("expectation_written", "expectation_month")
SECTIONS = (
    "background",
    "expectation",
    "actions",
    "results",
    "analysis",
    "lessons",
    "advice",
    "participation",
)
TEXTS = ("title", "summary", *SECTIONS)
