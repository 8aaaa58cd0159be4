"""Both sites under the production server, side by side."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench import ROOT
from prepare import prepare

# What is served has the packages of production: some libraries load others where they find them.
VENV = ROOT / "var" / "bench" / "venv"
PATIENCE = 30  # seconds to start or to stop
# As docs/operations.md says; two workers whatever the machine has, as where the budgets come from.
GRANIAN = (
    *("--interface", "wsgi", "--http", "1", "--no-ws", "--workers", "2"),
    *("--backpressure", "64", "--blocking-threads", "4"),
)


@contextmanager
def serving(settings: str, folder: Path, options: list[str]) -> Iterator[tuple[int, int]]:
    """Serve a site by granian as documented; gives its port and its process id.

    Its lines go to a file in `folder`. Raises RuntimeError when it does not come up.
    """
    prepare("requirements.txt", VENV)
    port = free_port()
    command = [str(VENV / "bin" / "granian"), *GRANIAN, *options]
    command += ["--port", str(port), "config.wsgi:application"]
    inside = {"PYTHONPATH": f"{ROOT}:{ROOT / 'bin'}", "DJANGO_SETTINGS_MODULE": settings}
    inside |= {"MALLOC_ARENA_MAX": "2"}  # as docs/operations.md says
    with (folder / f"{settings}.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | inside, stderr=log, stdout=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_open(port, server)
        yield port, server.pid
    finally:
        stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server with all its processes; a worker that hangs would go on taking requests."""
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until_open(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait for the server to listen; RuntimeError when it ends or takes too long."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start; its log is in var/bench")
