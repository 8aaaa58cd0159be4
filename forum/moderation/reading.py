"""A Markdown text as a moderator's rules look at it: the words a reader sees, and whether it links.

The text is taken from the very HTML that readers get, so that no markup hides a word ("sk**i**t")
and the parser, not a guess of ours, says what is a link.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Self, override

from forum.markdown import render

INLINE: Final = frozenset({"a", "code", "em", "s", "strong"})  # tags that part no words
# What is no link to the parser and yet an address to a reader: with a scheme or www, or a name
# under a domain that advertising uses here. "klart.Se" is a sentence: only in small letters.
DOMAINS: Final = "se|nu|com|net|org|eu|info|biz|shop|xyz|top|ru"
_BARE = re.compile(
    rf"(?i:https?://|\bwww\.)\w\S*+|(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{DOMAINS})(?![\w-])\S*+"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader meets: the words, and the addresses elsewhere."""

    text: str
    links: frozenset[str]

    @classmethod
    def of(cls, *sources: str) -> Self:
        """Render Markdown and read the result; a mail address written bare is no link."""
        page = _Page()
        for source in sources:
            page.feed(render(source))
            page.pieces.append("\n")
        page.close()
        text = "".join(page.pieces)
        return cls(text, frozenset(page.links) | {bare[0] for bare in _BARE.finditer(text)})


class _Page(HTMLParser):
    """Collects what our own, sanitised HTML shows."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: set[str] = set()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.add(dict(attrs).get("href") or "")
        if tag not in INLINE:
            self.pieces.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
