"""The server as in production: granian, one worker, a database of its own."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from fuzzing import BESIDE, ROOT

PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
PATIENCE = 60


@contextmanager
def serving(log: Path) -> Iterator[None]:
    """Serve while the block runs; its log goes to a file."""
    command = [
        str(BESIDE / "granian"),
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "4",
    ]
    command += ["--host", "127.0.0.1", "--port", str(PORT), "--no-ws", "config.wsgi:application"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ, stdout=out, stderr=out, start_new_session=True
        )
        try:
            wait()
            yield
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def wait() -> None:
    """Wait until the server answers; TimeoutError after a minute."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            status(f"{SITE}/readyz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{SITE} does not answer")


def status(address: str, header: str = "") -> int:
    """The status of a GET; HTTPError (an OSError) for refusals."""
    name, _, value = header.partition(":")
    headers = {name: value} if name else {}
    with urlopen(Request(address, headers=headers), timeout=PATIENCE) as answer:  # noqa: S310
        answer.read()
        code: int = answer.status
        return code
