"""The names Tillit knows, ready to be looked up word by word as people write them."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from forum.identifiers.folding import fold
from forum.identifiers.hits import Kind
from forum.identifiers.vocabulary import (
    ALSO_WORDS,
    COMMON,
    FIRST_NAMES,
    GENERIC,
    OWNED,
    PLACES,
    SURNAME_WORDS,
    TERMS,
    without_genitive,
)
from forum.identifiers.words import read_words

_LEGAL_FORMS: Final = frozenset(
    {"ab", "aktiebolag", "hb", "kb", "ltd", "inc", "oy", "as", "gmbh", "publ"}
)
LONG: Final = 5  # letters from which a company's own word means it however it is spelt
_TRADE: Final = 8  # letters of a later word that means one company: "Båtbeslag"
_HEAD: Final = 5  # letters by which stems are sorted out first
_KEPT: Final = 2  # indexes: all that Tillit knows is one, and the same until a name changes
_NICKED: Final = range(4, 7)  # letters in front of "is": "Brunnis" is Brunnåker
_NO_NICKS: Final = frozenset(
    {"dagis", "godis", "gratis", "kompis", "kändis", "loppis", "praxis", "tennis"}
)
_PLAIN: Final = str.maketrans("åäöéü", "aaoeu")
WORDS: Final = COMMON | TERMS | ALSO_WORDS | SURNAME_WORDS


@dataclass(frozen=True, slots=True)
class Known:
    """Names as Tillit has them: companies as registered, people by first and last name."""

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """Known names by their words in lower case, with the kind of each."""

    phrases: dict[tuple[str, ...], Kind] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)  # words that begin a phrase of several
    short: dict[str, str] = field(default_factory=dict)  # SKF: found only in this spelling
    stems: set[str] = field(default_factory=set)  # what compounds begin with
    heads: set[str] = field(default_factory=set)  # the first letters of stems
    trades: set[str] = field(default_factory=set)  # later words that mean one company: "båtbeslag"

    @staticmethod
    @lru_cache(maxsize=_KEPT)
    def of(known: Known) -> "Index":
        """Index all names; where a company and a person share one, it is the company's.

        Kept for the same names: a story has dozens of texts, and 5,000 people take 70 ms.
        """
        index = Index()
        for name in known.people:
            index.add_person([word.key for word in read_words(fold(name).text)])
        for name in known.companies:
            index.add_company([word.text for word in read_words(fold(name).text)])
        return index

    def add(self, phrase: tuple[str, ...], kind: Kind) -> None:
        """One way of writing a name, and the same without dots and rings: "hallvinge"."""
        self.phrases[phrase] = kind
        if len(phrase) > 1:
            self.first.add(phrase[0])
        plain = tuple(word.translate(_PLAIN) for word in phrase)
        if plain != phrase and (len(plain) > 1 or is_name_alone(plain[0])):
            self.phrases.setdefault(plain, kind)
            self.first.add(plain[0])

    def add_person(self, keys: list[str]) -> None:
        """A person: the full name, first and last name together, and each alone."""
        for phrase in ((*keys,), (*keys[:1], *keys[-1:]), (*keys[:1],), (*keys[-1:],)):
            if phrase:
                self.add(phrase, Kind.PERSON)

    def add_company(self, texts: list[str]) -> None:
        """A company: with and without its legal form, and by its own word where it has one."""
        core = [text for text in texts if text.casefold() not in _LEGAL_FORMS] or texts
        for form in (texts, core):
            if len(form) > 1:
                self.add(tuple(text.casefold() for text in form), Kind.COMPANY)
        if core and is_distinctive(core):
            self.add_own_word(core[0])
        later = {text.casefold() for text in core[1:] if len(text) >= _TRADE}
        self.trades.update(later - GENERIC - COMMON - OWNED - TERMS)

    def add_own_word(self, text: str) -> None:
        """The one word a company is called by; it may be inflected and begin compounds."""
        key = text.casefold()
        stem = without_genitive(key)
        if len(key) < LONG:
            self.short[key] = text
        else:
            self.add_stem(stem)
            self.add_stem(stem.translate(_PLAIN))
            nicks = {f"{stem[:length]}is" for length in _NICKED if length < len(stem)}
            self.phrases.update(
                dict.fromkeys(((nick,) for nick in nicks - _NO_NICKS), Kind.COMPANY)
            )
        for form in (key, stem):
            self.add((form,), Kind.COMPANY)

    def add_stem(self, stem: str) -> None:
        """What compounds may begin with."""
        if len(stem) >= _HEAD:
            self.stems.add(stem)
            self.heads.add(stem[:_HEAD])

    def begins(self, key: str) -> bool:
        """Tell whether a word begins with a company's own word."""
        return key[:_HEAD] in self.heads and any(
            key[:length] in self.stems for length in range(_HEAD, len(key))
        )

    def means_a_trade(self, key: str, endings: tuple[str, ...]) -> bool:
        """Tell whether a word is a later word of a company's name, inflected: "båtbeslagarna"."""
        return len(key) >= _TRADE and any(key.removesuffix(each) in self.trades for each in endings)


def is_name_alone(word: str) -> bool:
    """Tell whether a word in small letters can be meant as a name."""
    return len(word) >= LONG and word not in WORDS


def is_distinctive(core: list[str]) -> bool:
    """Tell whether a company's first word alone means that company."""
    key = core[0].casefold()
    if key in COMMON | TERMS or len(key) < 2:
        return False
    shared = {key, without_genitive(key)} & (GENERIC | PLACES | FIRST_NAMES)
    return len(core) == 1 or (len(key) > 2 and not shared)
