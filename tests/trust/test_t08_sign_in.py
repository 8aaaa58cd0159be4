"""T8: signing in, or failing to, leaves nothing that says who was here when (leaks.md 53)."""

import hashlib
import zlib
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail, signing
from django.test import Client

from accounts.mail import deliver
from accounts.models import Mail, User
from accounts.sessions import SessionStore
from tests.accounts.doors import APP, CODE, PASSWORD, enrol, totp
from tests.factories import make_user
from tests.trust.interference.dump import rows_of, spelled, tables

BEFORE, THEN = "2026-11-21T07:00:00Z", "2026-11-22T12:34:41Z"
SECOND = ("12:34:41", "13:34:41", "1795350881")
FROM = "203.0.113.77"
NAMES = ("accounts_user", "account_emailaddress")  # they hold the address, and no time of today
UNKNOWN = "okand.person@tillit.example"

type Visit = Callable[[Client, User], Any]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture
def visitor(db: None, settings: Any, tmp_path: Path, clock: time_machine.Traveller) -> Client:
    """A browser at one address, and counters of the test's own."""
    settings.LIMITS_PATH = tmp_path / "limits.sqlite3"
    return Client(REMOTE_ADDR=FROM)


def post(client: Client, path: str, **body: str) -> Any:
    """POST to the app's door, and go on with the token it gave."""
    answer = client.post(f"{APP}{path}", body, "application/json")
    if token := answer.json().get("meta", {}).get("session_token"):
        client.defaults["HTTP_X_SESSION_TOKEN"] = token
    return answer


def mailed_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    return found[0]


def send_mails() -> None:
    """Do what a worker does."""
    for waiting in Mail.objects.all():
        deliver.call(str(waiting.pk))


def login(client: Client, user: User) -> Any:
    return post(client, "/auth/login", email=user.email, password=PASSWORD)


def failed_login(client: Client, user: User) -> Any:
    return post(client, "/auth/login", email=user.email, password="fel lösenord 17")


def login_of_nobody(client: Client, user: User) -> Any:
    return post(client, "/auth/login", email=UNKNOWN, password="fel lösenord 17")


def login_in_a_browser(client: Client, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def second_factor(client: Client, user: User) -> Any:
    login(client, user)
    return post(client, "/auth/2fa/authenticate", code=totp())


def code_asked_for(client: Client, user: User) -> Any:
    return post(client, "/auth/code/request", email=user.email)


def login_by_code(client: Client, user: User) -> Any:
    code_asked_for(client, user)
    send_mails()
    return post(client, "/auth/code/confirm", code=mailed_code())


def reset_asked_for(client: Client, user: User) -> Any:
    return post(client, "/auth/password/request", email=user.email)


def reset(client: Client, user: User) -> Any:
    reset_asked_for(client, user)
    send_mails()
    return post(client, "/auth/password/reset", key=mailed_code(), password="nytt lösenord 17")


EXPECTED: dict[Visit, int] = {
    login: 200,
    failed_login: 400,
    login_of_nobody: 400,
    login_in_a_browser: 302,
    second_factor: 200,
    code_asked_for: 401,
    login_by_code: 200,
    reset_asked_for: 401,
    reset: 401,
}
VISITS = pytest.mark.parametrize("visit", EXPECTED, ids=lambda visit: visit.__name__)


def visited(visit: Visit, client: Client, clock: time_machine.Traveller) -> User:
    """Somebody who joined yesterday comes by; the mails that brings are sent."""
    user = make_user("Anna Ek")
    if visit is second_factor:
        enrol(user)
    clock.move_to(THEN)
    assert visit(client, user).status_code == EXPECTED[visit]
    send_mails()
    return user


@VISITS
def test_no_table_holds_the_address_or_where_from(
    visit: Visit, visitor: Client, clock: time_machine.Traveller
) -> None:
    user = visited(visit, visitor, clock)

    needles = [needle for text in (user.email, UNKNOWN, FROM) for needle in ways(text)]
    assert found_in(main_database(NAMES), needles) == []


@VISITS
def test_no_table_says_at_which_second(
    visit: Visit, visitor: Client, clock: time_machine.Traveller
) -> None:
    visited(visit, visitor, clock)

    needles = [second.encode() for second in SECOND]
    assert found_in(main_database(), needles) == []


@VISITS
def test_no_file_holds_the_address_or_where_from(
    visit: Visit, visitor: Client, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    user = visited(visit, visitor, clock)

    files = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    needles = [needle for text in (user.email, UNKNOWN, FROM) for needle in ways(text)]
    assert "limits.sqlite3" in files
    assert found_in(files, needles) == []


def test_the_search_finds_what_a_session_used_to_hold(db: None) -> None:
    user = make_user("Anna Ek")
    signed = signing.dumps({"at": SECOND[2], "email": user.email}, salt=SessionStore().key_salt)
    packed = signing.dumps({"email": user.email * 40}, compress=True)
    hashed = hashlib.sha256(user.email.encode()).hexdigest()
    rows = {"planted": b"\n".join(opened([(signed, packed, hashed)]))}

    assert found_in({"a": rows["planted"]}, [user.email.encode()]) == ["a"]
    assert found_in({"a": rows["planted"]}, [SECOND[2].encode()]) == ["a"]
    assert found_in({"a": hashed.encode()}, ways(user.email)) == ["a"]


def main_database(without: tuple[str, ...] = ()) -> dict[str, bytes]:
    """All that its tables hold, texts opened as far as the environment's keys open them."""
    names = [name for kind in (True, False) for name in tables(of_people=kind)]
    return {name: b"\n".join(opened(rows_of(name))) for name in names if name not in without}


def opened(rows: Any) -> Iterator[bytes]:
    """Each value as it stands, and what is packed or signed in it."""
    for spelling in spelled(rows):
        yield spelling
        for part in (*spelling.split(b":"), *spelling.split(b".")):
            yield from unpacked(part)


def unpacked(part: bytes) -> Iterator[bytes]:
    """A part of a text as base64, and that as compressed, if it is."""
    for decode in (b64decode, urlsafe_b64decode):
        try:
            plain = decode(part + b"=" * (-len(part) % 4))
            yield plain
            yield zlib.decompress(plain)
        except (ValueError, zlib.error):
            continue


def ways(text: str) -> list[bytes]:
    """A text, and the unkeyed digests of it that allauth and careless lines make."""
    spellings = [text, f"testserver:{text}", f"{text}:testserver", f"user {text}"]
    kinds = ("sha256", "sha1", "md5", "sha512", "blake2b")
    digests = [hashlib.new(kind, one.encode()) for kind in kinds for one in spellings]
    return [
        text.encode(),
        *(d.hexdigest().encode() for d in digests),
        *(d.digest() for d in digests),
    ]


def found_in(kept: dict[str, bytes], needles: list[bytes]) -> list[str]:
    """The places that hold one of these."""
    return [place for place, held in kept.items() if any(needle in held for needle in needles)]
