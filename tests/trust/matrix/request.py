"""Each operation as a request that could succeed, if only the right persona sends it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.inventory import World as Names
from tests.clients import API
from tests.forum.files import encoded, two_halves
from tests.trust.matrix.ground import Ground
from tests.trust.matrix.reading import Row

PICTURE = encoded(two_halves(), "PNG")


def send(ground: Ground, who: str, row: Row, names: Names) -> Any:
    """Ask: the operation with the smallest body that could succeed, whatever the version."""
    call = getattr(ground.asking[who], row.method.lower())
    path = names.at(f"{API}/{row.path}")
    about: dict[str, Any] = {"headers": {"If-Match": "*"}}
    if row.path.endswith("attachments/") and row.method == "POST":
        about["format"] = "multipart"
    body = bodies(ground).get(str(row))
    return call(path, body, **about) if body else call(path, **about)


def bodies(ground: Ground) -> dict[str, Any]:
    """The bodies, by operation."""
    circle = ground.world.circle.slug
    measured = {"name": "Ställtid", "unit": "min", "direction": "lower"}
    return {
        "PATCH comments/{id}/": {"body": "Ny."},
        "POST companies/{slug}/invitations/": {"email": "ny@x.example"},
        "PATCH companies/{slug}/members/{id}/": {"role": "member"},
        "PUT companies/{slug}/promise/": {"version": 1},
        "PUT guidelines/acceptance/": {"version": 1},
        "POST invitations/accept/": {"token": ground.letter},
        "PATCH me/": {"title": "Montör"},
        "POST me/erasure/": {"email": "in@x.example", "mode": "leave"},
        "POST decisions/{id}/appeal/": {"sentence": "Så var det inte."},
        "POST notifications/read/": {"ids": []},
        "POST reports/": {"kind": "story", "item": str(ground.world.story.pk), "reason": "other"},
        "POST receipts/": {"receipt": ground.receipt},
        "POST stories/": {"title": "Ny"},
        "PATCH stories/{id}/": {"title": "Ny"},
        "DELETE proposals/{id}/approval/": {"note": "Inte än."},
        "DELETE stories/{id}/approval/": {"note": "Inte än."},
        "POST stories/{id}/attachments/": {"file": SimpleUploadedFile("b.png", PICTURE)},
        "POST stories/{id}/cycles/": {"title": "Ett"},
        "PATCH stories/{id}/cycles/{part}/": {"title": "Två"},
        "POST stories/{id}/follow-ups/": {"months": 6, "held": "yes"},
        "POST stories/{id}/measurements/": measured,
        "PATCH stories/{id}/measurements/{part}/": {"name": "Tid"},
        "PUT stories/{id}/vouched/": {"passages": ["08-123 456 78"]},
        "POST threads/": {"title": "Hur?", "body": "Så?", "circle": circle},
        "PATCH threads/{id}/": {"title": "Ny"},
        "POST threads/{id}/comments/": {"body": "Hej."},
        "POST threads/{id}/identifiers/": {"body": "Hej."},
        "DELETE waiting/{id}/approval/": {"note": "Inte än."},
    }
