"""Closed vocabularies: outcomes, kinds of failure and reactions, read from the reference files.

They are code rather than rows because rules depend on them; their names stay in the CSV files
in both languages.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import lazystr
from django.utils.translation import get_language

from accounts.reference import rows

FOLDER = Path(__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary with its names."""

    slug: str
    name_sv: str
    name_en: str
    note: str = ""

    def __str__(self) -> str:
        return self.name_en if (get_language() or "sv").startswith("en") else self.name_sv


def _read(name: str, note: str) -> dict[str, Term]:
    return {
        row["slug"]: Term(row["slug"], row["name_sv"], row["name_en"], row[note])
        for row in rows(FOLDER / f"{name}.csv")
    }


OUTCOMES = _read("outcomes", "rule")
FAILURE_TYPES = _read("failure_types", "tone")
REACTIONS = _read("reactions", "on")  # the note says what the kind may be given to


def choices(terms: dict[str, Term]) -> list[tuple[str, object]]:
    """Django choices whose labels follow the reader's language."""
    return [(slug, lazystr(term)) for slug, term in terms.items()]
