"""Idempotency-Key: a POST repeated after a lost answer gets that answer and does nothing twice.

The record is inserted in the same transaction as what the request does, so both happen or neither.
What is kept is sealed with a key made of the caller's Idempotency-Key, which is not kept: neither
the database nor a backup can give back an answer (it may hold a receipt, design.md T5), and no row
names a person.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.keys import mac
from api.limits.identity import client_address
from api.models import IdempotencyRecord
from api.problems.document import Refusal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_HEADERS = ("Content-Type", "Content-Language", "Location", "ETag")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_NONCE_BYTES = 12

type Handler = Callable[[], HttpResponse]


@dataclass(frozen=True)
class _Claim:
    """What one key of one caller stands for: where it is kept, what it asks, what opens it."""

    digest: str
    fingerprint: str
    cipher: AESGCM


class _Unfinished(Exception):
    """Carries an answer that is no success out of the transaction, which is then rolled back."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


class _Taken(Exception):
    """The key has been used by this caller before, for what `record` holds."""

    def __init__(self, record: IdempotencyRecord) -> None:
        self.record = record
        super().__init__()


def once(request: Request, user_id: object | None, handler: Handler) -> HttpResponse:
    """Run `handler` at most once for the request's Idempotency-Key; without one, just run it.

    A 2xx answer is kept for a day and replayed with `Idempotency-Replayed: true`; any other is
    rolled back with everything the handler did, so that a corrected request may use the key again.
    Raises Refusal: 400 `malformed_header`, 422 `idempotency_key_reused`, 409 `request_in_flight`.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return handler()
    if not _KEY.fullmatch(key):
        raise Refusal("malformed_header")
    claim = _claim(request, user_id, key)
    try:
        return _run(claim, request, handler)
    except _Unfinished as unfinished:
        return unfinished.response
    except _Taken as taken:
        return _replay(claim, taken.record)


def forget_old(now: datetime) -> int:
    """Delete records older than a day (`settings.RETENTION`); how many they were."""
    kept = timedelta(days=settings.RETENTION["retries"].days)
    return IdempotencyRecord.objects.filter(created_at__lt=now - kept).delete()[0]


def _run(claim: _Claim, request: Request, handler: Handler) -> HttpResponse:
    with transaction.atomic():
        record = _insert(claim)
        response = rendered(request, handler())
        if not 200 <= response.status_code < 300:
            raise _Unfinished(response)
        record.sealed = _seal(claim, response)
        record.save(update_fields=["sealed"])
    return response


def _insert(claim: _Claim) -> IdempotencyRecord:
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


def _replay(claim: _Claim, record: IdempotencyRecord) -> HttpResponse:
    if record.fingerprint != claim.fingerprint:
        raise Refusal("idempotency_key_reused")
    response = _unseal(claim, bytes(record.sealed))
    response[REPLAYED] = "true"
    return response


def rendered(request: Request, response: HttpResponse) -> HttpResponse:
    """The answer with its bytes made: an answer that cannot be rendered undoes what was done."""
    if isinstance(response, Response) and not response.is_rendered:
        response.accepted_renderer = request.accepted_renderer
        response.accepted_media_type = request.accepted_media_type or ""
        context = request.parser_context or {}
        response.renderer_context = context  # type: ignore[attr-defined]  # as DRF does
        response.render()
    return response


def _claim(request: Request, user_id: object | None, key: str) -> _Claim:
    who = f"user {user_id}" if user_id else f"address {client_address(request)}"
    caller = f"{who}\0{key}"
    return _Claim(
        digest=mac("idempotency digest", caller).hex(),
        fingerprint=mac("idempotency fingerprint", f"{caller}\0{_content(request)}").hex(),
        cipher=AESGCM(mac("idempotency answer", caller)),
    )


def _content(request: Request) -> str:
    """What the request asks, as one text; multipart by its fields, since its boundary varies."""
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    asked = [str(request.method), request.get_full_path(), media_type]
    if media_type == "multipart/form-data":
        data = cast("QueryDict", request.data)
        fields = sorted((name, *values) for name, values in data.lists())
        return json.dumps([*asked, fields], default=_file_digest)
    return json.dumps([*asked, hashlib.sha256(request.body).hexdigest()])


def _file_digest(file: object) -> list[str]:
    digest = hashlib.sha256()
    for chunk in file.chunks():  # type: ignore[attr-defined]  # an UploadedFile
        digest.update(chunk)
    file.seek(0)  # type: ignore[attr-defined]
    return [str(file.name), digest.hexdigest()]  # type: ignore[attr-defined]


def _seal(claim: _Claim, response: HttpResponse) -> bytes:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    head = json.dumps([response.status_code, headers]).encode()
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + claim.cipher.encrypt(nonce, head + b"\n" + response.content, None)


def _unseal(claim: _Claim, sealed: bytes) -> HttpResponse:
    opened = claim.cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    head, _newline, body = opened.partition(b"\n")
    status, headers = json.loads(head)
    return HttpResponse(body, status=status, headers=headers)
