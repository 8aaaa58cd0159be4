"""Names that no list knows: Swedish writes little else with a capital letter inside a sentence."""

import re
from collections.abc import Iterator
from itertools import pairwise

from forum.identifiers.generalising import general
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.owners import has, small_owners
from forum.identifiers.vocabulary import (
    ALSO_WORDS,
    COMMON,
    FIRST_NAMES,
    NAMES_FIRST,
    ORGANISATIONS,
    PLACES,
    TERMS,
    TITLES,
    without_genitive,
)
from forum.identifiers.words import Word

_PARTICLES = frozenset({"af", "of", "von", "van", "de", "der", "la", "le", "del", "al", "bin"})
_SURNAME_ENDS = ("sson", "qvist", "kvist", "stedt", "lund", "holm", "blom", "dahl", "sköld")
# What makes one name with the genitive or the name before it.
_INSTITUTIONS = (
    *("universitet", "högskola", "gymnasium", "förbund", "klubb", "mekaniska", "verkstad", "bruk"),
    *("fabrik", "sjukhus", "tingsrätt", "församling", "koncernen", "gruppen", "domstolen"),
    *("stiftelse", "institut", "akademi", "museum", "byrå", "kommun"),
)
_TITLES = tuple(TITLES)
_ADDRESSED = frozenset(
    ["mr", "mrs", "ms", "dr", "herr", "fru", "fröken", "miss", "vd", "ceo", "prof"]
)
_COINED = re.compile("[a-zåäö][A-ZÅÄÖ]")  # "PostNord": nothing but a name has a capital inside
# What Swedish words do not hold, and people called after a place in the way of speaking there.
_FOREIGN = re.compile(r"[^\W\d_a-zåäöéèüà]")
_DWELLERS = re.compile(
    r"[a-zåäö]{2,30}(?:berg|torp|hult|ryd|köping|stad|sta|inge|måla)(?:arn|arna|aren|boarn)"
)
_METHODS = ("leana", "leank", "leanp", "leanr", "leans", "leant", "kaizen", "kanban")
_LISTED = COMMON | TERMS
_SHOUTED = 3  # that many words in capitals in a row are a heading, not a name
_ACRONYM = 5  # letters; longer words in capitals are words


def names(text: str, words: list[Word], language: str) -> Iterator[Hit]:
    """Find words that read like names of people, companies, products and places.

    Where a sentence begins a single word counts only if something else speaks for it; two words
    with capitals beside each other always do.
    """
    seen = {without_genitive(word.key) for word in words if not word.opens and is_special(word)}
    seen |= {
        without_genitive(word.key)
        for word, thing in pairwise(words)
        if is_special(word) and has(word, thing)
    }
    yield from small_owners(text, words)
    for run in map(without_title, runs(words)):
        if is_name(run, seen):
            start, end = run[0].start, run[-1].end
            kind = kind_of(run)
            instead = general(kind, language, owns=is_owner(run[-1]))
            yield Hit(start, end, kind, text[start:end], instead)


def runs(words: list[Word]) -> Iterator[list[Word]]:
    """Group special words that stand side by side: "Åsa af Lindqvist" is one name."""
    run: list[Word] = []
    for word, following in pairwise([*words, Word(0, 0, "", opens=True, joined=False)]):
        beside = following if following.joined else None
        if run and not word.joined:
            yield run
            run = []
        if belongs(word, beside, inside=bool(run)):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def belongs(word: Word, beside: Word | None, *, inside: bool) -> bool:
    """Tell whether a word is part of a name, by itself or by what follows it."""
    if is_special(word):
        return True
    if word.text[0].isupper() and not word.opens and inside:  # "Alfa Plan"
        return len(word.text) > 1
    if beside is None or not is_special(beside):
        return inside and word.key.endswith(_INSTITUTIONS)  # "Lunds universitet"
    if word.text[0].isupper():  # "Nya Zeeland", "Hans Åkerlund"
        return not word.opens or word.key in FIRST_NAMES
    return inside and word.key in _PARTICLES


