"""Small word lists, written for Tillit, that tell a name from what merely has a capital letter."""

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
DIALLED: Final = _read("dialled")
ENDINGS: Final = ("", *_read("endings"))
REFERENCES: Final = _read("references")


def without_genitive(word: str) -> str:
    """A word without the s that Swedish and English put behind an owner."""
    return word.removesuffix("s").rstrip("'’:")
