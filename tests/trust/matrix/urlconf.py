"""What the URL configuration itself serves: the API's operations, and every other address."""

import re

from django.urls import URLPattern, get_resolver

from tests.clients import API
from tests.project.test_routes import routes

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def served() -> set[tuple[str, str]]:
    """Method and path below API of every operation, as the URL configuration has it."""
    return {
        (method.upper(), plain(route).removeprefix(f"{API}/"))
        for route, door in routes(get_resolver().url_patterns)
        for method in methods(door)
    }


def elsewhere() -> list[str]:
    """Every address that is no operation of the API."""
    found = routes(get_resolver().url_patterns)
    return sorted({route for route, door in found if not methods(door)})


def methods(door: URLPattern) -> dict[str, str]:
    """The methods a resource answers at this address; none for what is no resource."""
    found: dict[str, str] = getattr(door.callback, "actions", None) or {}
    return {method: name for method, name in found.items() if method != "head"}


def plain(route: str) -> str:
    """A route as the OpenAPI file writes it."""
    return PLACE.sub(lambda found: f"{{{'id' if found[1] == 'pk' else found[1]}}}", route)
