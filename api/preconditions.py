"""Versions over HTTP (RFC 9110 §13): strong ETags, If-Match before a change, 304 for a re-read.

A tag is `"<v>-<b>"`: v is a keyed hash of the resource's version, so nobody can count edits; b is
a hash of the bytes sent, so two readers shown different fields never share a tag. If-Match compares
v alone – a change is stale because the thing changed, not because the reader's view did. A proxy
that compresses may append to b (Apache's "-gzip"), but not weaken the tag (nginx's W/): If-Match
compares strongly, and docs/operations.md tells how to keep proxies from it.
"""

import hashlib
import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from api.keys import mac
from api.problems.document import Refusal

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAG_LIST = re.compile(rf"{_TAG}(?:[ \t]*,[ \t]*{_TAG})*")
_EACH_TAG = re.compile(_TAG)
WEAKENED = _(
    "A proxy on the way has weakened the ETag, as some do when they compress. Send it without W/."
)
LONGEST = 2048  # characters of an If-Match header; a tag is 35


def version_tag(version_key: str) -> str:
    """16 hex digits that change with `version_key`, as in `story:<id>:<version>`."""
    return mac("etag", version_key).hex()[:16]


def etag(version_key: str, body: bytes) -> str:
    """The strong ETag of one representation, quotes included."""
    return f'"{version_tag(version_key)}-{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


def check_if_match(request: HttpRequest, version_key: str) -> None:
    """Pass only a change that names the current version.

    Raises Refusal: 428 `precondition_required` without If-Match, 400 `malformed_header`, and
    412 `stale_version` with the current version in ETag (its v part, which If-Match takes too).
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Refusal("precondition_required")
    if header == "*":
        return
    current = version_tag(version_key)
    # A weak tag never satisfies If-Match (RFC 9110 §13.1.1: strong comparison).
    strong, weak = set[str](), set[str]()
    for tag in _tags(header):
        named = tag.removeprefix("W/").strip('"').partition("-")[0]
        (strong if tag.startswith('"') else weak).add(named)
    if current not in strong:
        detail = WEAKENED if current in weak else None
        raise Refusal("stale_version", detail=detail, headers={"ETag": f'"{current}"'})


def tag_answer(request: HttpRequest, response: Response, version_key: str) -> Response:
    """Give a 200 its ETag once rendered, and make it 304 where the reader has these bytes."""
    response.add_post_render_callback(lambda sent: _tagged(request, sent, version_key))
    return response


def _tagged(request: HttpRequest, response: HttpResponse, version_key: str) -> None:
    response["ETag"] = tag = etag(version_key, response.content)
    known = request.headers.get("If-None-Match", "").strip()
    safe = request.method in {"GET", "HEAD"}
    if safe and known and (known == "*" or tag in _weakened(known)):
        response.status_code = 304
        response.content = b""
        del response["Content-Type"]


def _weakened(header: str) -> set[str]:
    """Tags of If-None-Match under weak comparison (RFC 9110 §13.1.2)."""
    return {tag.removeprefix("W/") for tag in _EACH_TAG.findall(header[:LONGEST])}


def _tags(header: str) -> list[str]:
    if len(header) > LONGEST or not _TAG_LIST.fullmatch(header):
        raise Refusal("malformed_header")
    return _EACH_TAG.findall(header)
