"""Measure the identifier lint on a marked corpus: `measure_identifiers.py [--missed] [FILE]`.

The corpus is the test part of klintan/swedish-ner-corpus (CC BY 4.0), which is not in the project;
without FILE it is sought below TILLIT_REAL_DATA. Its lines are a token, white space and a mark, its
sentences stand apart by empty lines; each is read by itself, as if it were a whole text. A token is
found if any letter of it lies in a hit. A false flag is a found token marked 0: dates and sums too,
which are found rightly but are no names. --missed lists the errors of the first half only.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from forum.identifiers import find

NAME = "swedish/swedish-ner-test_corpus.txt"
# A token that should be found, by its mark, and the share of them that must be (issue 3, part 5).
TARGETS = {"PER": 0.95, "ORG": 0.73, "LOC": 0.89}
MOST_FALSE = 7.0  # flags on 1,000 tokens of the whole corpus

type Sentence = list[tuple[str, str]]


@dataclass
class Tally:
    """What was there and what of it was found, by mark."""

    there: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, token: str, mark: str, *, flagged: bool) -> None:
        """Count one token, and keep it if it was judged wrongly."""
        self.there[mark] = self.there.get(mark, 0) + 1
        self.found[mark] = self.found.get(mark, 0) + flagged
        if flagged != (mark in TARGETS) and mark != "MISC":
            self.wrong.append(f"{mark} {token}")

    @property
    def recall(self) -> dict[str, float]:
        """The share of tokens found, by mark."""
        return {mark: self.found[mark] / self.there[mark] for mark in sorted(self.there)}

    @property
    def false_flags(self) -> float:
        """Tokens marked 0 and found all the same, in 1,000 tokens."""
        return 1000 * self.found.get("0", 0) / sum(self.there.values())

    def __str__(self) -> str:
        shares = [f"{mark} {share:.3f}" for mark, share in self.recall.items() if mark != "0"]
        tokens = sum(self.there.values())
        return f"{tokens:6} tokens  {'  '.join(shares)}  false flags/1,000 {self.false_flags:.2f}"


def corpus() -> Path:
    """Where the corpus should lie when no file is named."""
    return Path(os.environ.get("TILLIT_REAL_DATA") or ROOT.parent / "shared" / "data") / NAME


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a corpus as tokens with their marks."""
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if parts:
            sentence.append((parts[0], parts[-1]))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def measure(parts: list[Sentence]) -> Tally:
    """Look for identifiers in every sentence and compare with the marks."""
    tally = Tally()
    for sentence in parts:
        text = " ".join(token for token, _ in sentence)
        covered = {place for hit in find(text) for place in range(hit.start, hit.end)}
        start = 0
        for token, mark in sentence:
            tally.add(token, mark, flagged=not covered.isdisjoint(range(start, start + len(token))))
            start += len(token) + 1
    return tally


def main(arguments: list[str]) -> None:
    """Print the halves, the first of which the word lists were tried on, and the whole."""
    files = [Path(each) for each in arguments if not each.startswith("--")] or [corpus()]
    everything = list(sentences(files[0]))
    half = len(everything) // 2
    tried = measure(everything[:half])
    print("first half ", tried)
    print("second half", measure(everything[half:]))
    print("whole      ", measure(everything))
    if "--missed" in arguments:
        print(*tried.wrong, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
