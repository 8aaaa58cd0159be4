"""Companies and people Tillit knows, found in the forms in which people write their names."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from forum.identifiers.generalising import general
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.known_index import LONG, WORDS, Index, Known
from forum.identifiers.vocabulary import COMMON, ENDINGS, without_genitive
from forum.identifiers.words import Word

__all__ = ["Known", "known_names"]
_LONGEST: Final = 6  # words of a name that are compared
_VOWELS: Final = frozenset("aeiouyåäöé")


class Find(NamedTuple):
    """A known name in a text: its kind, how many words it has, and whether it owns something."""

    kind: Kind
    length: int
    owns: bool


def known_names(text: str, words: list[Word], known: Known, language: str) -> Iterator[Hit]:
    """Find known companies and people: inflected, in compounds, with and without AB."""
    index = Index.of(known)
    following = 0
    for place, word in enumerate(words) if index.phrases else ():
        found = place >= following and longest(index, words, place)
        if found:
            following = place + found.length
            start, end = word.start, words[following - 1].end
            instead = general(found.kind, language, owns=found.owns)
            yield Hit(start, end, found.kind, text[start:end], instead)


def longest(index: Index, words: list[Word], place: int) -> Find | None:
    """The longest known name that begins at a place."""
    first = words[place]
    if first.key in index.first:
        near = words[place : place + _LONGEST]
        for length in range(len(near), 1, -1):
            if all(word.joined for word in near[1:length]):
                found = phrase(index, [word.key for word in near[:length]])
                if found:
                    return found
    return single(index, first)


def phrase(index: Index, keys: list[str]) -> Find | None:
    """A name in just these words, the last of which may have the s of an owner."""
    kind = index.phrases.get(tuple(keys))
    if kind:
        return Find(kind, len(keys), owns=False)
    kind = index.phrases.get((*keys[:-1], without_genitive(keys[-1])))
    return Find(kind, len(keys), owns=True) if kind else None


def single(index: Index, word: Word) -> Find | None:
    """One word: a name by itself, in a part of it, or the beginning of a compound."""
    found = phrase(index, [word.key])
    if found and is_written_so(index, found.kind, word.text, word):
        return found
    parts = word.text.replace(":", "-").split("-")
    for part in parts if len(parts) > 1 else ():
        found = phrase(index, [part.casefold()])
        if found and (found.kind is Kind.COMPANY or is_written_so(index, found.kind, part, word)):
            return found
    is_company = index.begins(word.key) and (word.text[0].isupper() or word.key not in WORDS)
    is_company |= word.text[0].isupper() and index.means_a_trade(word.key, ENDINGS)
    return Find(Kind.COMPANY, 1, owns=False) if is_company else None


def is_written_so(index: Index, kind: Kind, text: str, word: Word) -> bool:
    """Tell whether one word means the name and not the word it also is: Björn, Sten, Hans."""
    key = text.casefold()
    if kind is Kind.PERSON:
        if text[0].isupper():
            return not (word.opens and word.key in COMMON)
        return len(key) >= LONG - 1 and key not in WORDS and without_genitive(key) not in COMMON
    short = index.short.get(key) or index.short.get(without_genitive(key))
    if short is None or without_genitive(text) == without_genitive(short):
        return True
    return _VOWELS.isdisjoint(key)  # "skf" is no word
