"""Small word lists, written for Tillit, that tell a name from what merely has a capital letter."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FOLDER = Path(__file__).parent / "words"


def _read(name: str) -> frozenset[str]:
    """The entries of a list, casefolded: separated by commas, comments on lines of their own."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = ",".join(line for line in lines if not line.startswith("#")).split(",")
    return frozenset(entry.strip().casefold() for entry in entries if entry.strip())


COMMON: Final = _read("common")
GENERIC: Final = _read("generic")
TERMS: Final = _read("terms")
PLACES: Final = _read("places")
ORGANISATIONS: Final = _read("organisations")
FIRST_NAMES: Final = _read("first_names")
ABBREVIATIONS: Final = _read("abbreviations")
BEFORE_AT: Final = _read("before_at")
CREWS: Final = _read("crews")
FEASTS: Final = _read("feasts")
NO_PLATES: Final = _read("no_plates")
ORDINALS: Final = _read("ordinals")
TITLES: Final = _read("titles")
TRADES: Final = _read("trades")
DIALLED: Final = _read("dialled")
ENDINGS: Final = ("", *_read("endings"))
DWELLERS: Final = _read("dwellers")
CONVICTIONS: Final = _read("convictions")
HEALTH: Final = _read("health")
HEALTH_OF_SOMEBODY: Final = _read("health_of_somebody")
PREGNANCY: Final = _read("pregnancy")
RELIGION: Final = _read("religion")
SURNAME_WORDS: Final = _read("surname_words")
UNION_WORDS: Final = _read("union_words")
UNIONS: Final = _read("unions")
NAMES_FIRST: Final = _read("names_first")
NUMBERED: Final = _read("numbered")
ALSO_WORDS: Final = _read("also_words")
OFFICES: Final = _read("offices")
OWNED: Final = _read("owned")
S_WORDS: Final = _read("s_words")
PEOPLE: Final = _read("people")
REFERENCES: Final = _read("references")


def either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def without_genitive(word: str) -> str:
    """A word without the s that Swedish and English put behind an owner."""
    return word.removesuffix("s").rstrip("'’:")
