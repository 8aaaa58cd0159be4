"""A company's promise: what its management undertakes, given by a steward."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Company
from api.base import Resource
from api.fields import Strict
from api.operations import operation
from api.shapes.promises import PromiseGiven
from api.values import Whole
from forum.models import CompanyPromise, Guidelines

MOST = 2**31 - 1


class PromiseBody(Strict):
    """The version of the guidelines whose promise was shown."""

    version = Whole(min_value=1, max_value=MOST)


class PromiseShown(serializers.Serializer[Any]):
    """The words that hold now, and what the company has promised."""

    version = serializers.IntegerField(help_text="of the words")
    text = serializers.CharField()
    given = PromiseGiven(allow_null=True)


class Promise(Resource):
    """What the management of a company undertakes towards those who tell."""

    def company(self, slug: str) -> Company:
        """The company, if the reader can see it."""
        found: Company = self.find(Company.objects.visible_to(self.reader), slug=slug)
        return found

    @operation(
        "readPromise", "GET", summary="What a company has promised those who tell",
        gives=PromiseShown,
    )  # fmt: skip
    def retrieve(self, request: Request, slug: str) -> Response:
        """For everybody who can see the company."""
        company, current = self.company(slug), Guidelines.objects.current()
        given = CompanyPromise.objects.visible_to(self.reader).given_by(company.pk, current)
        text = current.company_promise
        return Response({"version": current.version, "text": text, "given": given})

    @operation(
        "givePromise", "PUT", summary="Promise it for your company", body=PromiseBody, status=204
    )
    def update(self, request: Request, slug: str) -> Response:
        """By a steward, for the management. Giving it again changes nothing."""
        CompanyPromise.accept(self.company(slug), self.take()["version"], by=self.reader)
        return Response(status=204)
