"""Files as they are sent: so that no browser runs, guesses, frames or keeps them."""

from typing import Any

from django.http import FileResponse
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import NotAcceptable
from rest_framework.request import Request

from forum.uploads import EXTENSIONS

BYTES = "application/octet-stream"
MEDIA = (*sorted(EXTENSIONS), BYTES)


def as_file(request: Request, file: Any, name: str, content_type: str) -> FileResponse:
    """The bytes of a stored file; pictures may be shown in their place, the rest is saved.

    Raises NotAcceptable where the caller cannot read its type.
    """
    if not accepts(request, content_type):
        raise NotAcceptable
    answer = FileResponse(
        file.open("rb"),
        as_attachment=not content_type.startswith("image/"),
        filename=name,
        content_type=content_type,
    )
    patch_vary_headers(answer, ["Accept"])
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def accepts(request: Request, content_type: str) -> bool:
    """Tell whether the file's own type is among what the caller can read (RFC 9110 §12.5.1).

    Whoever asks for plain bytes, as clients made from the OpenAPI file do, can read any file.
    """
    asked = request.headers.get("Accept", "").strip()
    return not asked or any(map(request._request.accepts, (content_type, BYTES)))
