"""Reference data: topics, metrics, outcomes and reaction kinds, the same for everybody."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.operations import operation
from forum.models import Metric, Topic
from forum.models.topic import Direction
from forum.vocabulary import FAILURE_TYPES, OUTCOMES, REACTIONS, Term

CACHEABLE = {"Cache-Control": "public, max-age=3600"}


class TermShown(serializers.Serializer[Any]):
    """A word of a vocabulary in both languages."""

    slug = serializers.CharField()
    name_sv = serializers.CharField()
    name_en = serializers.CharField()


class TopicShown(TermShown):
    """A topic with the words people use for it."""

    group = serializers.CharField()
    synonyms = serializers.ListField(child=serializers.CharField())


class MetricShown(TermShown):
    """A metric with its unit and which way is better."""

    unit = serializers.CharField(help_text="in Swedish")
    unit_en = serializers.CharField(help_text="in English")
    direction = serializers.ChoiceField(choices=Direction.choices)
    topic = serializers.CharField(allow_null=True)


class ReactionKindShown(TermShown):
    """A kind of reaction and what it can be given to."""

    on = serializers.ListField(child=serializers.ChoiceField(choices=["story", "comment"]))


class TermsShown(serializers.Serializer[Any]):
    """A whole vocabulary; it fits one page."""

    results = TermShown(many=True)


class TopicsShown(serializers.Serializer[Any]):
    """All topics."""

    results = TopicShown(many=True)


class MetricsShown(serializers.Serializer[Any]):
    """All metrics."""

    results = MetricShown(many=True)


class ReactionKindsShown(serializers.Serializer[Any]):
    """All kinds of reaction."""

    results = ReactionKindShown(many=True)


class Reference(Resource):
    """Words that are the same for every reader and may be cached."""

    @operation("listTopics", "GET", summary="Topics", gives=TopicsShown, public=True)
    def topics(self, request: Request) -> Response:
        """Curated subjects with synonyms."""
        rows = Topic.objects.order_by("slug").values(
            "slug", "name_sv", "name_en", "group", "synonyms"
        )
        return everything([{**row} for row in rows])

    @operation("listMetrics", "GET", summary="Metrics", gives=MetricsShown, public=True)
    def metrics(self, request: Request) -> Response:
        """What is often measured."""
        rows = Metric.objects.order_by("slug").values_list(
            "slug", "name_sv", "name_en", "unit", "unit_en", "direction", "topic_id"
        )
        names = tuple(MetricShown().fields)
        return everything([dict(zip(names, row, strict=True)) for row in rows])

    @operation("listOutcomes", "GET", summary="Outcomes", gives=TermsShown, public=True)
    def outcomes(self, request: Request) -> Response:
        """Eight ways a journey can stand; none ranks above another."""
        return everything([term(one) for one in OUTCOMES.values()])

    @operation("listFailureTypes", "GET", summary="Kinds of failure", gives=TermsShown, public=True)
    def failure_types(self, request: Request) -> Response:
        """What kind of failure it was."""
        return everything([term(one) for one in FAILURE_TYPES.values()])

    @operation("listReactionKinds", "GET", summary="Kinds of reaction",
               gives=ReactionKindsShown, public=True)  # fmt: skip
    def reaction_kinds(self, request: Request) -> Response:
        """Six kinds, none negative."""
        return everything([term(one) | {"on": one.note.split(",")} for one in REACTIONS.values()])


def term(word: Term) -> dict[str, Any]:
    """A word in both languages."""
    return {"slug": word.slug, "name_sv": word.name_sv, "name_en": word.name_en}


def everything(words: list[dict[str, Any]]) -> Response:
    """A whole vocabulary, cacheable by anybody."""
    return Response({"results": words}, headers=CACHEABLE)