def is_special(word: Word) -> bool:
    """Tell whether a word has a capital letter that neither language nor trade explains."""
    return word.text[0].isupper() and len(word.text) > 1 and not is_ordinary(word)


def is_ordinary(word: Word) -> bool:
    """Tell whether a word is listed, begins with a listed one, or is a number like "A3"."""
    head = word.key.partition("-")[0].partition(":")[0]
    if named_parts(word) & FIRST_NAMES:  # "Maj-Britt"
        return False
    if len(head) == 1 or {word.key, head, without_genitive(head)} & _LISTED:
        return True
    digits = sum(sign.isdigit() for sign in head)
    return word.key.startswith(_METHODS) or digits >= 3 or (digits > 0 and len(head) <= 3)


def is_name(run: list[Word], seen: set[str]) -> bool:
    """Decide for a run of special words; `seen` holds those that stand inside sentences."""
    if len(run) >= _SHOUTED and all(word.text.isupper() for word in run):
        return False
    if not run[0].opens or is_certain(run[0], seen):
        return True
    return sum(map(is_special, run)) > 1  # not "Mätningen OEE"


def without_title(run: list[Word]) -> list[Word]:
    """A run without the title or the common noun that begins a sentence in front of a name."""
    first = run[0]
    if len(run) > 1 and first.key in _ADDRESSED:
        return run[1:]
    is_word = first.key.endswith(_TITLES) and kind_of([first]) is Kind.NAME
    is_led = first.opens and is_word and first.key not in ORGANISATIONS and not is_acronym(first)
    return run[1:] if is_led and any(map(is_special, run[1:])) else run


def is_certain(word: Word, seen: set[str]) -> bool:
    """Tell whether a word is a name even where every word has a capital letter."""
    bare = without_genitive(word.key)
    if bare in seen or {bare, word.key} & ORGANISATIONS:
        return True
    if is_acronym(word) or _COINED.search(word.text) or _FOREIGN.search(word.key):
        return True
    if _DWELLERS.fullmatch(word.key):
        return True
    kind = kind_of([word])
    return kind is Kind.PLACE or (kind is Kind.PERSON and is_rather_a_name(word))


def is_rather_a_name(word: Word) -> bool:
    """Tell whether a first name that begins a sentence is no common word: "Lena", not "Alla"."""
    return word.key not in ALSO_WORDS or word.key in NAMES_FIRST


def is_acronym(word: Word) -> bool:
    """Tell whether a word is short and in capitals, as many companies' names are."""
    letters = word.text.replace("&", "")
    return word.text.isupper() and letters.isalpha() and len(word.text) <= _ACRONYM


def kind_of(run: list[Word]) -> Kind:
    """Say what a name is the name of, as far as it tells."""
    whole = " ".join(word.key for word in run)
    if whole in PLACES or without_genitive(whole) in PLACES:
        return Kind.PLACE
    last = without_genitive(run[-1].key)
    first = {form for word in run for form in (word.key, without_genitive(word.key))}
    first |= {part for word in run for part in named_parts(word)}
    is_person = first & FIRST_NAMES or (last.endswith(_SURNAME_ENDS) and len(last) > 6)
    return Kind.PERSON if is_person else Kind.NAME


def named_parts(word: Word) -> set[str]:
    """The parts of a word with hyphens that may be names: "Anna-Karins", "Lagar-Jörgen"."""
    parts = word.text.split("-") if "-" in word.text else []
    keys = ((part, without_genitive(part.casefold())) for part in parts)
    return {
        key
        for part, key in keys
        if key not in ALSO_WORDS or (part[:1].isupper() and part is not parts[0])
    }


def is_owner(word: Word) -> bool:
    """Tell whether an s at the end of a person's name is an owner's: "Annas", but not "Lars"."""
    bare = without_genitive(word.key)
    known = bare in FIRST_NAMES or bare.endswith(_SURNAME_ENDS)
    return known and bare != word.key and word.key not in FIRST_NAMES
