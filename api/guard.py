"""The first thing a request meets: what no later part can read safely is turned away here.

It stands before sessions and sign-in, since both read bodies (measured: a lone surrogate in a
password was an unauthenticated 500). A request without a body costs two string comparisons.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _

from api.bearer import take_bearer
from api.json import strict_loads
from api.problems.document import Refusal

UPLOADS_END = "/attachments/"
# allauth's headless views read any body as JSON, whatever its type says.
JSON_ONLY = "/_allauth/"
MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"
UTF8_NAMES = frozenset({"utf-8", "utf8"})
PLAIN = frozenset({"", "identity"})
PACKED = _("Bodies are taken as they are: send it without Content-Encoding.")


class BodyGuard:
    """Middleware: refuses unreadable addresses and bodies with a problem document.

    Codes: 400 `malformed_address`, `malformed_json`, `malformed_form`, `malformed_header`,
    `bad_request`; 401 `authentication_failed`; 411 `length_required`; 413 `too_large`; 415
    `unsupported_media_type`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or tell what is wrong with it."""
        try:
            check_address(request)
            take_bearer(request)
            if length := body_length(request):
                check_body(request, length)
        except Refusal as refusal:
            return refusal.response(request)
        return self.get_response(request)


def check_address(request: HttpRequest) -> None:
    """Refuse queries that are not UTF-8 text, and NUL in them or in the path.

    Bytes of a path that are not UTF-8 have become text by now (Django writes them as %FF), and lead
    to the 404 of any unknown path.
    """
    if "\0" in request.path:
        raise Refusal("malformed_address")
    query = request.META.get("QUERY_STRING", "")
    if "%" in query or not query.isascii() or "\0" in query:
        _check_text(unquote_to_bytes(_bytes_of(query)), "malformed_address")


def body_length(request: HttpRequest) -> int:
    """Bytes of body to expect; 411 for a body whose length is not told.

    Django reads such a body as empty and would answer as if nothing had been sent.
    """
    if text := request.META.get("CONTENT_LENGTH", ""):
        if not (text.isascii() and text.isdigit() and len(text) < 18):
            raise Refusal("malformed_header")
        return int(text)
    if "HTTP_TRANSFER_ENCODING" in request.META or _sends_unannounced(request):
        raise Refusal("length_required")
    return 0


def check_body(request: HttpRequest, length: int) -> None:
    """Refuse a body by its size, its declared character set, or its content."""
    is_multipart = request.content_type == MULTIPART
    is_upload = is_multipart and request.path.endswith(UPLOADS_END)
    if length > (settings.BODY_LIMIT_UPLOAD if is_upload else settings.BODY_LIMIT_JSON):
        raise Refusal("too_large")
    if request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower() not in PLAIN:
        wanted = {"Accept-Encoding": "identity"}
        raise Refusal("unsupported_media_type", detail=PACKED, headers=wanted)
    charset = (request.content_params or {}).get("charset", "utf-8")
    if charset.lower() not in UTF8_NAMES:
        raise Refusal("unsupported_media_type")
    if not is_multipart:
        _check_content(request)


def _check_content(request: HttpRequest) -> None:
    try:
        body = request.body
    except UnreadablePostError as error:
        raise Refusal("bad_request") from error
    if request.content_type == "application/json":
        strict_loads(body)
    elif request.path.startswith(JSON_ONLY):
        raise Refusal("unsupported_media_type")
    elif request.content_type == FORM:
        _check_text(unquote_to_bytes(body), "malformed_form")


def _sends_unannounced(request: HttpRequest) -> bool:
    """Whether bytes follow without a length, as HTTP/2 allows.

    Asked only where the server ends the stream itself (`wsgi.input_terminated`); elsewhere reading
    would wait for ever.
    """
    environ = getattr(request, "environ", {})
    if request.method in {"GET", "HEAD", "OPTIONS"} or not environ.get("wsgi.input_terminated"):
        return False
    return bool(environ["wsgi.input"].read(1))


def _bytes_of(text: str) -> bytes:
    """WSGI hands over bytes as Latin-1 text (PEP 3333); other servers hand over text."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _check_text(raw: bytes, code: str) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(code) from error
    if b"\0" in raw:
        raise Refusal(code)
