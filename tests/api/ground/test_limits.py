"""Rate limits tell the caller where it stands, count nobody by name, and fail as decided."""

import sqlite3
from contextlib import closing

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts import counters
from api import limits
from api.limits import LimitExceeded, LimitsUnavailable, SignInLimit, client_address
from api.limits.identity import counting_key
from tests.api.ground.answers import refusing_sign_in

NO_REDIS = "redis://127.0.0.1:1/0"
LOGIN = "/_allauth/app/v1/auth/login"


@pytest.fixture(autouse=True)
def _small_limits(settings, tmp_path) -> None:
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    settings.RATE_LIMITS = {
        "read": "600/minute",
        "write": "2/minute",
        "sign_in": "2/5 minute",
        "sign_in_address": "3/5 minute",
    }


@pytest.fixture
def get():
    return RequestFactory().get("/api/v1/stories/")


@pytest.fixture
def post():
    return RequestFactory().post("/api/v1/stories/")


def test_every_answer_can_say_where_the_caller_stands(post):
    standing = limits.check("write", post, user_id=7)

    assert limits.headers(standing) == {
        "RateLimit-Policy": '"write";q=2;w=60',
        "RateLimit": '"write";r=1;t=60',
    }


def test_one_request_too_many_is_told_when_to_come_back(post):
    for _ in range(2):
        limits.check("write", post, user_id=7)

    with pytest.raises(LimitExceeded) as refused:
        limits.check("write", post, user_id=7)

    answer = refused.value.response(post)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["RateLimit"].startswith('"write";r=0;t=')


def test_people_scopes_and_addresses_are_counted_apart(post):
    for _ in range(2):
        limits.check("write", post, user_id=7)

    assert limits.check("write", post, user_id=8).remaining == 1
    assert limits.check("read", post, user_id=7).remaining == 599
    assert limits.check("write", post, user_id=None).remaining == 1


def test_a_window_begins_anew_when_it_has_ended(post):
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        for _ in range(2):
            limits.check("write", post, user_id=7)
        clock.shift(60)

        assert limits.check("write", post, user_id=7).used == 1


def test_no_counter_names_anybody(post, settings):
    limits.check("write", post, user_id="anna@example.com")

    with closing(sqlite3.connect(settings.LIMITS_PATH)) as file:
        (key,) = file.execute("SELECT key FROM counter").fetchone()
    assert len(key) == 64
    assert "anna" not in key


def test_tomorrows_counters_cannot_be_joined_with_todays():
    with time_machine.travel("2026-11-22T23:59:59Z") as clock:
        today = counting_key("write", "user 7")
        clock.shift(2)
        assert counting_key("write", "user 7") != today


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "9.9.9.9", "10.0.0.1"),
        (1, "9.9.9.9", "9.9.9.9"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 8.8.8.8", "9.9.9.9"),
        (2, "9.9.9.9", "10.0.0.1"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1:2::"),
        (1, "::ffff:9.9.9.9", "9.9.9.9"),
        (1, "anna", "unknown"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    """Fact 6: a rotating X-Forwarded-For went past the limit 8 times of 8."""
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded}
    )

    assert client_address(request) == address


def test_reading_goes_on_without_the_counters(settings, get):
    settings.REDIS_URL = NO_REDIS

    standing = limits.check("read", get, user_id=7)

    assert limits.headers(standing) == {}
    assert not counters.is_reachable()


def test_writing_rests_without_the_counters(settings, post):
    """Fact 8: a lost Redis was a 500 on every throttled view."""
    settings.REDIS_URL = NO_REDIS

    with pytest.raises(LimitsUnavailable) as refused:
        limits.check("write", post, user_id=7)

    assert_document(refused.value.response(post), 503, "limits_unavailable")


def test_signing_in_rests_without_the_counters(settings):
    settings.REDIS_URL = NO_REDIS
    tried: list[HttpRequest] = []

    answer = sign_in(tried, "anna@example.com")

    assert_document(answer, 503, "limits_unavailable")
    assert not tried


def test_a_counter_file_that_cannot_be_written_is_no_500(settings, post, tmp_path):
    settings.LIMITS_PATH = tmp_path

    with pytest.raises(LimitsUnavailable):
        limits.check("write", post, user_id=7)


def test_an_account_is_guessed_at_no_more_than_the_limit():
    tried: list[HttpRequest] = []
    spellings = ["anna@example.com", " Anna@Example.com", "ANNA@example.com "]

    statuses = [sign_in(tried, email).status_code for email in spellings]

    assert statuses == [401, 401, 429]
    assert len(tried) == 2


def test_one_address_tries_no_more_accounts_than_the_limit():
    tried: list[HttpRequest] = []

    statuses = [sign_in(tried, f"{n}@example.com").status_code for n in range(4)]

    assert statuses == [401, 401, 401, 429]
    assert len(tried) == 3


def test_other_paths_and_methods_are_not_sign_ins():
    limit = SignInLimit(lambda request: HttpResponse(status=200))

    looking = RequestFactory().get("/_allauth/app/v1/auth/session")
    for request in [looking, RequestFactory().post("/api/v1/stories/")] * 5:
        assert limit(request).status_code == 200


def sign_in(tried: list[HttpRequest], email: str, **more) -> HttpResponse:
    limit = refusing_sign_in(tried)
    body = {"email": email, "password": "x"}
    return limit(RequestFactory().post(LOGIN, body, content_type="application/json", **more))


def assert_document(answer: HttpResponse, status: int, code: str) -> None:
    assert answer.status_code == status
    assert code in answer.content.decode()
    assert int(answer["Retry-After"]) > 0
