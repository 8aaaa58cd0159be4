"""What those shut out are told: the same as of something that never was."""

from typing import Any

from rest_framework.test import APIClient

from tests.trust.asking import absent, read, seen
from tests.trust.table import READERS
from tests.trust.world import World

SIGNED_IN = [who for who in READERS if who not in {"nobody", "deactivated"}]

type Seen = tuple[int, dict[str, str], bytes]


class Nothing:
    """The answers to addresses with ids nothing ever had, asked once for each kind of reader."""

    def __init__(self, world: World, asking: dict[str, APIClient]) -> None:
        self.asking = asking
        self.ids = absent(world)
        self.known: dict[tuple[str, str], Seen] = {}

    def __call__(self, who: str, path: str) -> Seen:
        """What a reader of this kind is told; all who are signed in are one kind."""
        kind = "newcomer" if who in SIGNED_IN else who
        if (kind, path) not in self.known:
            self.known[kind, path] = self.ask(kind, path)
        return self.known[kind, path]

    def ask(self, who: str, path: str) -> Seen:
        """What this very reader is told now."""
        answer: Any = read(self.asking[who], path, self.ids)
        return seen(answer)


def nothing_there(world: World, asking: dict[str, APIClient]) -> Nothing:
    """The answers about nothing, in this world."""
    return Nothing(world, asking)
