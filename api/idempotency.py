"""Idempotency-Key: a POST repeated after a lost answer gets that answer and does nothing twice.

The record is inserted in the same transaction as what the request does, so both happen or neither.
What begins something anonymous leaves no row at all: see kept_outside.py.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api.kept import Claim, Unfinished, claim_of, finished
from api.kept_outside import begins_unnamed, is_used, once_outside
from api.models import IdempotencyRecord
from api.problems.document import Refusal

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")

type Handler = Callable[[], HttpResponse]


class _Taken(Exception):
    """The key has been used by this caller before, for what `record` holds."""

    def __init__(self, record: IdempotencyRecord) -> None:
        self.record = record
        super().__init__()


def once(request: Request, user_id: object | None, handler: Handler) -> HttpResponse:
    """Run `handler` at most once for the request's Idempotency-Key; without one, just run it.

    A 2xx answer is kept for a day (one that holds a receipt for an hour) and replayed with
    `Idempotency-Replayed: true`; any other is rolled back with everything the handler did, so that
    a corrected request may use the key again. Raises Refusal: 400 `malformed_header`, 422
    `idempotency_key_reused`, 409 `request_in_flight`.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return handler()
    if not _KEY.fullmatch(key):
        raise Refusal("malformed_header")
    claim = claim_of(request, user_id, key)
    run = _run_outside if begins_unnamed(request) else _run
    try:
        return run(claim, request, handler)
    except Unfinished as unfinished:
        return unfinished.response
    except _Taken as taken:
        return _replay(claim, taken.record)


def forget_old(now: datetime) -> int:
    """Delete records older than a day (`settings.RETENTION`); how many they were."""
    kept = timedelta(days=settings.RETENTION["retries"].days)
    return IdempotencyRecord.objects.filter(created_at__lt=now - kept).delete()[0]


def _run(claim: Claim, request: Request, handler: Handler) -> HttpResponse:
    if is_used(claim):
        raise Refusal("idempotency_key_reused")
    with transaction.atomic():
        record = _insert(claim)
        response = finished(request, handler())
        record.sealed = claim.seal(response)
        record.save(update_fields=["sealed"])
    return response


def _run_outside(claim: Claim, request: Request, handler: Handler) -> HttpResponse:
    if IdempotencyRecord.objects.filter(digest=claim.digest).exists():
        raise Refusal("idempotency_key_reused")
    return once_outside(claim, request, handler)


def _insert(claim: Claim) -> IdempotencyRecord:
    """Take the key. A second taker waits here (PostgreSQL) or at BEGIN IMMEDIATE (SQLite).

    ON CONFLICT DO NOTHING: a clash would be an error, and PostgreSQL writes errors with the values
    they are about into its log. A row that is there with an answer is somebody's before us, since
    nobody commits one without.
    """
    record = IdempotencyRecord(
        digest=claim.digest,
        fingerprint=claim.fingerprint,
        created_at=timezone.now().replace(minute=0, second=0, microsecond=0),
    )
    try:
        IdempotencyRecord.objects.bulk_create([record], ignore_conflicts=True)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) == "55P03":  # lock_timeout: still at work
            raise Refusal("request_in_flight", headers={"Retry-After": "1"}) from error
        raise
    held = IdempotencyRecord.objects.filter(digest=claim.digest).get()
    if held.sealed:
        raise _Taken(held)
    return held


def _replay(claim: Claim, record: IdempotencyRecord) -> HttpResponse:
    if record.fingerprint != claim.fingerprint:
        raise Refusal("idempotency_key_reused")
    return claim.open(bytes(record.sealed))
