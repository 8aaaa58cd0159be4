"""Companies and people Tillit knows, in the forms in which people write their names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from forum.identifiers.folding import fold
from forum.identifiers.generalising import general
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.vocabulary import (
    COMMON,
    FIRST_NAMES,
    GENERIC,
    PLACES,
    TERMS,
    without_genitive,
)
from forum.identifiers.words import Word, read_words

_LEGAL_FORMS = frozenset({"ab", "aktiebolag", "hb", "kb", "ltd", "inc", "oy", "as", "gmbh", "publ"})
_LONGEST = 6  # words of a name that are compared
_STEM = range(5, 31)  # letters of a name that may begin a compound
_KEPT = 2  # indexes: all that Tillit knows is one, and the same until a name changes


@dataclass(frozen=True, slots=True)
class Known:
    """Names as Tillit has them: companies as registered, people by first and last name."""

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """Known names by their words in lower case, with the kind of each."""

    phrases: dict[tuple[str, ...], Kind] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)  # SKF: found only in this spelling
    stems: set[str] = field(default_factory=set)  # what compounds begin with

    @staticmethod
    @lru_cache(maxsize=_KEPT)
    def of(known: Known) -> "Index":
        """Index all names; where a company and a person share one, it is the company's.

        Kept for the same names: a story has dozens of texts, and 5,000 people take 45 ms.
        """
        index = Index()
        for name in known.people:
            index.add_person([word.key for word in read_words(fold(name).text)])
        for name in known.companies:
            index.add_company([word.text for word in read_words(fold(name).text)])
        return index

    def add_person(self, keys: list[str]) -> None:
        """A person: the full name, first and last name together, and each alone."""
        for phrase in ((*keys,), (*keys[:1], *keys[-1:]), (*keys[:1],), (*keys[-1:],)):
            if phrase:
                self.phrases[phrase] = Kind.PERSON

    def add_company(self, texts: list[str]) -> None:
        """A company: with and without its legal form, and by its own word where it has one."""
        core = [text for text in texts if text.casefold() not in _LEGAL_FORMS] or texts
        for form in (texts, core):
            if len(form) > 1:
                self.phrases[tuple(text.casefold() for text in form)] = Kind.COMPANY
        if core and is_distinctive(core):
            self.add_own_word(core[0])

    def add_own_word(self, text: str) -> None:
        """The one word a company is called by; it may be inflected and begin compounds."""
        key = text.casefold()
        stem = without_genitive(key)
        if len(key) < _STEM.start:
            self.short[key] = text
        else:
            self.stems.add(stem)
        self.phrases[key,] = self.phrases[stem,] = Kind.COMPANY


def is_distinctive(core: list[str]) -> bool:
    """Tell whether a company's first word alone means that company."""
    key = core[0].casefold()
    if key in COMMON | TERMS or len(key) < 2:
        return False
    shared = {key, without_genitive(key)} & (GENERIC | PLACES | FIRST_NAMES)
    return len(core) == 1 or (len(key) > 2 and not shared)


class Find(NamedTuple):
    """A known name in a text: its kind, how many words it has, and whether it owns something."""

    kind: Kind
    length: int
    owns: bool


def known_names(text: str, words: list[Word], known: Known, language: str) -> Iterator[Hit]:
    """Find known companies and people: inflected, in compounds, with and without AB."""
    index = Index.of(known)
    following = 0
    for place, word in enumerate(words):
        found = place >= following and longest(index, words[place : place + _LONGEST])
        if found:
            following = place + found.length
            start, end = word.start, words[following - 1].end
            instead = general(found.kind, language, owns=found.owns)
            yield Hit(start, end, found.kind, text[start:end], instead)


def longest(index: Index, words: list[Word]) -> Find | None:
    """The longest known name that begins here."""
    keys = [word.key for word in words]
    for length in range(len(words), 1, -1):
        if all(word.joined for word in words[1:length]):
            found = phrase(index, keys[:length])
            if found:
                return found
    return single(index, words[0])


def phrase(index: Index, keys: list[str]) -> Find | None:
    """A name in just these words, the last of which may have the s of an owner."""
    plain = (*keys[:-1], without_genitive(keys[-1]))
    for tried, owns in ((tuple(keys), False), (plain, True)):
        kind = index.phrases.get(tried)
        if kind:
            return Find(kind, len(keys), owns)
    return None


def single(index: Index, word: Word) -> Find | None:
    """One word: a name by itself or the beginning of a compound."""
    head = word.text.partition("-")[0].partition(":")[0]
    for text in (word.text, head):
        found = phrase(index, [text.casefold()])
        if found and is_written_so(index, found.kind, text, word):
            return found
    if word.text[0].isupper() and any(word.key[:length] in index.stems for length in _STEM):
        return Find(Kind.COMPANY, 1, owns=False)
    return None


def is_written_so(index: Index, kind: Kind, text: str, word: Word) -> bool:
    """Tell whether one word means the name and not the word it also is: Björn, Sten, Hans."""
    if kind is Kind.PERSON:
        return text[0].isupper() and not (word.opens and word.key in COMMON)
    key = text.casefold()
    short = index.short.get(key) or index.short.get(without_genitive(key))
    return short is None or without_genitive(text) == without_genitive(short)
