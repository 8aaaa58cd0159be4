"""One line of an import file, checked: everything that could not be stored or shown is refused."""

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Self

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from forum.imports.errors import BadLine
from forum.markdown import MAX_SOURCE
from forum.models.comment import MAX_BODY

MAX_NAME: Final = 120  # as in Attribution
MAX_KEY: Final = 99  # a reply is kept as "thread/reply" in 200 characters
OLDEST_YEAR: Final = 1900  # anything older is a fault of the export
DAY_FORMATS: Final = ("%m/%d/%Y %H:%M", "%m/%d/%Y")
_valid_link = URLValidator(schemes=["http", "https"])


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("nul", "holds a NUL character, which no database keeps")
    return text


def _number_as_text(key: Any) -> Any:
    return str(key) if isinstance(key, int) and not isinstance(key, bool) else key


def _without_slash(key: str) -> str:
    if "/" in key:
        raise PydanticCustomError("slash", "may not hold a slash: it parts thread and reply")
    return key


def _link(address: str) -> str:
    if address:
        try:
            _valid_link(address)
        except DjangoValidationError:
            raise PydanticCustomError("link", "is no http or https address") from None
    return address


def _moment(value: Any) -> datetime | None:
    """Read ISO 8601 or month/day/year; without a zone it is UTC, as public dumps have it."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise PydanticCustomError("moment", "is no date")
    moment = _read_moment(value)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment.year < OLDEST_YEAR or moment > timezone.now() + timedelta(days=1):
        raise PydanticCustomError("moment", "lies in the future or before 1900")
    return moment


def _read_moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for layout in DAY_FORMATS:
        try:
            return datetime.strptime(text, layout)  # noqa: DTZ007 - the zone is set by the caller
        except ValueError:
            continue
    raise PydanticCustomError("moment", "is no date this reads (ISO 8601 or 01/26/2005 00:00)")


type Text = Annotated[str, AfterValidator(_without_nul)]
type Key = Annotated[
    str,
    BeforeValidator(_number_as_text),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_KEY),
    AfterValidator(_without_nul),
    AfterValidator(_without_slash),
]
type Name = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=MAX_NAME), AfterValidator(_without_nul)
]
type Licence = Annotated[str, StringConstraints(max_length=80), AfterValidator(_without_nul)]
type Link = Annotated[
    str,
    StringConstraints(max_length=500),
    AfterValidator(_without_nul),
    AfterValidator(_link),
]
type Moment = Annotated[datetime | None, BeforeValidator(_moment)]
type Body = Annotated[str, StringConstraints(max_length=MAX_SOURCE), AfterValidator(_without_nul)]
type Words = Annotated[str, StringConstraints(max_length=MAX_BODY), AfterValidator(_without_nul)]


class Credited(BaseModel):
    """What a text says of its origin; fields that are not named here are passed over."""

    model_config = ConfigDict(frozen=True)

    id: Key
    author: Name | None = None
    created_at: Moment = None
    url: Link | None = None
    licence: Licence | None = None


class Reply(Credited):
    """A comment with the comments below it."""

    body: Words
    comments: list["Reply"] = []


class Item(Credited):
    """A thread or lesson of another collection with all that was answered."""

    title: Text
    body: Body
    company: Name | None = None
    lang: str | None = None
    lesson: Body | None = None
    recommendation: Body | None = None
    immediate_action: Body | None = None
    contributing_factors: list[Name] = []
    human_factors: list[Name] = []
    comments: list[Reply] = []

    @model_validator(mode="after")
    def _each_reply_once(self) -> Self:
        key, times = next(iter(Counter(self.reply_ids()).most_common(1)), ("", 0))
        if times > 1:
            raise PydanticCustomError("twice", "reply {key} comes twice", {"key": key})
        return self

    @model_validator(mode="after")
    def _has_title(self) -> Self:
        if not self.title.strip():
            raise PydanticCustomError("untitled", "the title is empty")
        return self

    def reply_ids(self) -> Iterator[str]:
        """The ids of all replies at every level, in reading order."""
        return _ids(self.comments)


def _ids(replies: Iterable[Reply]) -> Iterator[str]:
    for reply in replies:
        yield reply.id
        yield from _ids(reply.comments)


def parse(content: bytes) -> Item:
    """Check one line; raises BadLine with the first fault and how many more there are."""
    try:
        return Item.model_validate_json(content.removeprefix(codecs.BOM_UTF8))
    except ValidationError as faults:
        raise BadLine(_reason(faults)) from None


def _reason(faults: ValidationError) -> str:
    first = faults.errors(include_url=False, include_context=False, include_input=False)[0]
    message = first["msg"].replace(" at line 1 column", " at column")
    place = ".".join(str(part) for part in first["loc"])
    more = faults.error_count() - 1
    reason = f"{place}: {message}" if place else message
    return f"{reason} (and {more} more)" if more else reason
