"""Letters found on a page, put together to words and lines."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 200_000  # characters; a report of 100 pages, which the lint reads in a second

utf_16 = codecs.getencoder("utf-16-be")  # looked up now: the child opens no file later
_from_units = codecs.getdecoder("utf-16-be")

type Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Letter:
    """A letter and where it stands, in pixels of the page's picture; gaps have no box.

    `painted` letters are seen by themselves; the others were recognised in a scan, and are laid
    invisibly over what is seen there.
    """

    text: str
    box: Box | None = None
    painted: bool = True


@dataclass(frozen=True)
class Word:
    """Painted letters without a gap, with a space behind them unless the line ends there."""

    text: str
    box: Box


def text_of(letters: Iterable[Letter]) -> str:
    """Return all that can be read, line by line."""
    return whole("".join(letter.text for letter in letters)).strip()


def words_of(letters: Iterable[Letter]) -> Iterator[Word]:
    """Return the painted words, one by one."""
    line: list[Word] = []
    held: list[Letter] = []
    for letter in (*letters, Letter("\n")):
        if letter.box and letter.painted:
            held.append(letter)
            continue
        if held:
            line.append(_word(held, letter.text if letter.text == " " else ""))
            held = []
        if letter.text == "\n":
            yield from _on_one_line(line)
            line = []


def whole(text: str) -> str:
    """Join the halves of characters beyond the first plane, and drop what cannot be stored."""
    joined, _length = _from_units(utf_16(text, "surrogatepass")[0], "ignore")
    return "".join(sign for sign in joined if sign == "\n" or sign.isprintable())


def _word(letters: list[Letter], gap: str) -> Word:
    left, top, right, bottom = zip(*(letter.box for letter in letters if letter.box), strict=True)
    text = whole("".join(letter.text for letter in letters))
    return Word(text + gap, (min(left), min(top), max(right), max(bottom)))


def _on_one_line(words: list[Word]) -> Iterator[Word]:
    """The words with one height: programs take a dash by itself for a line by itself."""
    top = min((word.box[1] for word in words), default=0.0)
    bottom = max((word.box[3] for word in words), default=0.0)
    for word in words:
        yield Word(word.text, (word.box[0], top, word.box[2], bottom))
