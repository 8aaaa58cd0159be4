"""All findings in a story, for whoever may still change it."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from forum.identifiers import find, language_of
from forum.identifying import figures
from forum.identifying.documents import texts_inside, unread
from forum.identifying.everyone import everyone
from forum.identifying.found import Found, Place, blocking
from forum.identifying.places import Parts, parts_of, texts_of
from forum.models.told import Byline

if TYPE_CHECKING:
    from forum.models import Story


def findings(story: "Story") -> list[Found]:
    """Return what in a story could identify someone, in the order in which it is read.

    Texts, names and words inside PDFs; days in fields only where the teller is not named. Three
    queries, whatever the story holds.
    """
    parts = parts_of(story)
    found = [*in_texts(story, parts), *figures.headcounts(parts), *unread(parts)]
    if story.byline == Byline.ANONYMOUS:
        found += figures.days(parts)
    return found


def findings_in(text: str, vouched: Collection[str] = ()) -> list[Found]:
    """Return what in an answer that is not out could identify someone, were it anonymous."""
    place, blocks = Place("/body", text), blocking(Byline.ANONYMOUS)
    hits = find(text, known=everyone(), language=language_of(text))
    return [place.found(hit, blocks, vouched) for hit in hits]


def in_texts(story: "Story", parts: Parts) -> Iterator[Found]:
    """What stands in the texts of a story and of its files."""
    known, blocks = everyone(), blocking(story.byline)
    for place in (*texts_of(story, parts), *texts_inside(parts)):
        for hit in find(place.searched, known=known, language=story.language):
            yield place.found(hit, blocks, story.vouched)
