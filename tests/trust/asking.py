"""Asking as each of the cast, and telling whether two answers differ in a single byte."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from tests.clients import API, session_token, signed_in
from tests.trust.world import World

# What changes from one request to the next whatever is asked for.
ITS_OWN = {"x-request-id", "ratelimit", "ratelimit-policy", "date"}

READS = {
    "story": "stories/{story}/",
    "cycles": "stories/{story}/cycles/",
    "measurements": "stories/{story}/measurements/",
    "follow-ups": "stories/{story}/follow-ups/",
    "attachments": "stories/{story}/attachments/",
    "file": "stories/{story}/attachments/{attachment}/file/",
    "revisions": "stories/{story}/revisions/",
    "thread": "threads/{thread}/",
    "comments": "threads/{thread}/comments/",
    "own comment": "comments/{own}/",
    "reply": "comments/{reply}/",
}
SIGNED_IN_ONLY = {"revisions"}
WRITES = {
    "edit": ("patch", "stories/{story}/", {"title": "Min"}),
    "discard": ("delete", "stories/{story}/", None),
    "submit": ("post", "stories/{story}/submission/", None),
    "recall": ("delete", "stories/{story}/submission/", None),
    "approve": ("post", "stories/{story}/approval/", None),
    "send back": ("delete", "stories/{story}/approval/", {"note": "Nej."}),
    "withdraw": ("post", "stories/{story}/withdrawal/", None),
    "react": ("put", "stories/{story}/reactions/brave/", None),
    "unreact": ("delete", "stories/{story}/reactions/brave/", None),
    "add cycle": ("post", "stories/{story}/cycles/", {"title": "Ett"}),
    "edit cycle": ("patch", "stories/{story}/cycles/{cycle}/", {"title": "Ett"}),
    "remove measurement": ("delete", "stories/{story}/measurements/{measurement}/", None),
    "tell": ("post", "stories/{story}/follow-ups/", {"months": 6, "held": "yes"}),
    "detach": ("delete", "stories/{story}/attachments/{attachment}/", None),
    "comment": ("post", "threads/{thread}/comments/", {"body": "Hej."}),
    "edit thread": ("patch", "threads/{thread}/", {"title": "Ny"}),
    "lock": ("put", "threads/{thread}/lock/", None),
    "edit comment": ("patch", "comments/{own}/", {"body": "Ny."}),
    "remove comment": ("delete", "comments/{own}/", None),
    "react to comment": ("put", "comments/{own}/reactions/learned/", None),
}

type Ask = Callable[..., Any]


def clients(world: World) -> dict[str, APIClient]:
    """A client for each of the cast; the deactivated still holds a token."""
    made = {who: signed_in(user) for who, user in world.cast.items()}
    deactivated = world.cast["deactivated"]
    assert deactivated
    made["deactivated"].credentials(HTTP_X_SESSION_TOKEN=session_token(deactivated))
    return made


def absent(world: World) -> dict[str, UUID]:
    """Ids that nothing ever had, by the same names."""
    return {name: uuid4() for name in world.ids}


def read(client: APIClient, path: str, ids: dict[str, UUID]) -> Any:
    """The answer to GET of one of READS (or any path with ids in it)."""
    return client.get(f"{API}/{READS.get(path, path).format(**ids)}")


def write(client: APIClient, act: str, ids: dict[str, UUID]) -> Any:
    """The answer to one of WRITES, sent as one who read some version."""
    method, path, body = WRITES[act]
    url = f"{API}/{path.format(**ids)}"
    return getattr(client, method)(url, body, headers={"If-Match": '"0123456789abcdef"'})


def seen(answer: Any) -> tuple[int, dict[str, str], bytes]:
    """Everything a client can compare of an answer."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    kept = {name: value for name, value in headers.items() if name not in ITS_OWN}
    return answer.status_code, kept, body_of(answer)


def body_of(answer: Any) -> bytes:
    """The bytes, of a file too."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
