"""Names in small letters and behind a hyphen: "petras", "volvo", "kanban-Annika", "skf-lager"."""

from collections.abc import Iterator
from typing import Final

from forum.identifiers.generalising import general
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.vocabulary import (
    ALSO_WORDS,
    COMMON,
    DWELLERS,
    ENDINGS,
    FIRST_NAMES,
    ORGANISATIONS,
    TERMS,
    without_genitive,
)
from forum.identifiers.words import Word

_NOBODY: Final = COMMON | TERMS | ALSO_WORDS
_ABROAD: Final = ("utlänning", "inlänning", "främling")
_DWELLERS: Final = frozenset(word + ending for word in DWELLERS for ending in ENDINGS)
_BRANDS: Final = frozenset(name for name in ORGANISATIONS if " " not in name) - _NOBODY


def lowered(text: str, words: list[Word], language: str) -> Iterator[Hit]:
    """Find first names and large companies in small letters, unless they are words as well."""
    for word in words:
        if word.text[0].islower():
            kind = kind_of_small(word.text)
            if kind:
                owns = kind is Kind.PERSON and word.key not in FIRST_NAMES
                instead = general(kind, language, owns=owns) if "-" not in word.text else None
                yield Hit(word.start, word.end, kind, text[word.start : word.end], instead)


def kind_of_small(text: str) -> Kind | None:
    """What a word that begins with a small letter names, by itself or in one of its parts."""
    if is_dweller(text.casefold()):
        return Kind.PLACE
    if "-" not in text:
        return kind_of_part(text)
    parts = text.split("-")
    if all({part.casefold(), without_genitive(part.casefold())} & FIRST_NAMES for part in parts):
        return Kind.PERSON  # "maj-britts"
    kinds = [kind_of_part(part) for part in parts]
    return next((kind for kind in kinds if kind), None)


def kind_of_part(part: str) -> Kind | None:
    """What one part of a word names; a capital letter inside a word is a name's."""
    key = part.casefold().partition(":")[0]
    bare = without_genitive(key)
    is_small = not part[:1].isupper()
    if is_small and key in _NOBODY:
        return None
    if key in FIRST_NAMES or (bare in FIRST_NAMES and key != bare):
        return Kind.PERSON
    if key in _BRANDS or bare in _BRANDS:
        return Kind.NAME
    is_name = not is_small and part[1:].islower() and len(part) > 2
    return Kind.NAME if is_name and bare not in COMMON | TERMS else None


def is_dweller(key: str) -> bool:
    """Tell whether a word says what part of the country somebody is from: "värmlänningen"."""
    plain = f"v{key[1:]}" if key.startswith("w") else key
    return plain in _DWELLERS or ("länning" in plain and not plain.startswith(_ABROAD))
