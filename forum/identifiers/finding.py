"""All detectors over one text, and one answer for each stretch of it."""

from collections.abc import Iterable

from forum.identifiers.amounts import amounts
from forum.identifiers.contact import emails, phones, urls
from forum.identifiers.dates import dates
from forum.identifiers.headcounts import headcounts
from forum.identifiers.hits import Hit, Kind
from forum.identifiers.known import Known, known_names
from forum.identifiers.markup import silent_spans
from forum.identifiers.names import names
from forum.identifiers.numbers import numbers
from forum.identifiers.words import Word, read_words

NOBODY = Known()
RANK = {kind: place for place, kind in enumerate(Kind)}


def find(text: str, *, known: Known = NOBODY, language: str = "sv") -> list[Hit]:
    """Return what could identify someone in a Markdown text, in its order, without overlaps.

    `language` ("sv" or "en") is the text's own: suggestions are written in it where the words
    found do not tell. The work grows linearly with the text.
    """
    words = read_words(text)
    hits = directly(text)
    hits += [hit for spoken in (dates, headcounts, amounts) for hit in spoken(text, language)]
    hits += known_names(text, words, known, language)
    taken = bytearray(len(text))
    kept = untangled(hits, taken)
    for start, end in silent_spans(text):
        taken[start:end] = b"\x01" * (end - start)
    kept += names(text, free(words, taken), language)
    return sorted(kept, key=lambda hit: hit.start)


def find_keys(text: str) -> list[Hit]:
    """Return only what is a key to one person or company: all that can block; a third of the work.

    The same numbers and addresses as `find` returns, whatever names it knows.
    """
    kept = untangled(directly(text), bytearray(len(text)))
    return sorted(kept, key=lambda hit: hit.start)


def directly(text: str) -> list[Hit]:
    """Numbers and addresses, which need neither words nor language."""
    return [hit for plain in (emails, numbers, phones, urls) for hit in plain(text)]


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
