"""The site answers at the addresses of routes.txt and at no other (OWASP API9, inventory)."""

import os
from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver

from tests.project.tree import ROOT

INVENTORY = ROOT / "tests" / "project" / "routes.txt"

type Door = URLPattern | URLResolver


def routes(doors: Sequence[Door], prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Walk the URLconf: every address with the pattern that answers there."""
    for door in doors:
        here = prefix + str(door.pattern)
        if isinstance(door, URLResolver):
            yield from routes(door.url_patterns, here)
        else:
            yield here, door


def test_every_address_is_in_the_inventory() -> None:
    found = sorted({route for route, _ in routes(get_resolver().url_patterns)})
    if os.environ.get("RENEW"):
        INVENTORY.write_text("\n".join(found) + "\n")
    assert found == INVENTORY.read_text().splitlines()
