"""A Redis for tests: a server in this process, spoken to over its port like any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from fakeredis import TcpFakeServer

NOON = "2026-11-22T12:00:00Z"


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis with nothing in it."""
    with TcpFakeServer(("127.0.0.1", 0), server_type="redis") as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"redis://127.0.0.1:{server.server_address[1]}/0"
        server.shutdown()
