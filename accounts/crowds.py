"""Who belongs where has changed: what accounts tells those who count crowds (T7).

The forum counts, and accounts may not know it; so the forum registers itself, as it does with
Django's checks. A listener runs in the transaction of the change.
"""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Call `listener` after every change; registering twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed() -> None:
    """Say that a company has left a circle, or lost a member."""
    for listener in _listeners:
        listener()
