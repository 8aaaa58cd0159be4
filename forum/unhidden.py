"""What Markdown leaves out of the page is put back: whoever reads sees all that was written.

CommonMark shows no definition of a link, no title of one, no language of a code block, no address
of a picture inside a link, and of the numbers in a list the first alone; the library shows nothing
that nests too deep and no cell beyond a table's header. Each is a place for words that reach who
reads the source, and no moderator.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from accounts.legible import shows

DEEPEST: Final = 18  # levels; a list takes two, and from 20 on the library shows nothing
ADDED: Final = {"added": True}  # on what only says where something leads


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule for blocks: what nests deeper than DEEPEST stays as it was written."""
    if silent or state.level < DEEPEST:
        return False
    after = start + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] >= state.blkIndent):
        after += 1
    text = state.getLines(start, after, state.blkIndent, False)
    state.tokens += _paragraph(*text.rstrip().split("\n"))
    state.line = after
    return True


def keep_cells(state: StateBlock, tokens: list[Token]) -> None:
    """Put the cells beyond a table's header into the last cell of their row."""
    columns = sum(token.type == "th_open" for token in tokens)
    last: Token | None = None
    for token in tokens:
        if token.type == "inline":
            last = token
        elif token.type == "tr_close" and last is not None and last.map:
            beyond = _cells(state, last.map[0])[columns:]
            last.content = " | ".join([last.content, *beyond])


def _cells(state: StateBlock, line: int) -> list[str]:
    """The cells of a row, as the library parts them."""
    text = state.getLines(line, line + 1, 0, False).strip()
    cells = [cell.strip() for cell in escapedSplit(text)]
    if cells and not cells[0]:
        cells.pop(0)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def numbers(tokens: Iterable[Token]) -> None:
    """Let an item keep its number where it does not follow: a browser would count on.

    Items that all have the first one's number are counted, as everybody expects of Markdown.
    """
    counted: list[tuple[int, int]] = []  # the first and the next number of each list we are in
    for token in tokens:
        if token.type == "ordered_list_open":
            first = int(token.attrs.get("start", 1))
            counted.append((first, first))
        elif token.type == "ordered_list_close":
            counted.pop()
        elif token.type == "list_item_open" and token.info:
            first, following = counted[-1]
            written = int(token.info)
            if written not in {first, following}:
                token.attrs["value"] = following = written
            counted[-1] = first, following + 1


def blocks(token: Token) -> Iterator[Token]:
    """A block with what it hides: a definition becomes a paragraph, a language stands above."""
    if token.type == "definition":
        title = f' "{token.meta["title"]}"' if token.meta["title"] else ""
        yield from _paragraph(f"[{token.meta['label']}]: {token.meta['url']}{title}")
        return
    if token.type == "fence" and token.info.strip():
        yield from _paragraph(token.info.strip())
    yield token


def pictures(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with each picture as a link of its description; in a link, as words."""
    in_link = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            in_link = token.type == "link_open"
        if token.type != "image":
            yield token
        elif in_link:
            yield _text(_described(token))
            yield _text(_address_in_brackets(token))
        else:
            yield Token("link_open", "a", 1, attrs=_leading(token), meta=token.meta)
            yield _text(_described(token) or str(token.attrs["src"])[:80])
            yield Token("link_close", "a", -1)


def links(tokens: Iterable[Token], afford: Callable[[str], bool]) -> Iterator[Token]:
    """The tokens with links of an address only: titles follow as text, where they can be read.

    An address given by reference may repeat for three characters; past what `afford` allows the
    words stay alone, since the definition shows the address.
    """
    title, words = "", ""
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address, words = str(token.attrs.get("href", "")), ""
            is_named = "label" in token.meta
            title = "" if is_named else str(token.attrs.get("title", ""))
            token.attrs = {} if is_named and not afford(address) else {"href": address}
        words += token.content
        if token.type == "link_close":
            if not shows(words):
                yield _text(address, added=True)
            yield token
            if title:
                yield _text(f" ({title})")
        else:
            yield token


def seen(tokens: Iterable[Token]) -> Iterator[str]:
    """The text of the tokens that readers see, without what only says where something leads."""
    for token in tokens:
        if not token.meta.get("added"):
            yield from seen(token.children) if token.children else [token.content]


def _paragraph(*lines: str) -> list[Token]:
    """A paragraph of text as it was written."""
    children: list[Token] = []
    for line in lines:
        children += [Token("hardbreak", "br", 0), _text(line)] if children else [_text(line)]
    whole = Token("inline", "", 0, children=children, meta=ADDED)
    opened = Token("paragraph_open", "p", 1, block=True)
    return [opened, whole, Token("paragraph_close", "p", -1, block=True)]


def _text(content: str, *, added: bool = False) -> Token:
    return Token("text", "", 0, content=content, meta=ADDED if added else {})


def _leading(picture: Token) -> dict[str, str | int | float]:
    """Where a picture lies, and its title."""
    address: dict[str, str | int | float] = {"href": picture.attrs["src"]}
    return address | ({"title": picture.attrs["title"]} if "title" in picture.attrs else {})


def _address_in_brackets(picture: Token) -> str:
    """The address and title of a picture inside a link; by reference the definition shows them."""
    if "label" in picture.meta:
        return ""
    title = f' "{picture.attrs["title"]}"' if "title" in picture.attrs else ""
    return f" ({picture.attrs['src']}{title})"


def _described(picture: Token) -> str:
    """The words that stand for a picture; as they were written where they hold a link too."""
    inner = picture.children or []
    is_plain = not any(token.type in {"link_open", "image"} for token in inner)
    return ("".join(map(_word, inner)) if is_plain else picture.content).strip()


def _word(token: Token) -> str:
    return " " if token.type == "softbreak" else token.content
