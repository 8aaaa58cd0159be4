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
    rf"(?i:https?://|\bwww\.)\w|(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{DOMAINS})(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader meets: the words, and whether something leads elsewhere."""

    text: str
    has_link: bool

    @classmethod
    def of(cls, source: str) -> Self:
        """Render Markdown and read the result; a mail address written bare is no link."""
        page = _Page()
        page.feed(render(source))
        page.close()
        text = "".join(page.pieces)
        return cls(text, page.has_link or _BARE.search(text) is not None)


class _Page(HTMLParser):
    """Collects what our own, sanitised HTML shows."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.has_link = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.has_link = self.has_link or tag == "a"
        if tag not in INLINE:
            self.pieces.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
