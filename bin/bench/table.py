"""The tables printed: what was measured beside what was promised (docs/performance.md)."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.load import Figures
from bench.measuring import FLAT, MEASURED, POSTERS, Key

# Ratio to the bare view in percent, on SQLite and PostgreSQL: the first budget and the aim.
BUDGETS = {
    "list": {"sqlite": (12, 20), "postgresql": (8, 15)},
    "story": {"sqlite": (14, 22), "postgresql": (9, 16)},
    "comments": {"sqlite": (9, 16), "postgresql": (6, 12)},
    "post": {"sqlite": (3, 6), "postgresql": (3, 6)},
}
QUERIES = {"list": 5, "story": 7, "comments": 5, "post": 10}
KILOBYTES = {"list": 18, "comments": 35}
MEMORY = (250, 200)  # MB
FLATNESS = 1.2  # a page may cost so many times the page it is compared with


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one database gave."""

    vendor: str
    version: str
    figures: dict[Key, Figures]
    counts: dict[str, tuple[int, int]]
    memory: float | None

    def of_bare(self, name: str, connections: int) -> tuple[float, float]:
        """Percent of the bare view's rate, and of what its requests take of the processor.

        Posting over 8 connections is held against the bare view's 16. The second ratio stays
        the same on a machine that has other things to do; the first sinks there.
        """
        bare = self.figures["bare", 1 if connections == 1 else 16]
        ours = self.figures[name, connections]
        by_processor = bare.processor / ours.processor if ours.processor else 0
        return 100 * ours.rate / bare.rate, 100 * by_processor


def tables(outcome: Outcome) -> str:
    """All tables of one database as Markdown."""
    return "\n".join([f"## {outcome.version}", "", *speed(outcome), "", *flatness(outcome), ""])


def speed(outcome: Outcome) -> Iterator[str]:
    """Rates, times, ratios and budgets, then memory."""
    yield (
        "| | connections | req/s | p50 ms | p99 ms | CPU ms | of bare | of bare by CPU "
        "| first | aim | queries | kB |"
    )
    yield "|---" * 12 + "|"
    for name in ("bare", *MEASURED):
        for connections in (1, POSTERS if name == "post" else 16):
            cells = [name, str(connections), *times(outcome.figures[name, connections])]
            cells += (
                held(outcome, name, connections)
                if name != "bare"
                else ["100 %", "100 %"] + [""] * 4
            )
            yield f"| {' | '.join(cells)} |"
    size = outcome.counts["comments as HTML"][1] / 1000
    promised = verdict(size <= KILOBYTES["comments"], f"{size:.1f} of {KILOBYTES['comments']} kB")
    yield f"\nA page of comments as HTML alone: {promised}."
    if outcome.memory is not None:
        first, aim = (verdict(outcome.memory <= most, f"{most} MB") for most in MEMORY)
        yield f"Memory of all server processes: {outcome.memory:.0f} MB; {first}, {aim}."


def times(one: Figures) -> list[str]:
    """Rate, milliseconds of waiting and of the processor as cells."""
    return [f"{one.rate:,.0f}", f"{one.p50:.1f}", f"{one.p99:.1f}", f"{one.processor:.2f}"]


def held(outcome: Outcome, name: str, connections: int) -> list[str]:
    """Ratio, both budgets (over many connections only), queries and bytes as cells."""
    ratio, by_processor = outcome.of_bare(name, connections)
    queries, sent = outcome.counts[name]
    budgets = BUDGETS[name][outcome.vendor]
    promised = [verdict(ratio >= least, f"{least} %") for least in budgets]
    size = f"{sent / 1000:.1f}"
    if name in KILOBYTES:
        size = verdict(sent <= 1000 * KILOBYTES[name], f"{size} of {KILOBYTES[name]}")
    return [
        f"{ratio:.1f} %",
        f"{by_processor:.1f} %",
        *(promised if connections > 1 else ["", ""]),
        verdict(queries <= QUERIES[name], f"{queries} of {QUERIES[name]}"),
        size,
    ]


def flatness(outcome: Outcome) -> Iterator[str]:
    """How much dearer a page far down or in a long thread is."""
    yield "| flat, 16 connections | req/s | CPU ms | times the cost of | by rate | by CPU |"
    yield "|---" * 6 + "|"
    for name, other in FLAT.items():
        far, near = (outcome.figures[one, 16] for one in (name, other))
        by_rate = near.rate / far.rate
        by_processor = far.processor / near.processor if near.processor else 0
        said = verdict(by_rate <= FLATNESS, f"≤ {FLATNESS}")
        cells = [name, f"{far.rate:,.0f}", f"{far.processor:.2f}", other]
        cells += [f"{by_rate:.2f} {said}", f"{by_processor:.2f}"]
        yield f"| {' | '.join(cells)} |"


def verdict(is_held: bool, promise: str) -> str:
    """A promise with whether it was held."""
    return f"{promise} {'ok' if is_held else 'MISSED'}"
