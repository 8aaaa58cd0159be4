"""What was seen in a world, in order, and the first thing that was seen otherwise in another."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from typing import Any, NamedTuple

from django.db import connection

_SAVEPOINT = re.compile(r'"?s\d+_x\d+"?')  # names hold the thread's number
LINES = 40  # of a report


class Answer(NamedTuple):
    """Everything a client can compare of an answer, and what the database was asked for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: tuple[str, ...]


class Difference(Exception):
    """Two worlds that should look alike do not: an observer could tell who was anonymous."""

    def __init__(self, where: str, first: Any, second: Any) -> None:
        self.where = where
        super().__init__(f"{where}\n" + "\n".join(told_apart(first, second)))


class Trace:
    """Observations by name; compared with those of another world as they come."""

    def __init__(self, against: "Trace | None" = None) -> None:
        self.seen: list[tuple[str, Any]] = []
        self._other = against.seen if against else None
        self._aside: list[tuple[str, Any]] | None = None

    def note(self, where: str, what: Any) -> None:
        """Note an observation; raises Difference."""
        if self._aside is not None:
            self._aside.append((where, what))
            return
        place = len(self.seen)
        self.seen.append((where, what))
        if self._other is None:
            return
        before = self._other[place] if place < len(self._other) else ("nothing", None)
        if before != (where, what):
            other = "" if before[0] == where else f" (the first world: {before[0]})"
            raise Difference(where + other, before[1], what)

    @contextmanager
    def aside(self) -> Iterator[list[tuple[str, Any]]]:
        """Collect what is noted meanwhile, for what happens in another order in another world."""
        kept: list[tuple[str, Any]] = []
        self._aside = kept
        try:
            yield kept
        finally:
            self._aside = None


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements asked meanwhile, without their values."""
    asked: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(_SAVEPOINT.sub("s", sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield asked


def told_apart(first: Any, second: Any) -> list[str]:
    """The lines that differ."""
    lines = [str(line) for line in unified_diff(spelled(first), spelled(second), "first", "second")]
    return [line[:600] for line in lines[:LINES]]


def spelled(what: Any) -> list[str]:
    """An observation as lines of text."""
    if isinstance(what, Answer):
        body = what.body.decode(errors="replace").replace('","', '",\n"').replace('},"', '},\n"')
        headers = [f"{name}: {value}" for name, value in what.headers]
        return [str(what.status), *headers, *body.splitlines(), *what.statements]
    if isinstance(what, dict):
        return [f"{name}: {line}" for name, lines in what.items() for line in spelled(lines)]
    if isinstance(what, (list, tuple)):
        return [repr(one) for one in what]
    return [repr(what)]
