"""Who owns what people and companies have: "Rehns förslag", "hallvinges hydraulikfolk"."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from forum.identifiers.headcounts import is_crew
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.vocabulary import COMMON, OWNED, S_WORDS
from forum.identifiers.words import Word

_HEADS: Final = ("chef", *(word for word in OWNED if len(word) >= 5))
# The owner is a thing everybody knows of: "Bolagets vd", "operatörernas förslag".
_DEFINITE: Final = (
    "ens",
    "ets",
    "rnas",
    "ornas",
    "arnas",
    "ans",
    "tts",
    "ngs",
    "heters",
    "ningars",
)
# Passive verbs and nouns before which nobody puts an article: "gjordes svetsare", "svetsares folk".
_PASSIVE: Final = (
    "des",
    "tes",
    "as",
    "ts",
    "ares",
    "örers",
    "ders",
    "iers",
    "ings",
    "ions",
    "tets",
    "skaps",
)
_DETERMINERS: Final = frozenset(
    [
        "en",
        "ett",
        "varje",
        "någon",
        "något",
        "några",
        "ingen",
        "inget",
        "inga",
        "den",
        "det",
        "denna",
        "detta",
        "dessa",
        "vår",
        "vårt",
        "våra",
        "er",
        "ert",
        "era",
        "min",
        "mitt",
        "mina",
        "din",
        "ditt",
        "dina",
        "sin",
        "sitt",
        "sina",
        "deras",
        "hans",
        "hennes",
        "alla",
        "andra",
        "många",
        "flera",
        "olika",
        "två",
        "tre",
    ]
)


def has(word: Word, thing: Word) -> bool:
    """Tell whether a word owns what only a person or company has: "Kuggs vd", not "Bolagets vd"."""
    is_owner = word.key.endswith("s") and not word.key.endswith(_DEFINITE)
    is_owned = thing.joined and (thing.key in OWNED or thing.key.endswith(_HEADS))
    return is_owner and is_owned and word.key not in S_WORDS


def small_owners(text: str, words: list[Word]) -> Iterator[Hit]:
    """Find owners of people in small letters: a noun would have an article there."""
    for (before, word), (_, crew) in pairwise(pairwise(words)):
        if is_small_owner(before, word) and crew.joined and is_crew(crew.key):
            yield Hit(word.start, word.end, Kind.NAME, text[word.start : word.end])


def is_small_owner(before: Word, word: Word) -> bool:
    """Tell whether a word in small letters may be a name in the genitive."""
    key = word.key
    if not word.text[0].islower() or len(key) < 5 or not key.endswith("s"):
        return False
    is_noun = word.joined and (before.key in _DETERMINERS or before.key.endswith(("a", "t", "n")))
    return not (is_noun or key.endswith((*_DEFINITE, *_PASSIVE)) or key in S_WORDS | COMMON)
