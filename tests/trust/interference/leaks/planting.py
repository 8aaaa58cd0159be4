"""How a leak is planted: what a careless implementation would know, and where it would say it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple
from unittest.mock import patch
from uuid import UUID

from accounts.models import Company, User
from accounts.reader import Reader
from tests.trust.interference import scripts
from tests.trust.interference.stage import Stage

NOTHING = UUID(int=4 << 76)
OURS = ("accounts", "api", "forum", "config")
LEAKS: dict[str, "Leak"] = {}

type Change = Callable[..., Any]


class Known(NamedTuple):
    """Who told and answered in the world being played."""

    teller: User
    company: Company
    answerer: User
    story: UUID | None
    minutes: int


@dataclass
class Leak:
    """One way to tell who it was: how it is planted, and a script in which it shows."""

    name: str
    channel: int
    plant: Callable[[ExitStack], None]
    script: tuple[str, ...]
    between: tuple[str, str]

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Let it leak meanwhile."""
        with ExitStack() as patches:
            self.plant(patches)
            yield

    def __str__(self) -> str:
        return self.name


def leak(
    channel: int,
    script: tuple[str, ...] = scripts.TOLD,
    between: tuple[str, str] = ("tilda", "berit"),
) -> Callable[[Callable[[ExitStack], None]], Callable[[ExitStack], None]]:
    """Register a leak under its function's name."""

    def register(plant: Callable[[ExitStack], None]) -> Callable[[ExitStack], None]:
        LEAKS[plant.__name__] = Leak(plant.__name__, channel, plant, script, between)
        return plant

    return register


def known() -> Known:
    """What the leak knows of the world being played."""
    stage = Stage.current
    assert stage is not None
    teller = stage.cast.people[stage.secret.teller]
    company = stage.cast.companies[stage.company_of(stage.secret.teller)]
    answerer = stage.cast.people[stage.secret.answerer]
    story = stage.ids.get("story")
    return Known(teller, company, answerer, UUID(story) if story else None, stage.secret.minutes)


def told() -> UUID:
    """The id of the secret story; one that nothing has before there is any."""
    return known().story or NOTHING


def is_told(pk: Any) -> bool:
    """Tell whether an id is that of the secret story."""
    story = known().story
    return story is not None and str(pk) == str(story)


def is_colleague(reader: Reader) -> bool:
    """Tell whether a reader belongs to the teller's company."""
    return known().company.pk in reader.companies


def around(patches: ExitStack, function: Any, change: Change) -> None:
    """Let `change` have the last word on what a function answers, wherever it has been imported."""

    @wraps(function)
    def changed(*args: Any, **kwargs: Any) -> Any:
        return change(function(*args, **kwargs), *args, **kwargs)

    places = [
        (module, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").partition(".")[0] in OURS
        for name, value in list(vars(module).items())
        if value is function
    ]
    assert places, function
    for module, name in places:
        patches.enter_context(patch.object(module, name, changed))


def after(patches: ExitStack, owner: Any, name: str, change: Change) -> None:
    """Let `change` have the last word on what a method answers."""
    method = getattr(owner, name)

    @wraps(method)
    def changed(*args: Any, **kwargs: Any) -> Any:
        return change(method(*args, **kwargs), *args, **kwargs)

    bound = getattr(method, "__self__", None) is not None
    patches.enter_context(patch.object(owner, name, staticmethod(changed) if bound else changed))


def before(patches: ExitStack, owner: Any, name: str, first: Change) -> None:
    """Let `first` happen, or refuse, before a method."""
    method = getattr(owner, name)

    @wraps(method)
    def changed(*args: Any, **kwargs: Any) -> Any:
        first(*args, **kwargs)
        return method(*args, **kwargs)

    patches.enter_context(patch.object(owner, name, changed))
