"""The refusal: a direct key to a person or company does not reach readers by oversight (T13)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from forum.errors import IdentifiesSomeone
from forum.identifiers import Kind, find_keys, language_of
from forum.identifying.documents import texts_inside
from forum.identifying.found import Place, blocking
from forum.identifying.places import parts_of, texts_of
from forum.models.told import Byline

if TYPE_CHECKING:
    from forum.models import Story

TAKE_OUT = {
    Kind.PERSONAL_NUMBER: _("Take out the personal identity number."),
    Kind.ORGANISATION_NUMBER: _("Take out the organisation number."),
    Kind.EMAIL: _("Take out the e-mail address."),
    Kind.PHONE: _("Take out the telephone number."),
}


def refuse_identifiers(story: "Story") -> None:
    """Raise IdentifiesSomeone if anything a reader of the story would see blocks it (one query)."""
    parts = parts_of(story)
    places = [*texts_of(story, parts), *texts_inside(parts)]
    _refuse(places, story.byline, story.language)


def refuse_identifiers_in(text: str) -> None:
    """Raise IdentifiesSomeone if an anonymous comment holds a direct key to somebody."""
    _refuse([Place("/body", text)], Byline.ANONYMOUS, language_of(text))


def _refuse(places: Iterable[Place], byline: str, language: str) -> None:
    kinds = blocking(byline)
    found = [
        (place.pointer, hit.kind.value, TAKE_OUT[hit.kind])
        for place in places
        for hit in find_keys(place.searched, language)
        if hit.kind in kinds
    ]
    if found:
        raise IdentifiesSomeone(found)
