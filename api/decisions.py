"""Decisions: what moderation decided about one's own things, and appealing it (T11)."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.db.models.functions import TruncWeek
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.fields import Strict, Text
from api.operations import operation
from api.shapes.moderation import AppealShown, DecisionShown, as_appeal, as_decision
from forum.models import Appeal, Decision, Ruling

NEWEST = ("-decided_at", "-id")
NEWEST_WEEK = ("-decided_week", "-id")  # cursors hold no finer time of the anonymous (T8)


class AppealBody(Strict):
    """Why the decision is wrong."""

    sentence = Text(max_length=2000)


class Decisions(Resource):
    """Decisions that concern whoever asks: signed in, or by a receipt."""

    @operation(
        "listDecisions", "GET", summary="What was decided about your things, newest first",
        gives=DecisionShown, many=True, paged=True, by_receipt=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """By name those about what was told by name; by receipt those about the voice."""
        decisions, order = self._own(), NEWEST
        if self.reader.persona:
            decisions = decisions.annotate(decided_week=TruncWeek("decided_at"))
            order = NEWEST_WEEK
        page = self.page(decisions, order=order, name="decisions")
        return self.listed(page, [as_decision(row, self.reader) for row in page.rows])

    @operation(
        "readDecision", "GET", summary="One decision about your things",
        gives=DecisionShown, by_receipt=True,
    )  # fmt: skip
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """With reason, rule and the moderator's sentence."""
        return Response(as_decision(self.find(self._own(), pk=pk), self.reader))

    def _own(self) -> Any:
        """Those visible, each with the reader's own rulings and appeal alone."""
        rulings = Ruling.objects.concerning(self.reader).order_by("pk")
        cases = ("persona", "case__thread", "case__story__thread")
        appeals = Appeal.objects.lodged_by(self.reader)
        return (
            Decision.objects.visible_to(self.reader)
            .select_related("rule")
            .prefetch_related(Prefetch("rulings", rulings.select_related(*cases)))
            .prefetch_related(Prefetch("appeals", appeals))
        )


class Appeals(Resource):
    """Asking that somebody else looks at a decision."""

    @operation(
        "appeal", "POST", summary="Appeal a decision",
        body=AppealBody, gives=AppealShown, status=201, by_receipt=True,
    )  # fmt: skip
    def create(self, request: Request, pk: UUID) -> Response:
        """Once, within six months, and only what takes something from you."""
        decision = self.find(Decision.objects.visible_to(self.reader), pk=pk)
        appeal = Appeal.lodge(decision, by=self.reader, **self.take())
        return Response(as_appeal(appeal), status=201)
