"""Lists of words and phrases looked up in a text word by word, as fast as one dictionary."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from forum.identifiers.hits import Kind
from forum.identifiers.vocabulary import without_genitive
from forum.identifiers.words import Word


class Said(NamedTuple):
    """A phrase in a text: its kind, and where it begins and ends."""

    kind: Kind
    start: int
    end: int


class Phrases:
    """Phrases by kind; the last word may have the s of a genitive."""

    def __init__(self, lists: Mapping[Kind, frozenset[str]]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
        for kind, phrases in lists.items():
            for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
                first, *_ = words = tuple(phrase.split())
                self.by_first.setdefault(first, []).append((words, kind))

    def find(self, words: list[Word]) -> Iterator[Said]:
        """Yield what the words say, the longest phrase at each place."""
        for place, word in enumerate(words):
            listed = self.by_first.get(word.key) or self.by_first.get(without_genitive(word.key))
            said = listed and self._said(words, place, listed)
            if said:
                yield said

    def _said(
        self, words: list[Word], place: int, listed: list[tuple[tuple[str, ...], Kind]]
    ) -> Said | None:
        for phrase, kind in listed:
            near = words[place : place + len(phrase)]
            if is_phrase(near, phrase):
                return Said(kind, near[0].start, near[-1].end)
        return None


def is_phrase(near: list[Word], phrase: tuple[str, ...]) -> bool:
    """Tell whether words stand together and say a phrase."""
    keys = [word.key for word in near]
    if len(near) < len(phrase) or keys[:-1] != list(phrase[:-1]):
        return False
    is_last = phrase[-1] in {keys[-1], without_genitive(keys[-1])}
    return is_last and all(word.joined for word in near[1:])
