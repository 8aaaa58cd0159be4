"""How a browser would read an answer of ours, as far as harm is concerned."""

from html.parser import HTMLParser
from typing import Self

from forum.markdown import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, REL

ADDRESSES = ("http://", "https://", "mailto:")


class Page(HTMLParser):
    """The tags, attributes, links and text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""
        self.others: list[str] = []

    @property
    def links(self) -> list[str]:
        return [value or "" for _, name, value in self.attributes if name == "href"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def must_be_harmless(self) -> Self:
        """Assert that nothing here can act, load or hide where it leads."""
        assert self.tags <= ALLOWED_TAGS
        assert not self.others
        for tag, name, value in self.attributes:
            allowed = ALLOWED_ATTRIBUTES.get(tag, frozenset())
            assert name in allowed or (tag, name, value) == ("a", "rel", REL)
        assert all(link.lower().startswith(ADDRESSES) for link in self.links)
        return self


def parsed(html: str) -> Page:
    """Read a piece of HTML to its end."""
    page = Page()
    page.feed(html)
    page.close()
    return page
