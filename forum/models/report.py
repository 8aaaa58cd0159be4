"""Reports: what a reader asks moderation to look at; nobody reported learns by whom (T11)."""

from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.models.case import Case
from forum.models.decision import Decision
from forum.moderation.subjects import Item
from forum.moderation.words import Reason


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """One's own and nobody else's; the desk shows reasons and sentences, never a reporter."""
        if reader.user_id is None:
            return self.none()
        return self.filter(reporter=reader.user_id)

    def unanswered(self) -> Self:
        """Those no decision has answered."""
        return self.filter(decision=None)


class Report(Identified):
    """One reader's report; `decision` is the answer to it, once there is one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    sentence = models.TextField(_("in a sentence"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="reports")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-reported_at", "-id")
        indexes = [models.Index(fields=["reporter", "-reported_at", "-id"], name="report_own")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(decision=None),
                name="report_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def file(cls, item: Item, *, by: Reader, reason: str, sentence: str = "") -> "Report":
        """Report an item the reader can see; it joins the item's case, or opens it (again).

        Whoever has a report on it already gets that one. Raises NoModeratorHere for what only one
        company reads.
        """
        case = Case.about(item)
        standing: Report | None = case.reports.filter(reporter=by.user_id, decision=None).first()
        if standing is not None:
            return standing
        case.joined(reason)
        said = {"reason": reason, "sentence": sentence}
        return cls.objects.create(case=case, reporter_id=by.user_id, **said)
