"""Repeats of what begins something anonymous: their answers hold a receipt, and lie elsewhere (T5).

A row of the main database would say in every backup that a person, whose key may be guessed, began
something in some hour. So the answer lies with the rate counters, for an hour, under a name that
nobody can make again once the day is over.

It is kept just before the transaction is committed, as not yet certain, and marked certain just
after. A process that dies in between leaves an answer of which nobody knows whether it came true;
the receipt in it tells. At most one request for a key runs at any moment: SQLite begins its
transactions IMMEDIATE, and PostgreSQL gives a lock that ends with them and is written nowhere.
"""

import json
from collections.abc import Callable, Iterator, Mapping

from django.db import connection, transaction
from django.http import HttpResponse
from rest_framework.request import Request

from accounts import counters
from accounts.counters import CountersUnavailable
from api.kept import Claim, finished
from api.limits import LimitsUnavailable
from api.passes import Bearer
from api.problems.document import Refusal
from forum.models import Persona
from forum.models.told import Byline

KEPT_SECONDS = 3600
UNCERTAIN, CERTAIN = b"0", b"1"
_NAME = "answer kept"
_HEAD = 65  # how certain, and 64 digits of what was asked


def begins_unnamed(request: Request) -> bool:
    """Whether somebody signed in begins something anonymous, so that a receipt will be answered."""
    asked = request.data
    unnamed = isinstance(asked, Mapping) and asked.get("byline") == Byline.ANONYMOUS
    return unnamed and not isinstance(request.user, Bearer)


def once_outside(
    claim: Claim, request: Request, handler: Callable[[], HttpResponse]
) -> HttpResponse:
    """Run `handler` once for a claim, or give the answer it has had within an hour.

    Raises Refusal: 409 `request_in_flight`, 422 `idempotency_key_reused`; LimitsUnavailable where
    the counters are away; Unfinished for an answer that is no success.
    """
    try:
        with transaction.atomic():
            _be_alone(claim)
            return _kept(claim) or _made(claim, request, handler)
    except CountersUnavailable as error:
        raise LimitsUnavailable from error


def is_used(claim: Claim) -> bool:
    """Whether the claim's key has begun something anonymous within the hour."""
    try:
        return any(counters.recall(name) for name in _names(claim))
    except CountersUnavailable as error:
        raise LimitsUnavailable from error


def _be_alone(claim: Claim) -> None:
    """Hold the key until the transaction ends; the lock's number can be traced to nobody."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in _names(claim):
            number = int.from_bytes(bytes.fromhex(name)[:8], signed=True)
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s::bigint)", [number])
            if cursor.fetchone() != (True,):
                raise Refusal("request_in_flight", headers={"Retry-After": "1"})


def _made(claim: Claim, request: Request, handler: Callable[[], HttpResponse]) -> HttpResponse:
    response = finished(request, handler())
    _keep(claim, response, UNCERTAIN)
    transaction.on_commit(lambda: _keep(claim, response, CERTAIN), robust=True)
    return response


def _kept(claim: Claim) -> HttpResponse | None:
    """The answer to a repeat; None where there is none, or where it did not come true."""
    for value in filter(None, map(counters.recall, _names(claim))):
        certain, fingerprint, sealed = value[:1], value[1:_HEAD].decode(), value[_HEAD:]
        response = claim.open(sealed)
        if certain == CERTAIN or _came_true(response):
            if fingerprint != claim.fingerprint:
                raise Refusal("idempotency_key_reused")
            return response
    return None


def _came_true(response: HttpResponse) -> bool:
    """Whether the receipt in an answer opens something."""
    receipt = json.loads(response.content).get("receipt")
    return bool(receipt) and Persona.objects.held_by(receipt) is not None


def _keep(claim: Claim, response: HttpResponse, certain: bytes) -> None:
    value = certain + claim.fingerprint.encode() + claim.seal(response)
    counters.remember(counters.keyed(_NAME, claim.caller), value, KEPT_SECONDS)


def _names(claim: Claim) -> Iterator[str]:
    """Under what it may be kept: by the key of the day, and after midnight by yesterday's too."""
    yield counters.keyed(_NAME, claim.caller)
    if name := counters.keyed_yesterday(_NAME, claim.caller):
        yield name
