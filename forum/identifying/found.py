"""One finding in a story: where it stands, what it is, and whether it blocks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from forum.identifiers import Hit, Kind
from forum.identifiers.hits import BLOCKING
from forum.identifying.vouching import is_vouched_for
from forum.models.told import Byline

UNREAD: Final = "unread_file"  # a picture, a scan or a broken file: only people can look into it
KINDS: Final = [*(kind.value for kind in Kind), UNREAD]
# A company that stands by its story may print its own address; nobody's number is its to print.
_BLOCKING_NAMED: Final = frozenset({Kind.PERSONAL_NUMBER})


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; `pointer` is a JSON pointer (RFC 6901) into the story as the API shows it.

    `start` and `end` count characters of the text there; inside a file they are None. The
    suggestion replaces the text; an empty one means to leave it out, None that only the teller
    knows what to say instead. What its teller has `vouched_for` does not block: whoever checks the
    text looks whether that is so.
    """

    pointer: str
    start: int | None
    end: int | None
    text: str
    kind: str
    blocks: bool
    suggestion: str | None = None
    vouched_for: bool = False


def blocking(byline: str) -> frozenset[Kind]:
    """The kinds that keep something with this byline from its readers."""
    return BLOCKING if byline == Byline.ANONYMOUS else _BLOCKING_NAMED


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a story and where it stands; `whole` is a file's, which has no offsets."""

    pointer: str
    text: str
    whole: bool = False

    @property
    def searched(self) -> str:
        """The text as it is looked through: in a file's name underscores are spaces."""
        return self.text.replace("_", " ") if self.pointer.endswith("/name") else self.text

    def found(self, hit: Hit, blocks: frozenset[Kind], vouched: Collection[str] = ()) -> Found:
        """A hit of `searched` as a finding in the story; `vouched` are the digests kept with it."""
        start, end = (None, None) if self.whole else (hit.start, hit.end)
        written = self.text[hit.start : hit.end]
        would = hit.kind in blocks
        is_vouched = would and is_vouched_for(hit, vouched)
        about = (hit.kind, would and not is_vouched, hit.suggestion, is_vouched)
        return Found(self.pointer, start, end, written, *about)
