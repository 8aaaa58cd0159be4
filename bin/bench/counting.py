"""What one request asks of the database and sends, counted in this process, not timed."""

from time import time_ns
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.world import Ask, World


def count(world: World) -> dict[str, tuple[int, int]]:
    """Queries and bytes of every address; RuntimeError when one is refused."""
    client = Client(SERVER_NAME="localhost", headers={"X-Session-Token": world.token})
    for ask in world.asks.values():
        _answer(client, ask)  # the first one may fill caches
    return {name: _counted(client, ask) for name, ask in world.asks.items()}


def _counted(client: Client, ask: Ask) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as caught:
        answer = _answer(client, ask)
    mine = [one["sql"] for one in caught if not _is_frame(one["sql"])]
    return len(mine), len(answer.content)


def _is_frame(sql: str) -> bool:
    """Transactions and savepoints frame the questions; they are none."""
    return sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))


def _answer(client: Client, ask: Ask) -> Any:
    if ask.body:
        answer = client.post(ask.path, ask.saying(time_ns()), content_type="application/json")
    else:
        answer = client.get(ask.path)
    if answer.status_code >= 400:
        raise RuntimeError(f"{ask.name}: {answer.status_code} {answer.content[:300]!r}")
    return answer
