"""Circles one reads in, and the companies in them."""

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Anonymity, Circle, Company
from api.base import Resource
from api.operations import operation
from api.shapes.told import CompanyName
from forum.unnamed import taken_unnamed

COLUMNS = (
    *("slug", "name_sv", "name_en", "kind", "parent__slug", "parent_id"),
    *("anonymity", "answers_unread"),
)


class CircleShown(serializers.Serializer[Any]):
    """A circle one reads in."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Circle.Kind.choices)
    parent: Any = serializers.CharField(
        allow_null=True, help_text="null unless one reads there too"
    )
    anonymity = serializers.ChoiceField(
        choices=Anonymity.choices, help_text="what the circle lets people tell anonymously"
    )
    answers_unread = serializers.BooleanField(
        help_text="anonymous answers come out without a moderator having read them"
    )


class CircleWhole(CircleShown):
    """A circle, with what can be told anonymously in it just now."""

    anonymous_now = serializers.ChoiceField(
        choices=Anonymity.choices,
        help_text="nothing below six companies, or two moderators of no company there",
    )


class Circles(Resource):
    """Circles one reads in; others do not exist here."""

    @operation(
        "listCircles", "GET", summary="Circles I read in", gives=CircleShown, many=True, paged=True
    )
    def list(self, request: Request) -> Response:
        """By slug."""
        rows = Circle.objects.visible_to(self.reader).values_list(*COLUMNS)
        page = self.page(rows, order=("slug",), name="circles")
        return self.listed(page, [self._shown(row) for row in page.rows])

    @operation("readCircle", "GET", summary="One circle", gives=CircleWhole)
    def retrieve(self, request: Request, slug: str) -> Response:
        """One I read in."""
        visible = Circle.objects.visible_to(self.reader)
        shown = self._shown(self.find(visible.values_list(*COLUMNS), slug=slug))
        return Response(shown | {"anonymous_now": taken_unnamed(self.find(visible, slug=slug))})

    @operation("listCircleCompanies", "GET", summary="Companies in a circle",
               gives=CompanyName, many=True, paged=True)  # fmt: skip
    def companies(self, request: Request, slug: str) -> Response:
        """Those who read along now."""
        circle = self.find(Circle.objects.visible_to(self.reader), slug=slug)
        here = Company.objects.visible_to(self.reader).filter(
            participations__circle=circle, participations__left_at=None
        )
        page = self.page(here.values("slug", "name"), order=("slug",), name=f"circle:{slug}")
        return self.listed(page, page.rows)

    def _shown(self, row: tuple[Any, ...]) -> dict[str, Any]:
        slug, sv, en, kind, parent, parent_id, anonymity, unread = row
        return {
            "slug": slug,
            "name": en if get_language() == "en" else sv,
            "kind": kind,
            "parent": parent if parent_id in self.reader.circles else None,
            "anonymity": anonymity,
            "answers_unread": unread,
        }
