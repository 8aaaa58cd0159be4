"""What cases are about, as a moderator's lists show it: one query for each kind, however many."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from forum.admin import shown
from forum.models import Attachment, Case, Comment, Persona, Story, Thread
from forum.moderation.subjects import Item, model_of, told_of
from forum.moderation.words import Kind

EXCERPT = 80  # characters of a comment in a list
TELLERS = ("author", "company", "attribution", "persona")
OF_STORY = tuple(f"story__{name}" for name in (*TELLERS, "circle"))
OF_THREAD = tuple(f"thread__{name}" for name in ("story", "circle", "story__circle"))
BESIDE: dict[str, tuple[str, ...]] = {
    Kind.STORY: (*TELLERS, "circle"),
    Kind.THREAD: (*TELLERS, "circle", *OF_STORY),
    Kind.COMMENT: (*TELLERS, *OF_THREAD),
    Kind.ATTACHMENT: OF_STORY,
    Kind.PERSONA: OF_THREAD,
}


class Subject(NamedTuple):
    """A case with its item (None once taken away), what it says in a line, and who told it."""

    case: Case
    item: Any
    name: str
    teller: str

    @property
    def kind(self) -> str:
        """What it is, in the reader's language."""
        return str(self.case.get_kind_display())


def subjects(cases: Iterable[Case]) -> list[Subject]:
    """The cases with what they are about, in their order.

    Only for cases the reader may handle: who may handle a case may read its item, hidden or held,
    with its masks in place (T1).
    """
    cases = list(cases)
    items = items_of(cases)
    return [subject(case, items.get(case.item)) for case in cases]


def items_of(cases: Iterable[Case]) -> dict[UUID, Item]:
    """The items of cases by their ids."""
    wanted = defaultdict[str, list[UUID]](list)
    for case in cases:
        wanted[case.kind].append(case.item)
    found: dict[UUID, Item] = {}
    for kind, ids in wanted.items():
        found |= model_of(kind)._base_manager.select_related(*BESIDE[kind]).in_bulk(ids)
    return found


def subject(case: Case, item: Any) -> Subject:
    """One case with its item."""
    if item is None:
        return Subject(case, None, _("(taken away)"), "")
    told = told_of(item)
    return Subject(case, item, name_of(item), shown.teller(told) if told else item.label)


def name_of(item: Item) -> str:
    """What it says, in a line: its title, its label or how it begins."""
    match item:
        case Comment():
            return Truncator(item.body).chars(EXCERPT) or _("(taken away)")
        case Attachment():
            return shown.joined(item.name, item.caption)
        case Thread():
            return str(item)
        case Story():
            return item.title
        case Persona():
            return item.label
