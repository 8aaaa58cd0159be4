"""A folded text as words that know where they stand: in the text, and in their sentence."""

import re
from typing import NamedTuple

from forum.identifiers.vocabulary import ABBREVIATIONS

# Letters and digits, and parts joined by a hyphen, an apostrophe or a colon: "TV:n", "Anna-Karin".
_WORD = re.compile(r"[^\W_]++(?:[&'’-][^\W_]++)*+(?::[a-zåäö]{1,3}+(?![^\W_]))?")
# What may begin a sentence inside another, too: a dash or a capital behind a colon, "2)" of a list.
_STOPS = re.compile(r"[.!?…|\n]|: ?-? $|\d ?\) $")
_QUOTES = frozenset("\"'“”„»«")


class Word(NamedTuple):
    """One word of a folded text."""

    start: int
    end: int
    text: str
    opens: bool  # stands where a sentence may begin
    joined: bool  # only spaces lie between it and the word before

    @property
    def key(self) -> str:
        """The word as it is looked up."""
        return self.text.casefold()


def read_words(text: str) -> list[Word]:
    """Split a folded text into its words, those that begin with a digit included."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        before = words[-1] if words else None
        gap = text[before.end : match.start()] if before else "\n"
        initial = bool(before and is_initial(before, gap))
        opens = not initial and is_opening(gap, before)
        words.append(Word(*match.span(), match[0], opens, initial or is_space(gap)))
    return words


def is_space(gap: str) -> bool:
    """Tell whether nothing but spaces on one line, or an "&", lies between two words."""
    return "\n" not in gap and (gap.isspace() or gap == " & ")


def is_initial(before: Word, gap: str) -> bool:
    """Tell whether the word before is an initial, as in "J. Åkerlund"."""
    return len(before.text) == 1 and before.text.isupper() and gap.strip() == "." and gap != "."


def is_opening(gap: str, before: Word | None) -> bool:
    """Tell whether a sentence may begin after this gap.

    Any line break counts: headings, list items and what is written on a phone end without a stop.
    """
    if "\n" in gap or before is None:
        return True
    if gap.strip() == "." and before.key in ABBREVIATIONS:
        return False
    return bool(_STOPS.search(gap)) or gap.strip()[-1:] in _QUOTES
