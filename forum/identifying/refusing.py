"""The refusal: a direct key to a person or company does not reach readers by oversight (T13)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from forum.errors import IdentifiesSomeone
from forum.identifiers import Kind, find_keys, language_of
from forum.identifying.documents import texts_inside
from forum.identifying.found import Place, blocking
from forum.identifying.places import parts_of, texts_of
from forum.identifying.vouching import digest, is_vouched_for
from forum.models.told import Byline

if TYPE_CHECKING:
    from forum.models import Story

TAKE_OUT = {
    Kind.PERSONAL_NUMBER: _("Take out the personal identity number."),
    Kind.ORGANISATION_NUMBER: _("Take out the organisation number, or vouch that it is none."),
    Kind.EMAIL: _("Take out the e-mail address."),
    Kind.PHONE: _("Take out the telephone number, or vouch that it is none."),
}


def refuse_identifiers(story: "Story") -> list[str]:
    """Raise IdentifiesSomeone if anything a reader of the story would see blocks it (one query).

    What its teller has vouched for does not; those digests are returned that were needed.
    """
    parts = parts_of(story)
    places = [*texts_of(story, parts), *texts_inside(parts)]
    return _refuse([(place, story.language) for place in places], story.byline, story.vouched)


def refuse_identifiers_in(text: str, vouched: Sequence[str] = ()) -> list[str]:
    """Raise IdentifiesSomeone if an anonymous comment holds a direct key to somebody.

    Returns those of the digests vouched for that were needed.
    """
    place = Place("/body", text)
    return _refuse([(place, language_of(text))], Byline.ANONYMOUS, vouched)


def _refuse(places: Iterable[tuple[Place, str]], byline: str, vouched: Sequence[str]) -> list[str]:
    kinds = blocking(byline)
    hits = [
        (place.pointer, hit)
        for place, language in places
        for hit in find_keys(place.searched, language)
        if hit.kind in kinds
    ]
    needed = [hit for _pointer, hit in hits if is_vouched_for(hit, vouched)]
    found = [
        (pointer, hit.kind.value, TAKE_OUT[hit.kind]) for pointer, hit in hits if hit not in needed
    ]
    if found:
        raise IdentifiesSomeone(found)
    return sorted({digest(hit) for hit in needed})
