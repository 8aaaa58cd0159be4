"""A made-up operation that is to go, and one that stays."""

from datetime import date
from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Resource
from api.operations import operation

ANNOUNCED = "https://tillit.example/docs/old"


class Said(serializers.Serializer[Any]):
    """One word."""

    word = serializers.CharField()


class Old(Resource):
    """What is on its way out."""

    @operation(
        "readOld", "GET", summary="The old way", gives=Said, public=True,
        deprecated=date(2027, 1, 15), sunset=date(2027, 7, 1), announced=ANNOUNCED,
    )  # fmt: skip
    def retrieve(self, request: Request) -> Response:
        """Use readNew."""
        return Response({"word": "gammalt"})

    @operation(
        "changeOld",
        "POST",
        summary="The old way to write",
        deprecated=date(2027, 1, 15),
        status=204,
    )
    def create(self, request: Request) -> Response:
        """For the signed-in."""
        return Response(status=204)


class New(Resource):
    """What stays."""

    @operation("readNew", "GET", summary="The new way", gives=Said, public=True)
    def retrieve(self, request: Request) -> Response:
        """Nothing to announce."""
        return Response({"word": "nytt"})


urlpatterns = [
    path("api/v1/old/", Old.as_view({"get": "retrieve", "post": "create"})),
    path("api/v1/new/", New.as_view({"get": "retrieve"})),
]
