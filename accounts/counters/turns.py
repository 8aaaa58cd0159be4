"""One after the other: what reads, judges and writes must not be done twice at the same moment.

Over all processes and hosts, as the counters are. A turn ends by itself after TURN_SECONDS, so that
a process that died holds up nobody for longer.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from accounts.counters.store import CountersUnavailable, asked

TURN_SECONDS = 30
PATIENCE_SECONDS = 5
_FIRST_WAIT, _LONGEST_WAIT = 0.005, 0.1


class NoTurn(Exception):
    """Somebody else has been at it for longer than a caller should wait."""


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Hold `name` until the end of the block; waits for whoever holds it.

    Raises NoTurn after PATIENCE_SECONDS, and CountersUnavailable.
    """
    mine = os.urandom(16)
    _take(name, mine)
    try:
        yield
    finally:
        with suppress(CountersUnavailable):  # then it ends by itself
            _give_up(name, mine)


def _give_up(name: str, mine: bytes) -> None:
    # Not another's turn, which began when ours had run out.
    if asked(lambda store: store.recall(name)) == mine:
        asked(lambda store: store.forget(name))


def _take(name: str, mine: bytes) -> None:
    give_up, wait = time.monotonic() + PATIENCE_SECONDS, _FIRST_WAIT
    while not asked(lambda store: store.remember(name, mine, TURN_SECONDS, only_new=True)):
        if time.monotonic() > give_up:
            raise NoTurn
        time.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)
