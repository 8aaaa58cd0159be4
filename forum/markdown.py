"""From the Markdown people write to HTML that can do nothing but be read.

Markdown is parsed with raw HTML switched off and its output passes an explicit allow-list, so
two independent parts must both fail before a reader meets active content. Nothing is loaded
from elsewhere: a remote picture would tell its owner who reads (leaks.md 46), so it becomes
a link. Nothing that was written is left out of what is shown (`forum.unhidden`). What was measured
and why the limits stand where they do: docs/decisions/0005-markdown.md.
"""

import html
import re
from collections.abc import Callable
from typing import Any, Final

import nh3
from django.core.exceptions import ValidationError
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from accounts.legible import INVISIBLE, shows
from forum import unhidden

MAX_SOURCE: Final = 40_000  # characters; the worst source of this size takes about a second
MAX_LINES: Final = 2_000  # each is tried once per level of quoting around it
MAX_COLUMNS: Final = 20  # a table fills its short rows up to this many cells
MAX_ADDRESS: Final = 2_000  # characters; what browsers and mail programs carry without harm
MAX_ADDRESSES: Final = 100_000  # characters; `[a]` repeats a long address for three characters
HEADING_SHIFT: Final = 2  # the page owns h1 and h2: a text's own headings begin at h3
# Definitions become tokens and links say which one they use, so that both can be shown.
OPTIONS: Final[Any] = {"html": False, "inline_definitions": True, "store_labels": True}
REL: Final = "noopener noreferrer nofollow ugc"

_WORDS: Final = {"a", "br", "code", "em", "s", "strong"}
_BLOCKS: Final = {"blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES: Final = {"table", "tbody", "td", "th", "thead", "tr"}
ALLOWED_TAGS: Final = frozenset(_WORDS | _BLOCKS | _TABLES)
ALLOWED_ATTRIBUTES: Final = {
    "a": frozenset({"href"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start"}),
}
ALLOWED_SCHEMES: Final = frozenset({"http", "https", "mailto"})

_BEGINS_WITH_A_WORD = re.compile(r"^ {0,3}[A-Za-zÅÄÖåäö]", re.MULTILINE)
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
    if _is_beyond_limits(source):
        return f"<p>{html.escape(source).replace('\n', '<br>\n')}</p>\n"
    return _CLEANER.clean(_PARSER.render(source))


def shows_something(source: str) -> bool:
    """Tell whether a reader of the Markdown would see any words, numbers or signs.

    What only says where a link leads is none: a definition, or a link of nothing.
    """
    if _is_beyond_limits(source):
        return shows(source)
    if "]:" not in source and _BEGINS_WITH_A_WORD.search(source):
        return True
    return shows("".join(unhidden.seen(_PARSER.parse(source))))


def legible_markdown(source: str) -> None:
    """Refuse a text of which readers would see nothing; raises ValidationError."""
    if source and not shows_something(source):
        raise ValidationError(INVISIBLE, code="blank")


def _is_beyond_limits(source: str) -> bool:
    return len(source) > MAX_SOURCE or source.count("\n") > MAX_LINES


def _narrow_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Refuse a table wider than MAX_COLUMNS before the library fills its short rows."""
    header = state.src[state.bMarks[start] : state.eMarks[start]]
    known = len(state.tokens)
    found = header.count("|") <= MAX_COLUMNS + 1 and table(state, start, end, silent)
    if found and not silent:
        unhidden.keep_cells(state, state.tokens[known:])
    return found


def _tame(state: StateCore) -> None:
    """Shift headings, turn pictures into links, show what is hidden, bound repeated addresses."""
    afford = _purse(MAX_ADDRESSES)
    unhidden.numbers(state.tokens)
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + HEADING_SHIFT, 6)}"
        if token.children:
            token.children = [*unhidden.links(unhidden.pictures(token.children), afford)]
        tokens += unhidden.blocks(token)
    state.tokens = tokens


def _purse(characters: int) -> Callable[[str], bool]:
    """Return a function that says whether an address is still paid for."""

    def afford(address: str) -> bool:
        nonlocal characters
        characters -= len(address)
        return characters >= 0

    return afford


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", OPTIONS).enable(["table", "strikethrough"])
    parser.block.ruler.before("table", "too_deep", unhidden.too_deep)
    parser.block.ruler.at("table", _narrow_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.push("tame", _tame)
    return parser


_PARSER = _parser()
