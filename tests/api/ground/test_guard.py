"""Facts 1, 2 and 4 of the reliability notes: hostile input is a clear 4xx and reaches nothing."""

from io import BytesIO

import pytest
from django.test import Client

from tests.api.ground.answers import assert_problem
from tests.api.ground.urls import Echo

pytestmark = pytest.mark.urls("tests.api.ground.urls")

MALFORMED = {
    "a lone surrogate": rb'{"title": "a", "extra": {"k": "\ud800"}}',
    "a lone surrogate as key": rb'{"\udfff": 1}',
    "an escaped NUL": rb'{"a": "\u0000"}',
    "a raw NUL": b'{"a": "\0"}',
    "invalid UTF-8": b'{"a": "\xff"}',
    "UTF-8 surrogates": b'{"a": "\xed\xa0\x80"}',
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "21 levels": b"[" * 21 + b"]" * 21,
    "100,000 brackets": b"[" * 100_000,
    "deep objects": b'{"a":' * 1000 + b"1" + b"}" * 1000,
    "duplicate keys": b'{"a": 1, "a": 2}',
    "duplicate keys deep inside": b'[{"x": {"a": 1, "a": 1}}]',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "a huge integer": b'{"a": 9007199254740993}',
    "400 digits": b'{"a": ' + b"9" * 400 + b"}",
    "10,000 digits": b'{"a": 0.' + b"9" * 10_000 + b"}",
    "an overflowing float": b'{"a": 1e999}',
    "an unfinished document": b'{"a": ',
    "an unfinished string": b'["' + b'\\"' * 100_000,
    "two documents": b"{} {}",
}


@pytest.fixture(autouse=True)
def _nothing_heard() -> None:
    Echo.heard.clear()


def post(client: Client, body: bytes, path: str = "/api/echo/", kind: str = "application/json"):
    return client.generic("POST", path, body, kind)


@pytest.mark.parametrize("path", ["/api/echo/", "/_allauth/app/v1/auth/login"])
@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_malformed_json_is_refused_before_anything_reads_it(client, path, body):
    answer = post(client, body, path)

    assert_problem(answer, 400, "malformed_json")
    assert not Echo.heard


def test_the_place_of_an_unstorable_text_is_told(client):
    answer = post(client, rb'{"steps": [{"a/b": "\u0000"}]}')

    document = assert_problem(answer, 400, "malformed_json")
    assert document["errors"][0]["pointer"] == "/steps/0/a~1b"


@pytest.mark.parametrize(
    "body",
    [
        rb'{"a": "\ud83d\ude42 \u00e5 \\u0000"}',
        b"[" * 20 + b"]" * 20,
        b'["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "{{{{{{{{{{{{{{{{{{{{\\""]',
        b'{"a": 9007199254740992, "b": -1.5e10}',
    ],
)
def test_good_json_arrives(client, body):
    assert post(client, body).status_code == 201
    assert len(Echo.heard) == 1


def test_a_body_over_the_limit_is_too_large(client, settings):
    body = b'"' + b"a" * settings.BODY_LIMIT_JSON + b'"'

    assert_problem(post(client, body), 413, "too_large")
    assert not Echo.heard


@pytest.mark.parametrize(
    ("path", "status"), [("/api/things/attachments/", 201), ("/api/echo/", 413)]
)
@pytest.mark.django_db
def test_only_attachments_may_be_large(client, settings, tmp_path, path, status):
    file = tmp_path / "photo.png"
    file.write_bytes(b"x" * (settings.BODY_LIMIT_JSON + 1))

    with file.open("rb") as opened:
        answer = client.post(path, {"file": opened})

    assert answer.status_code == status


def test_an_upload_has_a_limit_too(client, settings):
    settings.BODY_LIMIT_UPLOAD = 100

    answer = post(client, b"x" * 101, "/api/things/attachments/", "multipart/form-data; boundary=b")

    assert_problem(answer, 413, "too_large")


@pytest.mark.parametrize("charset", ["bz2_codec", "utf-16", "latin-1", "nonsense"])
def test_a_body_in_another_charset_is_refused(client, charset):
    answer = post(client, b'{"a": 1}', kind=f"application/json; charset={charset}")

    assert_problem(answer, 415, "unsupported_media_type")
    assert not Echo.heard


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data"])
def test_a_body_that_is_not_json_is_refused(client, kind):
    assert_problem(post(client, b"a=1", kind=kind), 415, "unsupported_media_type")
    assert not Echo.heard


def test_sign_in_reads_no_json_under_another_name(client):
    answer = post(client, b"[" * 100_000, "/_allauth/app/v1/auth/login", "text/plain")

    assert_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("body", [b"a=%00", b"a=%ff", b"a=\xff", b"%ed%a0%80=1"])
def test_a_form_that_is_not_text_is_refused(client, body):
    answer = post(client, body, kind="application/x-www-form-urlencoded")

    assert_problem(answer, 400, "malformed_form")


@pytest.mark.parametrize("query", ["q=%00", "q=%FF", "%ED%A0%80=1", "q=\xff", "q=\0"])
def test_a_query_that_is_not_text_is_refused(client, query):
    answer = client.get("/api/echo/", QUERY_STRING=query)

    assert_problem(answer, 400, "malformed_address")


def test_a_path_with_nul_is_refused(client):
    assert_problem(client.get("/api/echo/%00"), 400, "malformed_address")


@pytest.mark.parametrize("path", ["/api/%FF/", "/api/%ED%A0%80/", "/api/%C3%A5/"])
def test_a_path_that_is_no_path_of_ours_is_not_found(client, path):
    assert_problem(client.get(path), 404, "not_found")


def test_swedish_addresses_arrive(client):
    assert client.get("/api/echo/?q=%C3%A5&r=%2B").status_code == 200


def test_a_body_without_a_length_is_not_taken_for_empty(client):
    answer = client.post("/api/echo/", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")

    assert_problem(answer, 411, "length_required")
    assert not Echo.heard


@pytest.mark.parametrize(("sent", "status"), [(b"{}", 411), (b"", 201)])
def test_an_unannounced_body_is_noticed_where_the_server_can_tell(client, sent, status):
    stream = {"wsgi.input": BytesIO(sent), "wsgi.input_terminated": True}

    answer = client.post("/api/echo/", CONTENT_LENGTH="", **stream)

    assert answer.status_code == status


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 30, "٣"])
def test_a_length_that_is_no_number_is_refused(client, length):
    answer = client.post("/api/echo/", CONTENT_LENGTH=length)

    assert_problem(answer, 400, "malformed_header")
