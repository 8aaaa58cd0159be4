"""A mail written down is delivered by a real worker, also when the first one is killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
BEGIN = """
from django.core.management import call_command
from accounts.mail import post

call_command("migrate", verbosity=0)
post("ny@tillit.example", "Hej", "Välkommen, åäö.")
"""
# A lease of two seconds in place of a minute: a dead worker's task is taken over sooner.
WORKER = ("ox_worker", "--lock-timeout", "2", "--interval", "0.2")
PATIENCE = 60  # seconds until a silent worker counts as one that does not work


class Catcher:
    """A mail server; while `stuck` it takes a message and never answers."""

    def __init__(self) -> None:
        self.stuck = False
        self.messages: list[bytes] = []
        self.reached, self.delivered = Event(), Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take one message, as aiosmtpd calls it."""
        self.reached.set()
        if self.stuck:
            return ""  # no reply is sent: the worker waits for one
        self.messages.append(envelope.content)
        self.delivered.set()
        return "250 OK"


@pytest.fixture
def catcher() -> Iterator[tuple[Catcher, int]]:
    """A catcher and the port it listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Catcher()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def environment(tmp_path: Path, catcher: tuple[Catcher, int]) -> dict[str, str]:
    """What a fresh checkout runs with, its database in a folder of the test."""
    unwanted = ("TILLIT_", "DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    smtp = f"smtp://127.0.0.1:{catcher[1]}"
    given = {"TILLIT_MODE": "local", "TILLIT_VAR": str(tmp_path), "TILLIT_SMTP_URL": smtp}
    environment = {**kept, **given}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", BEGIN]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker for as long as the block lasts; killed the hard way at its end."""
    command = [sys.executable, "manage.py", *WORKER]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def test_a_worker_delivers_what_a_killed_one_left(
    catcher: tuple[Catcher, int], environment: dict[str, str]
) -> None:
    server, _ = catcher
    server.stuck = True
    with worker(environment):
        assert server.reached.wait(PATIENCE), "the first worker never reached the mail server"
    assert server.messages == []
    server.stuck = False
    with worker(environment):
        assert server.delivered.wait(PATIENCE), "the second worker never delivered"
    assert len(server.messages) == 1
    assert b"To: ny@tillit.example" in server.messages[0]
