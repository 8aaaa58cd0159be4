"""Me: who is signed in, and what they may change about themselves."""

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Appointment, Circle, Membership, User
from api.base import Resource
from api.fields import Name, Strict
from api.operations import operation
from api.shapes.told import CompanyName
from api.values import Choice
from forum.models import Guidelines

CHANNEL = "whistleblowing_url"


class MyCompany(serializers.Serializer[Any]):
    """A company of mine and my role in it."""

    company = CompanyName()
    role = serializers.ChoiceField(choices=Membership.Role.choices)
    whistleblowing_url = serializers.URLField(
        allow_null=True, help_text="the company's own channel for what Tillit is not meant for"
    )


class MyAppointment(serializers.Serializer[Any]):
    """A circle I am appointed to."""

    circle = serializers.CharField()
    role = serializers.ChoiceField(choices=Appointment.Role.choices)


class MyGuidelines(serializers.Serializer[Any]):
    """The guidelines that hold; a client shows them anew until they are accepted."""

    version = serializers.IntegerField()
    accepted = serializers.BooleanField(help_text="false does not stop anybody from writing")


class Me(serializers.Serializer[Any]):
    """The person signed in."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    display_name = serializers.CharField()
    title = serializers.CharField()
    language = serializers.ChoiceField(choices=["sv", "en"])
    companies = MyCompany(many=True)
    circles = serializers.ListField(child=serializers.CharField(), help_text="slugs I read in")
    appointments = MyAppointment(many=True)
    guidelines = MyGuidelines()


class MeEdit(Strict):
    """What one may change about oneself."""

    display_name = Name(max_length=80, required=False)
    title = Name(max_length=80, required=False, allow_blank=True)
    language = Choice(choices=["sv", "en"], required=False)


class MeResource(Resource):
    """The person signed in."""

    @operation("readMe", "GET", summary="Who I am here", gives=Me)
    def retrieve(self, request: Request) -> Response:
        """With companies, circles and appointments."""
        return Response(self._shown())

    @operation(
        "editMe",
        "PATCH",
        summary="Change name, title or language",
        body=MeEdit,
        gives=Me,
        partial=True,
    )
    def partial_update(self, request: Request) -> Response:
        """The name others see on what I tell by name."""
        self._user().describe(**self.take())
        return Response(self._shown())

    def _user(self) -> User:
        user = self.request.user
        if not isinstance(user, User):
            raise Http404
        return user

    def _shown(self) -> dict[str, Any]:
        user = self._user()
        memberships = user.memberships.current().values_list(
            "company__slug", "company__name", "role", "company__whistleblowing_url"
        )
        appointed = user.appointments.filter(ended_at=None).values("role", "circle__slug")
        circles = Circle.objects.visible_to(self.reader).order_by("slug")
        return {
            "id": user.pk,
            "email": user.email,
            "display_name": user.display_name,
            "title": user.title,
            "language": user.language,
            "companies": [
                {"company": {"slug": slug, "name": name}, "role": role, CHANNEL: url or None}
                for slug, name, role, url in memberships.order_by("company__slug")
            ],
            "circles": list(circles.values_list("slug", flat=True)),
            "appointments": [
                {"circle": one["circle__slug"], "role": one["role"]}
                for one in appointed.order_by("circle__slug", "role")
            ],
            "guidelines": Guidelines.objects.standing_of(user),
        }
