"""Moderation as everybody may know it: totals of closed quarters (DSA article 24, T15)."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.operations import operation
from forum.moderation.statistics import statistics
from forum.moderation.words import Measure, Reason

NUMBER: dict[str, Any] = {"allow_null": True, "min_value": 5}
CACHEABLE = "public, max-age=3600"


class QuarterShown(serializers.Serializer[Any]):
    """One closed quarter.

    A number is null unless it is five or more and concerns at least five companies, and is
    otherwise rounded down to a multiple of five. Some are withheld so that others cannot be worked
    out from them. Null may be nothing at all.
    """

    quarter = serializers.RegexField(r"^\d{4}-Q[1-4]$", help_text="2026-Q3 is July to September.")
    reports = serializers.IntegerField(**NUMBER)
    decisions = serializers.DictField(
        child=serializers.IntegerField(**NUMBER),
        help_text=f"By what was decided: {', '.join(Measure.values)}.",
    )
    reasons = serializers.DictField(
        child=serializers.IntegerField(**NUMBER),
        help_text=f"The same decisions by reason: {', '.join(Reason.values)}.",
    )
    appeals = serializers.IntegerField(help_text="Heard in the quarter.", **NUMBER)
    reversed = serializers.IntegerField(help_text="Of those, how many reversed it.", **NUMBER)


class Moderation(Resource):
    """What moderation does, in totals: the same for every reader."""

    @operation("listModerationStatistics", "GET", summary="Moderation in numbers",
               gives=QuarterShown, many=True, public=True)  # fmt: skip
    def statistics(self, request: Request) -> Response:
        """The last twelve closed quarters, newest first."""
        quarters = [asdict(quarter) for quarter in statistics(timezone.now())]
        answer = self.versioned({"results": quarters}, "moderation-statistics")
        answer["Cache-Control"] = CACHEABLE
        return answer
