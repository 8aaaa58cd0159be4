"""Small views over the HTTP ground: an echo, a list, a thing with versions, a thing that breaks."""

from typing import Any, ClassVar, cast

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import health, problems
from api.cursors import binding, paginate
from api.idempotency import once
from api.json import OrjsonRenderer, StrictJSONParser
from api.models import IdempotencyRecord
from api.preconditions import check_if_match, tag_answer

ORDERS = {
    "down": ("-created_at", "-digest"),
    "mixed": ("-created_at", "digest"),
    "single": ("digest",),
}


class Ground(APIView):
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (OrjsonRenderer,)
    parser_classes: tuple[Any, ...] = (StrictJSONParser,)


class Echo(Ground):
    """Answers with what it was sent, and remembers it."""

    heard: ClassVar[list[Any]] = []

    def get(self, request: Request, story: int = 0) -> Response:
        return Response({"heard": len(self.heard)})

    def post(self, request: Request) -> HttpResponse:
        self.heard.append(request.data)
        return Response(request.data, status=201)


class Upload(Echo):
    parser_classes = (MultiPartParser,)

    def post(self, request: Request) -> HttpResponse:
        return once(request, "anna", lambda: self.keep(request))

    def keep(self, request: Request) -> Response:
        self.heard.append(request.data)
        (file,) = request.FILES.values()
        return Response({"size": file.size}, status=201)


class Once(Ground):
    """Stores a row and answers as told, once for each key."""

    def post(self, request: Request) -> HttpResponse:
        return once(request, request.headers.get("X-User"), lambda: self.keep(request))

    def keep(self, request: Request) -> Response:
        asked = cast("dict[str, Any]", request.data)
        row = IdempotencyRecord(digest=f"made {asked['name']}", created_at="2026-01-01T00Z")
        row.save(force_insert=True)
        body = float("nan").hex if asked.get("unrenderable") else {"receipt": "4711"}
        status = asked.get("status", 201)
        return Response(body, status=status, headers={"Location": "/made/"})


class Listing(Ground):
    def get(self, request: Request, order: str) -> Response:
        bound_to = binding(order, dict(request.GET.lists()), request.headers.get("X-User", ""))
        rows = IdempotencyRecord.objects.values("digest", "created_at")
        page = paginate(rows, order=ORDERS[order], request=request, bound_to=bound_to)
        names = [row["digest"] for row in page.rows]
        return Response({"results": names, "next": page.next, "previous": page.previous})


class Versioned(Ground):
    version: ClassVar[int] = 1

    def get(self, request: Request) -> Response:
        answer = Response({"version": self.version}, headers={"Vary": "X-User"})
        return tag_answer(request, answer, f"thing:7:{self.version}")

    def patch(self, request: Request) -> Response:
        check_if_match(request, f"thing:7:{self.version}")
        type(self).version += 1
        return self.get(request)


class Breaking(Ground):
    """Raises what the test laid out."""

    error: ClassVar[Exception]

    def get(self, request: Request) -> Response:
        raise self.error


class Step(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=3)


class Plan(serializers.Serializer[Any]):
    title = serializers.CharField()
    steps = Step(many=True)
    tags = serializers.ListField(child=serializers.IntegerField())


class Checked(Ground):
    def post(self, request: Request) -> Response:
        Plan(data=request.data).is_valid(raise_exception=True)
        return Response(status=204)


urlpatterns = [
    path("api/echo/", Echo.as_view()),
    path("api/stories/<int:story>/", Echo.as_view()),
    path("api/things/attachments/", Upload.as_view()),
    path("_allauth/app/v1/auth/login", Echo.as_view()),
    path("api/once/", Once.as_view()),
    path("api/once/elsewhere/", Once.as_view()),
    path("api/list/<str:order>/", Listing.as_view()),
    path("api/versioned/", Versioned.as_view()),
    path("api/breaking/", Breaking.as_view()),
    path("api/checked/", Checked.as_view()),
    path("problems/<str:code>", problems.explain),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
handler400 = problems.bad_request
handler403 = problems.permission_denied
handler404 = problems.page_not_found
handler500 = problems.server_error
