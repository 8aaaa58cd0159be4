"""All detectors over one text, and one answer for each stretch of it."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from forum.identifiers.addresses import extensions, handles, postcodes
from forum.identifiers.amounts import amounts
from forum.identifiers.contact import emails, urls
from forum.identifiers.dates import dates
from forum.identifiers.folding import fold
from forum.identifiers.headcounts import headcounts
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.known import Known, known_names
from forum.identifiers.lowered import lowered
from forum.identifiers.markup import silent_spans
from forum.identifiers.names import names
from forum.identifiers.numbers import across_breaks, numbers
from forum.identifiers.occasions import feasts, weeks, worded
from forum.identifiers.phones import phones
from forum.identifiers.references import accounts, plates, references
from forum.identifiers.roles import roles
from forum.identifiers.sensitive import sensitive
from forum.identifiers.spelled import parts_of_numbers, spelled
from forum.identifiers.surroundings import is_reference
from forum.identifiers.words import Word, read_words

NOBODY = Known()
ADVISING = (parts_of_numbers, extensions, handles, postcodes, plates, roles)
GENERALISING = (dates, weeks, worded, feasts, amounts)
RANK = {kind: place for place, kind in enumerate(Kind)}


def find(text: str, *, known: Known = NOBODY, language: str = "sv") -> list[Hit]:
    """Return what could identify someone in a Markdown text, in its order, without overlaps.

    `language` ("sv" or "en") is the text's own: suggestions are written in it where the words
    found do not tell. The work grows linearly with the text.
    """
    folded = fold(text)
    plain = folded.text
    words = read_words(plain)
    hits = keys(plain, language)
    hits += [hit for look in ADVISING for hit in look(plain)]
    hits += [hit for look in GENERALISING for hit in look(plain, language)]
    hits += [*headcounts(plain, words, language), *sensitive(plain, words)]
    hits += known_names(plain, words, known, language)
    taken = bytearray(len(plain))
    kept = untangled(hits, taken)
    for start, end in silent_spans(plain):
        taken[start:end] = b"\x01" * (end - start)
    unspoken = free(words, taken)
    kept += untangled(
        [*names(plain, unspoken, language), *lowered(plain, unspoken, language)], taken
    )
    return folded.restored(kept)


def find_keys(text: str, language: str = "sv") -> list[Hit]:
    """Return only what is a key to one person or company: all that can block, and soon.

    The same numbers and addresses as `find` returns, whatever names it knows.
    """
    folded = fold(text)
    hits = keys(folded.text, language)
    return folded.restored(untangled(hits, bytearray(len(folded.text))))


def find_personal_numbers(text: str) -> list[Hit]:
    """Return only personal identity numbers: a fiftieth of the work, for thousands of texts."""
    folded = fold(text)
    found = chain(numbers(folded.text), across_breaks(folded.text, numbers))
    people = (hit for hit in found if hit.kind is Kind.PERSONAL_NUMBER)
    return folded.restored(untangled(people, bytearray(len(folded.text))))


def keys(text: str, language: str) -> list[Hit]:
    """Addresses and numbers, those among them that the words beside them make harmless."""
    across = (across_breaks(text, look) for look in (numbers, phones))
    found = chain(numbers(text), phones(text), spelled(text), *across)
    named = chain(accounts(text), references(text), urls(text))
    return [*emails(text, language), *(told(text, hit) for hit in found), *named]


def told(text: str, hit: Hit) -> Hit:
    """A number as the words beside it tell it; a person's number is one whatever they say."""
    if hit.kind is Kind.PERSONAL_NUMBER or not is_reference(text, hit.start, hit.end):
        return hit
    return replace(hit, kind=Kind.REFERENCE_NUMBER)


def untangled(hits: Iterable[Hit], taken: bytearray) -> list[Hit]:
    """Keep the foremost kind wherever hits overlap, and mark in `taken` what is spoken for."""
    kept = []
    for hit in sorted(hits, key=lambda hit: (RANK[hit.kind], hit.start, -hit.end)):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return kept


def free(words: Iterable[Word], taken: bytearray) -> list[Word]:
    """The words nobody has spoken for yet."""
    return [word for word in words if not any(taken[word.start : word.end])]
