"""The measuring itself: rounds that ask the bare view and ours in turn, and medians over them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from bench.load import Figures, Target, load
from bench.world import Ask, World

BARE = Ask("bare", "/bare/")
MEASURED = ("list", "story", "comments", "post")
FLAT = {"list, deep": "list", "long thread": "comments", "long thread, deep": "long thread"}
WARM = 3  # seconds
POSTERS = 8  # connections that post at once; elsewhere 16

type Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long each measurement takes in seconds, and how many rounds there are."""

    seconds: int
    rounds: int

    def steps(self) -> list[Key]:
        """What one round asks for, and over how many connections."""
        alone = [(name, 1) for name in ("bare", *MEASURED)]
        many = [(name, POSTERS if name == "post" else 16) for name in ("bare", *MEASURED)]
        return alone + many + [(name, 16) for name in FLAT]


def measure(
    plan: Plan, bare: Target, ours: Target, world: World, said: Callable[[str], None]
) -> dict[Key, Figures]:
    """The median figures of every step; `said` is told how far it is."""
    taken: dict[Key, list[Figures]] = {key: [] for key in plan.steps()}
    for number, (name, connections) in steps_of(plan):
        said(f"round {number} of {plan.rounds}: {name}, {connections} connections")
        target, ask = (bare, BARE) if name == BARE.name else (ours, world.asks[name])
        taken[name, connections].append(load(target, ask, connections, plan.seconds))
    return {key: middle(figures) for key, figures in taken.items()}


def steps_of(plan: Plan) -> Iterator[tuple[int, Key]]:
    """Every step of every round."""
    for number in range(1, plan.rounds + 1):
        for step in plan.steps():
            yield number, step


def warm_up(bare: Target, ours: Target, world: World) -> None:
    """Let every worker import, connect and compile once before anything counts."""
    for name in MEASURED:
        load(ours, world.asks[name], POSTERS, WARM)
    load(bare, BARE, POSTERS, WARM)


def middle(figures: list[Figures]) -> Figures:
    """The median of each figure by itself."""
    return Figures(*(median(column) for column in zip(*map(columns, figures), strict=True)))


def columns(one: Figures) -> tuple[float, ...]:
    """The figures in their order."""
    return one.rate, one.p50, one.p99, one.processor
