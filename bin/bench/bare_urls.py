"""The one address of the bare site."""

from django.http import HttpRequest, JsonResponse
from django.urls import path


def bare(_request: HttpRequest) -> JsonResponse:
    """A small constant answer: what is left is server, middleware and routing."""
    return JsonResponse({"tillit": "trust", "counts": [1, 2, 3]})


urlpatterns = [path("bare/", bare)]
