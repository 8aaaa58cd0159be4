"""What is counted or remembered for a while: outside the main database and every backup.

The lowest layer: it knows settings and nothing else of ours. Names are given by `keyed`, never an
address, an id or an unkeyed hash of one, so that once the day is over nobody can be found in it.

Everything raises CountersUnavailable when file or Redis cannot be reached. Whoever asks decides
and says so: what only reads may go on (a reader must not pay for our fault); what writes, signs in
or must happen once does not (a guesser must not profit from it).
"""

from accounts.counters.day import day_key, forget_known, keyed, keyed_yesterday
from accounts.counters.store import CountersUnavailable, asked, current

__all__ = [
    "CountersUnavailable",
    "clear",
    "day_key",
    "forget",
    "forget_all",
    "give_back",
    "hit",
    "is_reachable",
    "keyed",
    "keyed_yesterday",
    "recall",
    "remember",
    "replace",
    "sweep",
]


def hit(key: str, window: int) -> tuple[int, float]:
    """Count once; the hits in the window of `window` seconds, and when it ends (since 1970).

    Atomic over all processes: of callers at the same moment each is given another number.
    """
    return asked(lambda store: store.hit(key, window))


def give_back(key: str) -> None:
    """Take one hit back: what was counted beforehand did not happen. Once for each hit."""
    asked(lambda store: store.give_back(key))


def remember(key: str, value: bytes, seconds: float, *, only_new: bool = False) -> bool:
    """Keep `value` for so many seconds; with `only_new` only if nothing is kept there.

    True if it was written: of callers at the same moment with `only_new` exactly one is told so.
    A power cut may lose the last seconds; a crash of the process loses nothing.
    """
    return asked(lambda store: store.remember(key, value, seconds, only_new=only_new))


def recall(key: str) -> bytes | None:
    """What is kept under `key`, or None when it was forgotten or has run out."""
    return asked(lambda store: store.recall(key))


def forget(key: str) -> None:
    """Drop value and counter of this name at once; nothing happens if there is none."""
    asked(lambda store: store.forget(key))


def forget_all(prefix: str) -> None:
    """Drop every value whose name begins so."""
    asked(lambda store: store.forget_all(prefix))


def replace(key: str, old: bytes, new: bytes) -> bool:
    """Put `new` in the place of exactly `old`, for as long as that was kept; whether it was there.

    Of callers at the same moment with the same `old` one is told that it was.
    """
    return asked(lambda store: store.replace(key, old, new))


def sweep() -> None:
    """Overwrite what has run out; done now and then by whoever counts, and by the hourly task."""
    asked(lambda store: store.sweep())


def clear() -> None:
    """Forget everything, the day's key too (for tests, and for a restart from nothing)."""
    forget_known()
    asked(lambda store: store.clear())


def is_reachable() -> bool:
    """Whether the counters answer."""
    return current().is_reachable()
