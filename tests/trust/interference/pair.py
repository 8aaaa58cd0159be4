"""Playing the same script in two worlds, and saying where somebody could tell them apart."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import Any
from unittest.mock import patch

from django.db import transaction

import api.attachments
from forum.uploads import CleanFile
from tests.trust.interference import acts, judging, logs, others
from tests.trust.interference.cast import Cast, make_cast
from tests.trust.interference.looking import look
from tests.trust.interference.scripts import LOOK
from tests.trust.interference.stage import Secret, Stage
from tests.trust.interference.still import still
from tests.trust.interference.trace import Difference, Trace

BYTES = b"\x89PNG bild"
assert others
assert judging  # they register their acts


def difference(
    script: Sequence[str], secrets: tuple[Secret, Secret], turn: int = 0
) -> Difference | None:
    """Where an onlooker can tell the worlds of two secrets apart; None if nowhere.

    `turn` chooses who asks what first, since nobody asks everything at every look.
    """
    with populated() as cast:
        before = Trace()
        play(script, Stage(deepcopy(cast), secrets[0], before, looks=turn))
        try:
            play(script, Stage(cast, secrets[1], Trace(against=before), looks=turn))
        except Difference as found:
            return found
    return None


@contextmanager
def populated() -> Iterator[Cast]:
    """People and companies for as long as worlds are played with them."""
    with transaction.atomic():
        with still():
            cast = make_cast()
        yield cast
        transaction.set_rollback(True)


def play(script: Sequence[str], stage: Stage) -> None:
    """Play a script, and undo it."""
    Stage.current = stage
    with ExitStack() as held:
        held.enter_context(transaction.atomic())
        stage.draws, stage.clock = held.enter_context(still())
        # Cleaning starts a process, takes a second, and has tests of its own.
        held.enter_context(patch.object(api.attachments, "clean_upload", cleaned))
        held.enter_context(logs.listening(stage.trace))
        for stage.step, name in enumerate(script, 1):
            perform(stage, name)
        transaction.set_rollback(True)


def perform(stage: Stage, name: str) -> None:
    """One line of a script."""
    if name == LOOK:
        look(stage)
        return
    stage.clock.next_hour()
    stage.draws.begin(name, stage.step)
    acts.ACTS[name](stage)
    stage.work()


def cleaned(_data: Any, *, name: str, unnamed: bool = False) -> CleanFile:
    """A file as it comes back from cleaning."""
    lost = ("name",) if unnamed else ()
    return CleanFile(name, BYTES, "image/png", ".png", 1, 1, "0" * 64, lost=lost)
