"""Every address of the API that can be read, asked by one persona, and the words that came back."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from rest_framework.test import APIClient

from accounts.models import Circle, Company
from forum.models import Topic
from tests.api.inventory import World as Names
from tests.clients import API
from tests.trust.asking import body_of
from tests.trust.canaries.planting import found_in
from tests.trust.canaries.scene import Scene, names
from tests.trust.matrix.urlconf import served

MOST_PAGES = 30


def addresses(scene: Scene) -> list[str]:
    """Every GET the URL configuration serves, for every name there is, and every filter."""
    found: dict[str, None] = {}
    for path in sorted(path for method, path in served() if method == "GET"):
        for one in names(scene):
            if all(kind in one for kind in kinds(path)):
                found[Names(one).at(f"{API}/{path}")] = None
    return [*found, *filtered()]


def kinds(path: str) -> list[str]:
    """The words before the places of a path."""
    words = path.split("/")
    return [words[place - 1] for place, word in enumerate(words) if word.startswith("{")]


def filtered() -> Iterator[str]:
    """The list of stories by everything that can be named, seen or not; lists page by page."""
    stories = f"{API}/stories/?"
    yield from (f"{stories}circle={circle.slug}" for circle in Circle.objects.all())
    yield from (f"{stories}company={company.slug}" for company in Company.objects.all())
    yield from (f"{stories}topic={topic.pk}" for topic in Topic.objects.all()[:2])
    yield from (f"{stories}state={state}" for state in ("draft", "in_review", "scheduled"))
    yield from (f"{stories}{query}" for query in ("mine=true", "language=sv", "outcome=no_effect"))
    for listed in ("stories", "threads", "companies", "circles"):
        yield f"{API}/{listed}/?page_size=2"


def words_for(client: APIClient, paths: list[str], spots: list[bytes]) -> dict[bytes, str]:
    """Each word that came back, in a body or a header, with an address that gave it."""
    found: dict[bytes, str] = {}
    for path in paths:
        for asked, raw in answers(client, path):
            found |= dict.fromkeys(found_in(raw, spots) - named_in(asked) - found.keys(), asked)
    return found


def named_in(asked: str) -> set[bytes]:
    """The words that whoever asks has put into the address: an echo tells nothing."""
    return found_in(asked.encode())


def answers(client: APIClient, path: str) -> Iterator[tuple[str, bytes]]:
    """What GET, HEAD and OPTIONS give, and every page after the first."""
    for method in ("head", "options"):
        yield f"{method} {path}", raw(getattr(client, method)(path))
    if "/circles/" in path or "/guidelines/" in path:  # the other half of what has two languages
        yield f"in English {path}", raw(client.get(path, headers={"Accept-Language": "en"}))
    for _page in range(MOST_PAGES):
        answer = client.get(path)
        yield path, raw(answer)
        following = next_of(answer)
        if following is None:
            return
        path = following


def raw(answer: Any) -> bytes:
    """Status line, headers and body as they would go over the wire."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.status_code} {answer.reason_phrase}\n{headers}\n\n".encode() + body_of(answer)


def next_of(answer: Any) -> str | None:
    """The path of the next page, if there is one."""
    if answer.status_code != 200 or "json" not in answer.headers.get("Content-Type", ""):
        return None
    body = answer.json()
    following = body.get("next") if isinstance(body, dict) else None
    if not following:
        return None
    parts = urlsplit(following)
    return f"{parts.path}?{parts.query}"
