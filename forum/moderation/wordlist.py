"""Finding listed words in what people read: whole, and in compounds, without holding "massor".

A compound is taken for one only if all of it is explained: what stands before and after the listed
word must itself be one or two words that compounds are made of (`compounds/*.txt`). So "skit" finds
"skitbra", and "ass" leaves "massor", "passar" and "assistent" alone. What the rule does not do: it
finds no other forms of a listed word ("idioter" is a line of its own), no compound with a part that
no list has, and nothing misspelt on purpose; and "skit" also holds "skitfiske", a kind of fishing.
Held is not refused: a moderator reads it and lets it out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

LONGEST: Final = 40  # letters of a compound that is looked into; nobody writes longer ones
SHORTEST: Final = 3  # letters of a part: shorter ones explain anything
FOLDER: Final = Path(__file__).parent / "compounds"
# How a part ends before another one: "livs", and for one that ends in a vowel "arbets", "gatu".
JOINTS: Final = {"sv": ("", "s"), "en": ("",)}
VOWEL_JOINTS: Final = {"sv": ("", "s", "o", "u"), "en": ()}
# How the last part may be inflected: "snacket", "ungarna".
ENDINGS: Final = {
    "sv": (
        *("", "s", "n", "t", "a", "e", "en", "et", "er", "ar", "or", "an", "na", "ens", "ets"),
        *("ers", "ars", "arna", "erna", "orna", "ade", "ande", "are", "aren", "ig", "igt", "iga"),
    ),
    "en": ("", "s", "es", "ed", "er", "ers", "ing", "y"),
}
VOWELS: Final = ("a", "e")  # what a basic form loses before an ending: gata, gator

_WORD = re.compile(r"[^\W_]++")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

type Listed = tuple[str, str, bool]  # language, word, also in compounds


def fold(text: str) -> str:
    """The spelling in which words are compared: composed, in lower case, nothing invisible."""
    for sign in _INVISIBLE:  # a hundred times faster than one `translate` of the text
        text = text.replace(sign, "")
    plain = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", plain.casefold())


def words_in(text: str) -> frozenset[str]:
    """The words of a text, folded; what a hyphen joins counts as two."""
    return frozenset(_WORD.findall(fold(text)))


def is_one_word(text: str) -> bool:
    """Tell whether a word can be found at all: nothing but letters and digits."""
    return _WORD.fullmatch(fold(text)) is not None


def find(listed: Iterable[Listed], words: frozenset[str]) -> bool:
    """Tell whether a listed word is among those of `words_in`, or part of a compound there."""
    rows = list(listed)
    return any(WordList.of(language, rows).is_in(words) for language in JOINTS)


@dataclass(frozen=True, slots=True)
class WordList:
    """The listed words of one language."""

    language: str
    whole: frozenset[str]
    within: frozenset[str]

    @classmethod
    def of(cls, language: str, listed: Iterable[Listed]) -> Self:
        """Those of `listed` in a language."""
        rows = [(fold(word), within) for spoken, word, within in listed if spoken == language]
        whole = frozenset(word for word, _within in rows)
        return cls(language, whole, frozenset(word for word, within in rows if within))

    def is_in(self, words: frozenset[str]) -> bool:
        """Tell whether one of the words is listed, or a compound with a listed one."""
        if not self.whole.isdisjoint(words):
            return True
        lengths = frozenset(map(len, self.within))
        return any(len(word) <= LONGEST and self._is_inside(word, lengths) for word in words)

    def _is_inside(self, word: str, lengths: Iterable[int]) -> bool:
        """Try every place: a look-up for each, and only then what stands around it."""
        known = Parts.of(self.language)
        return any(
            word[start : start + length] in self.within
            and known.lead(word[:start])
            and known.follow(word[start + length :])
            for start in range(len(word))
            for length in lengths
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """The words compounds of a language are made of: as they stand before others, and last."""

    joints: tuple[str, ...]
    before: frozenset[str]
    last: frozenset[str]

    @classmethod
    @cache
    def of(cls, language: str) -> Self:
        """Read a language's list and inflect it, once in a process: some 30,000 short texts."""
        basic = read_list(language)
        stems = {word[:-1] for word in basic if word.endswith(VOWELS) and len(word) > SHORTEST}
        before = {word + joint for word in basic for joint in JOINTS[language]}
        before |= {stem + joint for stem in stems for joint in VOWEL_JOINTS[language]}
        last = {word + ending for word in basic | stems for ending in ENDINGS[language]}
        return cls(JOINTS[language], frozenset(before), frozenset(last - (stems - basic)))

    def lead(self, text: str) -> bool:
        """Tell whether a text can stand before a listed word: nothing, a part or two."""
        return not text or text in self.before or any(b in self.before for b in self._cut(text))

    def follow(self, text: str) -> bool:
        """Tell whether a text can end a compound: nothing, a part or two, after a joint."""
        if not text:
            return True
        rests = [text.removeprefix(joint) for joint in self.joints if text.startswith(joint)]
        return any(
            rest in self.last or any(b in self.last for b in self._cut(rest)) for rest in rests
        )

    def _cut(self, text: str) -> Iterator[str]:
        """What remains of a text behind each part it begins with."""
        cuts = range(SHORTEST, len(text) - SHORTEST + 1)
        return (text[cut:] for cut in cuts if text[:cut] in self.before)


def read_list(language: str) -> frozenset[str]:
    """The words of a language's file, which are separated by commas."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    entries = ",".join(line for line in lines if not line.startswith("#")).split(",")
    return frozenset(word for entry in entries if len(word := entry.strip()) >= SHORTEST)
