"""The kinds of text in a line, held to what the API takes: NFC, no control characters, legible."""

import re
import unicodedata
from typing import Annotated, Any, Final

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import URLValidator
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from accounts.legible import control_in, is_unfit, legible_title, shows
from forum.imports.moments import moment
from forum.markdown import MAX_SOURCE, shows_something
from forum.models.comment import MAX_BODY

MAX_NAME: Final = 120  # as in Attribution
MAX_KEY: Final = 99  # a reply is kept as "thread/reply" in 200 characters
LANGUAGES: Final = {"sv": "sv", "swe": "sv", "en": "en", "eng": "en"}
_valid_link = URLValidator(schemes=["http", "https"])


def plain(text: str) -> str:
    """Text in NFC; PydanticCustomError for what no reader of the API may send either."""
    if "\0" in text:
        raise PydanticCustomError("nul", "holds a NUL character, which no database keeps")
    if found := control_in(text):
        number = f"U+{ord(found):04X}"
        raise PydanticCustomError(
            "control", "holds a control character ({number})", {"number": number}
        )
    return unicodedata.normalize("NFC", text)


def legible(title: str) -> str:
    """A title others can read."""
    if not title.strip():
        raise PydanticCustomError("untitled", "is empty")
    try:
        legible_title(title)
    except DjangoValidationError as fault:
        raise PydanticCustomError("title", "{fault}", {"fault": WHY[str(fault.code)]}) from None
    return title


WHY: Final = {
    "blank": "shows nothing",
    "direction": "leaves a direction of the text open",
}


def seen(source: str) -> str:
    """Markdown that shows something, or nothing at all."""
    if source.strip() and not shows_something(source):
        raise PydanticCustomError("unseen", "shows nothing")
    return source


def without_unfit(name: str) -> str:
    """A name without the characters that no name here has; exports bring them by the thousand."""
    return "".join(letter for letter in name if not is_unfit(letter)) if shows(name) else ""


def on_one_line(text: str) -> str:
    """Text with runs of white space folded."""
    return " ".join(text.split())


def language(tag: Any) -> Any:
    """`sv` or `en` from a tag as `sv-SE`, `sv_SE` or `SV` (RFC 5646); others as they are."""
    if not isinstance(tag, str):
        return tag
    return LANGUAGES.get(re.split("[-_]", tag.strip().lower())[0], tag)


def _number_as_text(key: Any) -> Any:
    return str(key) if isinstance(key, int) and not isinstance(key, bool) else key


def _nothing_as_none(key: Any) -> Any:
    return None if key == "" else key


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


type Title = Annotated[str, AfterValidator(plain), AfterValidator(legible)]
type Key = Annotated[
    str,
    BeforeValidator(_number_as_text),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_KEY),
    AfterValidator(plain),
    AfterValidator(_without_slash),
]
type Above = Annotated[Key | None, BeforeValidator(_nothing_as_none)]
type Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_NAME),
    AfterValidator(plain),
    AfterValidator(on_one_line),
    AfterValidator(without_unfit),
]
type Licence = Annotated[
    str, StringConstraints(max_length=80), AfterValidator(plain), AfterValidator(on_one_line)
]
type Link = Annotated[
    str, StringConstraints(max_length=500), AfterValidator(plain), AfterValidator(_link)
]
type Moment = Annotated[Any, BeforeValidator(moment)]
type Body = Annotated[
    str, StringConstraints(max_length=MAX_SOURCE), AfterValidator(plain), AfterValidator(seen)
]
type Words = Annotated[str, StringConstraints(max_length=MAX_BODY), AfterValidator(plain)]
type Language = Annotated[str | None, BeforeValidator(language)]
