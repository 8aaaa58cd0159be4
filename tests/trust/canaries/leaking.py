"""A URL configuration with leaks in it: the crawl has to find every one, or it proves nothing."""

from base64 import urlsafe_b64encode
from html import escape
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from config.urls import urlpatterns as honest
from forum.models import Story


def title() -> str:
    """What nobody may see."""
    return Story.objects.get(state="withdrawn").title


def in_the_body(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(title())


def in_html(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(escape(f"<{title()}>&"))


def in_capitals(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(title().upper())


def in_a_header(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Link": quote(f"/å/{title()}")})


def in_a_cursor(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(urlsafe_b64encode(f"x{title()}:2026".encode()))


def in_hexadecimal(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(title().encode().hex())


def to_head_only(request: HttpRequest) -> HttpResponse:
    shown = title() if request.method == "HEAD" else ""
    return HttpResponse(headers={"ETag": f'"{shown}"'})


def as_a_choice(request: HttpRequest) -> HttpResponse:
    return HttpResponse(title() if request.method == "OPTIONS" else "")


def on_the_next_page(request: HttpRequest) -> HttpResponse:
    body = title() if "cursor" in request.GET else ""
    following = f'"http://testserver{request.path}?cursor=1"' if not body else "null"
    return HttpResponse(f'{{"next": {following}, "x": "{body}"}}', "application/json")


LEAKS: list[Any] = [
    in_the_body, in_html, in_capitals, in_a_header, in_a_cursor, in_hexadecimal,
    to_head_only, as_a_choice, on_the_next_page,
]  # fmt: skip


def leaking(view: Any) -> URLPattern:
    """An address of the API that leaks, looking like a resource's."""
    view.actions = {"get": "list"}
    door: URLPattern = path(f"api/v1/leaks/{view.__name__}/", view)
    return door


urlpatterns = [*map(leaking, LEAKS), *honest]
