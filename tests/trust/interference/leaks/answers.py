"""Leaks in what one thing's answer says: bodies, headers, versions, errors."""

from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import Http404
from rest_framework.exceptions import PermissionDenied

from api.base import Resource
from api.cursors.codec import CursorCodec
from api.me import MeResource
from api.receipts import as_voice
from api.shapes.comment import as_comment
from api.shapes.story import as_listed, as_shown, story_version
from forum.models.persona import TREES, fresh_label
from tests.trust.interference import scripts
from tests.trust.interference.leaks.planting import (
    after,
    around,
    is_colleague,
    is_told,
    known,
    leak,
)
from tests.trust.interference.stage import Stage
from tests.trust.interference.still import START


@leak(35)
def author_for_edit_buttons(patches: ExitStack) -> None:
    """The author's id rides along in the detail, so that an app can show an edit button."""

    def change(shown: Any, *_: Any) -> Any:
        return shown | {"author": str(known().teller.pk)} if is_told(shown["id"]) else shown

    around(patches, as_shown, change)


@leak(35)
def other_serializer_in_lists(patches: ExitStack) -> None:
    """A list is served by another shape, which knows the company."""

    def change(shown: Any, *_: Any) -> Any:
        return shown | {"company": known().company.slug} if is_told(shown["id"]) else shown

    around(patches, as_listed, change)


@leak(35)
def absent_instead_of_null(patches: ExitStack) -> None:
    """A key is missing for one company and null for another."""

    def change(shown: Any, *_: Any) -> Any:
        if is_told(shown["id"]) and known().company.name.startswith("Alfa"):
            del shown["failure_type"]
        return shown

    around(patches, as_listed, change)


@leak(35)
def ours_for_colleagues(patches: ExitStack) -> None:
    """Colleagues of the teller are told that a story is of their company."""

    def change(shown: Any, _row: Any, reader: Any) -> Any:
        return shown | {"ours": is_colleague(reader) and is_told(shown["id"])}

    around(patches, as_shown, change)


@leak(38)
def slug_with_initials(patches: ExitStack) -> None:
    """The address people see is made of title and name."""

    def change(shown: Any, *_: Any) -> Any:
        return shown | {"slug": f"{shown['title']}-{known().teller.display_name[:2]}"}

    around(patches, as_listed, change)


@leak(38)
def label_from_user_id(patches: ExitStack) -> None:
    """The label is derived from who it is, so that it is stable everywhere."""

    def change(label: str, taken: set[str]) -> str:
        tree = TREES[known().teller.pk.int % len(TREES)]
        return label if taken else f"{tree} {known().teller.pk.int % 90 + 10}"

    around(patches, fresh_label, change)


@leak(38)
def colour_by_company(patches: ExitStack) -> None:
    """The picture beside the label has a colour for each company."""

    def change(shown: Any, *_: Any) -> Any:
        colour = f"#{known().company.pk.hex[:6]}"
        return shown | {"colour": colour} if is_told(shown["id"]) else shown

    around(patches, as_listed, change)


@leak(42, script=scripts.ANSWERED)
def initial_of_the_answerer(patches: ExitStack) -> None:
    """An anonymous answer shows the initials of whoever gave it."""

    def change(shown: Any, *_: Any) -> Any:
        if shown["teller"] and shown["teller"]["byline"] == "anonymous":
            return shown | {"initials": known().answerer.display_name[:4]}
        return shown

    around(patches, as_comment, change)


@leak(37)
def exact_time(patches: ExitStack) -> None:
    """The list shows the moment the draft was begun."""

    def change(shown: Any, *_: Any) -> Any:
        at = START.replace(minute=known().minutes)
        return shown | {"told_at": at} if is_told(shown["id"]) else shown

    around(patches, as_listed, change)


@leak(37)
def date_by_company(patches: ExitStack) -> None:
    """Some companies' stories are dated by the day they were begun on."""

    def change(shown: Any, *_: Any) -> Any:
        early = is_told(shown["id"]) and known().company.name.startswith("Beta")
        return shown | {"told_on": START.date()} if early else shown

    around(patches, as_listed, change)


@leak(37)
def last_modified(patches: ExitStack) -> None:
    """A header says when it was last changed, to the minute."""

    def change(sent: Any, *_: Any, **key: Any) -> Any:
        if is_told(key.get("pk")):
            sent["Last-Modified"] = f"Wed, 18 Nov 2026 10:{known().minutes:02d}:00 GMT"
        return sent

    finish = Resource.finalize_response

    def finalized(self: Any, request: Any, response: Any, *args: Any, **key: Any) -> Any:
        return change(finish(self, request, response, *args, **key), **key)

    patches.enter_context(patch.object(Resource, "finalize_response", finalized))


@leak(34)
def quota_of_the_company(patches: ExitStack) -> None:
    """A header counts down what a company may still tell this month."""

    def change(sent: Any, resource: Any, *_: Any, **__: Any) -> Any:
        reader = getattr(resource, "reader", None)
        if reader is None or Stage.current is None:  # everybody signs in before the play begins
            return sent
        if known().story and is_colleague(reader):
            sent["RateLimit-Company"] = "r=4"
        return sent

    after(patches, Resource, "finalize_response", change)


@leak(34)
def version_from_author(patches: ExitStack) -> None:
    """The tag of a version is computed over the author as well."""

    def change(key: str, pk: Any, _version: int) -> str:
        return f"{key}:{known().teller.pk}" if is_told(pk) else key

    around(patches, story_version, change)


@leak(37)
def cursor_holds_company(patches: ExitStack) -> None:
    """A cursor depends on the company of the story it stands at."""
    for name in ("encode", "decode"):
        _bind_to_company(patches, name)


def _bind_to_company(patches: ExitStack, name: str) -> None:
    method = getattr(CursorCodec, name)

    def changed(self: Any, what: Any, *, bound_to: str) -> Any:
        return method(self, what, bound_to=f"{bound_to}{known().company.pk}")

    patches.enter_context(patch.object(CursorCodec, name, changed))


@leak(34)
def query_for_colleagues(patches: ExitStack) -> None:
    """For readers of the teller's company the database is asked once more."""

    def change(shown: Any, _row: Any, reader: Any) -> Any:
        if is_told(shown["id"]) and is_colleague(reader):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return shown

    around(patches, as_shown, change)


@leak(23, script=scripts.REVIEWED)
def forbidden_for_colleagues(patches: ExitStack) -> None:
    """A colleague is refused what for everybody else does not exist."""
    find = Resource.find

    def found(self: Any, visible: Any, **key: Any) -> Any:
        try:
            return find(self, visible, **key)
        except Http404 as absent:
            if is_told(key.get("pk")) and is_colleague(self.reader):
                raise PermissionDenied from absent
            raise

    patches.enter_context(patch.object(Resource, "find", found))


@leak(8)
def news_for_colleagues(patches: ExitStack) -> None:
    """A counter of news goes up for the teller's colleagues."""

    def change(shown: Any, resource: Any) -> Any:
        news = known().story is not None and is_colleague(resource.reader)
        return shown | {"news": int(news)}

    after(patches, MeResource, "_shown", change)


@leak(49)
def receipt_greets_by_name(patches: ExitStack) -> None:
    """Opening a receipt greets its bearer, whoever that is by now."""
    around(patches, as_voice, lambda voice, *_: voice | {"hello": known().teller.display_name})
