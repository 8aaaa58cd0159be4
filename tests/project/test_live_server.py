"""The served site, from outside: what was sent is in no line and no file but the database's."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.project.tree import ROOT

pytestmark = pytest.mark.slow
WORD = "Kvittrande1234ord"
PATIENCE = 60
# A table is missing, so that the last request meets an error that nobody foresaw.
BEGIN = """
from django.core.management import call_command
from django.db import connection
from accounts.models import User

call_command("migrate", verbosity=0)
user = User.objects.create_user("anna.ek@tillit.example", "rätt häst batteri", display_name="Anna")
from allauth.account.models import EmailAddress
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
from accounts.models import Company
from accounts.models import Invitation
company = Company.objects.create(name="Prov AB", slug="prov", organisation_number="556016-0680",
    size="small", industry_id="25", county_id="14")
Invitation.issue(company=company, email=user.email, role="steward", by=None)[0].accept(by=user)
"""
BREAK = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE forum_topic RENAME TO forum_away")
"""


class Site(NamedTuple):
    """A running server: where it listens, its folder, its lines."""

    port: int
    var: Path
    lines: Path
    environment: dict[str, str]


def shell(environment: dict[str, str], code: str) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The site as it is served, with as many lines as an operator can ask for."""
    unwanted = ("TILLIT_", "DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    var, port = tmp_path / "var", free_port()
    environment = {**kept, "TILLIT_VAR": str(var), "TILLIT_LOG_LEVEL": "DEBUG"}
    shell(environment, BEGIN)
    lines = tmp_path / "lines"
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"]
    command = [*granian, "--workers", "1", "--port", str(port), "config.wsgi:application"]
    with lines.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
        )
        try:
            wait(port)
            yield Site(port, var, lines, environment)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def wait(port: int) -> None:
    """Until it answers; TimeoutError after a minute."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            send(port, "GET", "/readyz")
        except OSError:
            continue
        return
    raise TimeoutError


def send(port: int, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    sent = {"Content-Type": "application/json", "Accept": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    content = body if isinstance(body, bytes) else json.dumps(body).encode() if body else None
    connection.request(method, path, content, sent)
    answer = connection.getresponse()
    with closing(connection):
        return answer.status, answer.read()


def visit(site: Site) -> Iterator[int]:
    """Send the word everywhere: rightly, wrongly, and where the server breaks."""
    login = "/_allauth/app/v1/auth/login"
    yield send(site.port, "POST", login, {"email": f"{WORD}@x.se", "password": WORD})[0]
    known = {"email": "anna.ek@tillit.example", "password": "rätt häst batteri"}
    status, answer = send(site.port, "POST", login, known)
    token = json.loads(answer)["meta"]["session_token"]
    yield status
    signed_in = {"X_Session_Token": token, "User_Agent": WORD, "Idempotency_Key": WORD}
    story = {"title": WORD, "results": WORD}
    yield send(site.port, "POST", "/api/v1/stories/", story, **signed_in)[0]
    yield send(site.port, "POST", "/api/v1/stories/", {"titel": WORD}, X_Session_Token=token)[0]
    yield send(site.port, "POST", "/api/v1/stories/", f"{{{WORD}".encode(), **signed_in)[0]
    yield send(site.port, "POST", "/api/v1/receipts/", {"receipt": WORD})[0]
    yield send(site.port, "GET", f"/api/v1/{WORD}/?q={WORD}", Cookie=f"a={WORD}")[0]
    yield send(site.port, "GET", "/api/v1/me/", X_Session_Token=WORD)[0]
    shell(site.environment, BREAK)
    broken = {"title": WORD, "topics": ["andon"], "summary": WORD}
    yield send(site.port, "POST", "/api/v1/stories/", broken, X_Session_Token=token)[0]


def test_what_is_sent_is_in_no_line_and_in_no_file_beside_the_database(site: Site) -> None:
    statuses = list(visit(site))

    assert statuses == [400, 200, 201, 400, 400, 400, 404, 401, 500]
    lines = site.lines.read_bytes()
    assert b'"event":"unhandled"' in lines
    beside = [
        path
        for path in site.var.rglob("*")
        if path.is_file() and not path.name.startswith("tillit.sqlite3")
    ]
    assert any(path.name == "limits.sqlite3" for path in beside)
    for words in (WORD, "anna.ek@", "rätt häst"):
        assert words.encode() not in lines
        assert [path for path in beside if words.encode() in path.read_bytes()] == []
