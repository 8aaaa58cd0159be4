"""From the Markdown people write to HTML that can do nothing but be read.

Markdown is parsed with raw HTML switched off and its output passes an explicit allow-list, so
two independent parts must both fail before a reader meets active content. Nothing is loaded
from elsewhere: a remote picture would tell its owner who reads (leaks.md 46), so it becomes
a link. What was measured and why the limits stand where they do: docs/decisions/0005-markdown.md.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_SOURCE: Final = 40_000  # characters; the worst source of this size takes about a second
MAX_LINES: Final = 2_000  # each is tried once per level of quoting around it
MAX_COLUMNS: Final = 20  # a table fills its short rows up to this many cells
MAX_ADDRESS: Final = 2_000  # characters; what browsers and mail programs carry without harm
MAX_ADDRESSES: Final = 100_000  # characters; `[a]` repeats a long address for three characters
HEADING_SHIFT: Final = 2  # the page owns h1 and h2: a text's own headings begin at h3
REL: Final = "noopener noreferrer nofollow ugc"

_WORDS: Final = {"a", "br", "code", "em", "s", "strong"}
_BLOCKS: Final = {"blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES: Final = {"table", "tbody", "td", "th", "thead", "tr"}
ALLOWED_TAGS: Final = frozenset(_WORDS | _BLOCKS | _TABLES)
ALLOWED_ATTRIBUTES: Final = {"a": frozenset({"href"}), "ol": frozenset({"start"})}
ALLOWED_SCHEMES: Final = frozenset({"http", "https", "mailto"})

_ABSOLUTE = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s?])", re.IGNORECASE)
_CLEANER = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    attributes=ALLOWED_ATTRIBUTES,
    url_schemes=ALLOWED_SCHEMES,
    url_relative="deny",
    link_rel=REL,
)


class _Parser(MarkdownIt):
    """CommonMark with tables and strikethrough, without raw HTML and without relative links."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name for the hook
        """Whether an address may be one; what may not stays in the text as it was written."""
        return len(url) <= MAX_ADDRESS and _ABSOLUTE.match(url) is not None


def render(source: str) -> str:
    """Return safe HTML for `source`; it never raises and takes time linear in the length.

    A text beyond MAX_SOURCE or MAX_LINES is shown as it was written, without formatting.
    """
    source = source.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    if len(source) > MAX_SOURCE or source.count("\n") > MAX_LINES:
        return f"<p>{html.escape(source).replace('\n', '<br>\n')}</p>\n"
    return _CLEANER.clean(_PARSER.render(source))


def _narrow_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Refuse a table wider than MAX_COLUMNS before the library fills its short rows."""
    header = state.src[state.bMarks[start] : state.eMarks[start]]
    return header.count("|") <= MAX_COLUMNS + 1 and table(state, start, end, silent)


def _tame(state: StateCore) -> None:
    """Shift headings, turn pictures into links and bound what repeated addresses cost."""
    afford = _purse(MAX_ADDRESSES)
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + HEADING_SHIFT, 6)}"
        if token.children:
            token.children = list(_without_pictures(token.children))
            for child in token.children:
                _bare(child, afford)


def _purse(characters: int) -> Callable[[str], bool]:
    """Return a function that says whether an address is still paid for."""

    def afford(address: str) -> bool:
        nonlocal characters
        characters -= len(address)
        return characters >= 0

    return afford


def _bare(token: Token, afford: Callable[[str], bool]) -> None:
    """Leave a link its address only: a title repeats like an address and can mislead."""
    if token.type == "link_open":
        address = str(token.attrs.get("href", ""))
        token.attrs = {"href": address} if afford(address) else {}


def _without_pictures(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens with each picture as a link of its description, or the words alone."""
    in_link = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            in_link = token.type == "link_open"
        if token.type != "image":
            yield token
        elif in_link:
            yield Token("text", "", 0, content=_description(token))
        else:
            yield Token("link_open", "a", 1, attrs={"href": token.attrs["src"]})
            yield Token("text", "", 0, content=_description(token))
            yield Token("link_close", "a", -1)


def _description(picture: Token) -> str:
    """Return the words that stand for a picture: its alt text, else where it lies."""
    return _words(picture).strip() or str(picture.attrs["src"])[:80]


def _words(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    return "".join(map(_words, token.children)) if token.children else token.content


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.block.ruler.at("table", _narrow_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.after("inline", "tame", _tame)
    return parser


_PARSER = _parser()
