"""What waits for a moderator before others see it, and why: four rules, none of them secret.

A circle chooses the first two, the other two stand against spam everywhere. Of what is told
anonymously nothing is asked that depends on who tells it – how new the company is, how old the
account, what else the person wrote – since being held would tell it (T5): only that it is
anonymous, and its words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, Exists, QuerySet, Value
from django.utils import timezone

from accounts.models import Circle, Participation, User
from accounts.new_accounts import is_new
from accounts.prepared import Prepared
from forum.models.held_word import HeldWord
from forum.moderation.reading import Shown
from forum.moderation.wordlist import find, fold, words_in
from forum.moderation.words import HeldFor

NEWCOMER_FOR: Final = timedelta(days=30)  # a month is a meeting or two: then they know each other
ALIKE_WITHIN: Final = timedelta(hours=24)
ALIKE_TIMES: Final = 2  # once in two threads happens to everybody; the third time is a mailing
ALIKE_FROM: Final = 20  # characters: thanks and agreement are alike by nature
ALIKE_AMONG: Final = 20  # newest comments, and questions: a mailing writes fewer between two


def why_held(
    texts: Iterable[str],
    told: Mapping[str, Any],
    *,
    circle: Circle | None,
    joined_at: datetime | None = None,
) -> str:
    """The code of HeldFor for what is about to be told, or "" for what may come out at once.

    `texts` are Markdown; `told` holds the columns that say who tells (`byline`, `author_id`,
    `company_id`), which for the anonymous hold nobody; `circle` is the one it is told in, None for
    other audiences. `joined_at` is when the author's account was made, where the caller knows it:
    one query less. At most three queries; one where the circle holds nothing, the text is longer
    than ALIKE_FROM and `joined_at` is given.
    """
    item = Item(tuple(texts), told, circle, joined_at)
    return next((code.value for code, applies in RULES.items() if applies(item)), "")


def brings_in(
    before: Iterable[str],
    after: Iterable[str],
    told: Mapping[str, Any],
    *,
    circle: Circle | None,
    joined_at: datetime | None = None,
) -> bool:
    """Tell whether a change brings in what new texts are held for: a word, or a new account's link.

    What stood there before has been read, or was let out by a moderator. Who is new, or anonymous,
    is not asked again: they were looked at when they told it, and go on mending what they told.
    """
    item = Item(tuple(after), told, circle, joined_at, tuple(before))
    return any(RULES[code](item) for code in OF_CHANGES)


@dataclass(frozen=True)
class Item:
    """What is about to be told; each look-up is made once, and only if a rule asks.

    `before` are the texts that stood there already, when one is changed.
    """

    texts: tuple[str, ...]
    columns: Mapping[str, Any]
    circle: Circle | None
    joined_at: datetime | None
    before: tuple[str, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words a reader meets that did not stand there before."""
        was, becomes = self._shown
        return words_in(becomes.text) - words_in(was.text)

    @cached_property
    def links(self) -> frozenset[str]:
        """The addresses a reader meets that did not stand there before."""
        was, becomes = self._shown
        return becomes.links - was.links

    @cached_property
    def _shown(self) -> tuple[Shown, Shown]:
        return Shown.of(*self.before), Shown.of(*self.texts)

    @cached_property
    def standing(self) -> tuple[datetime | None, bool]:
        """When the account was made, and whether the company is new where the circle minds."""
        author = self.columns.get("author_id")
        asks_company = bool(self.circle and self.circle.hold_newcomers)
        if author is None or (self.joined_at and not asks_company):
            return self.joined_at, False
        is_newcomer = Exists(self._recent()) if asks_company else Value(False, BooleanField())
        found = User.objects.filter(pk=author).values_list("joined_at", is_newcomer).first()
        return found or (None, False)

    def _recent(self) -> QuerySet[Participation]:
        """The company's current participation here, if it has just begun."""
        since = timezone.now() - NEWCOMER_FOR
        company = self.columns.get("company_id")
        rows = Participation.objects.filter(circle=self.circle, company=company, left_at=None)
        return rows.filter(joined_at__gt=since)


def is_by_newcomer(item: Item) -> bool:
    """Hold what companies tell that joined the circle a month ago or less, if the circle says so.

    A new company learns what is told here before it tells. People appointed to a circle speak for
    no company in it and are never held for this.
    """
    return item.standing[1]


def has_listed_word(item: Item) -> bool:
    """Hold what contains a word of the list, if the circle says so.

    The list comes empty: which words a conversation stumbles over is its own to say.
    """
    if item.circle is None or not item.circle.hold_words:
        return False
    listed = HeldWord.objects.order_by().values_list("language", "word", "in_compounds")
    return find(listed, item.words)


def is_new_and_links(item: Item) -> bool:
    """Hold links from accounts in their first week: they are what spam is sent for."""
    return is_new(item.standing[0]) and bool(item.links)


def is_told_again(item: Item) -> bool:
    """Hold what the same person has told twice since yesterday, in comments or questions.

    Texts are the same but for spaces and capitals. What was taken away again is not counted.
    """
    author = item.columns.get("author_id")
    alike = {text for one in item.texts if len(text := plain(one)) >= ALIKE_FROM}
    if author is None or not alike:
        return False
    lately = LATELY.rows(ALIKE_AMONG, author=author, since=timezone.now() - ALIKE_WITHIN)
    times = Counter(plain(body) for (body,) in lately)
    return any(times[text] >= ALIKE_TIMES for text in alike)


def plain(text: str) -> str:
    """A text as it is compared with others."""
    return " ".join(fold(text).split())


def _lately(most: int, author: UUID, since: datetime) -> QuerySet[Any, Any]:
    """The newest bodies a person told since a moment: so many comments, and so many questions.

    Each is cut short in its own index; both together would be sorted after reading all of them.
    """
    mine = {"author_id": author, "told_at__gt": since}
    comments = _newest("Comment", most, mine)
    rows = comments.union(_newest("Thread", most, mine | {"story": None}), all=True)
    return rows.order_by()


def _newest(kind: str, most: int, which: dict[str, Any]) -> QuerySet[Any, Any]:
    told = apps.get_model("forum", kind).objects
    newest = told.filter(**which).order_by("-told_at").values("pk")[:most]
    bodies: QuerySet[Any, Any] = told.filter(pk__in=newest).order_by().values_list("body")
    return bodies


LATELY: Final = Prepared(_lately)

RULES: Final[dict[HeldFor, Callable[[Item], bool]]] = {
    HeldFor.NEWCOMER: is_by_newcomer,
    HeldFor.WORDS: has_listed_word,
    HeldFor.LINKS: is_new_and_links,
    HeldFor.DUPLICATE: is_told_again,
}
OF_CHANGES: Final = (HeldFor.WORDS, HeldFor.LINKS)
