"""Answers kept for a repeat: what a request stands for, and the cipher that opens its answer.

What is kept is encrypted with a key made of the caller's Idempotency-Key, which is not kept: nobody
can read an answer back (it may hold a receipt, design.md T5), and no name of ours says who called.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from typing import cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpResponse, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from api.keys import mac
from api.limits.identity import client_address

REPLAYED = "Idempotency-Replayed"
KEPT_HEADERS = ("Content-Type", "Content-Language", "Location", "ETag")
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Claim:
    """What one key of one caller stands for: `caller` with key, what it asks, what opens it."""

    caller: str
    fingerprint: str
    cipher: AESGCM

    @property
    def digest(self) -> str:
        """Under what name the database keeps it."""
        return mac("idempotency digest", self.caller).hex()

    def seal(self, response: HttpResponse) -> bytes:
        """The answer, encrypted."""
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        head = json.dumps([response.status_code, headers]).encode()
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self.cipher.encrypt(nonce, head + b"\n" + response.content, None)

    def open(self, sealed: bytes) -> HttpResponse:
        """The answer that was kept, marked as repeated."""
        opened = self.cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        head, _newline, body = opened.partition(b"\n")
        status, headers = json.loads(head)
        return HttpResponse(body, status=status, headers=headers | {REPLAYED: "true"})


class Unfinished(Exception):
    """Carries an answer that is no success out of the transaction, which is then rolled back."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


def claim_of(request: Request, user_id: object | None, key: str) -> Claim:
    """What a request stands for, under the Idempotency-Key given."""
    who = f"user {user_id}" if user_id else f"address {client_address(request)}"
    caller = f"{who}\0{key}"
    return Claim(
        caller=caller,
        fingerprint=mac("idempotency fingerprint", f"{caller}\0{_content(request)}").hex(),
        cipher=AESGCM(mac("idempotency answer", caller)),
    )


def finished(request: Request, response: HttpResponse) -> HttpResponse:
    """The answer with its bytes made, if it is a success; raises Unfinished.

    An answer that cannot be rendered undoes what was done.
    """
    if isinstance(response, Response) and not response.is_rendered:
        response.accepted_renderer = request.accepted_renderer
        response.accepted_media_type = request.accepted_media_type or ""
        context = request.parser_context or {}
        response.renderer_context = context  # type: ignore[attr-defined]  # as DRF does
        response.render()
    if not 200 <= response.status_code < 300:
        raise Unfinished(response)
    return response


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
