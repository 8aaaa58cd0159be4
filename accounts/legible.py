"""What can be seen of a text: a name or title that shows nothing, or turns others around, is none.

Bodies are Markdown and are judged by what they show (`forum.markdown.shows_something`).
"""

import re
import unicodedata
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Default_Ignorable_Code_Point of Unicode (DerivedCoreProperties.txt), which `unicodedata` does not
# have: what programs show nothing for. Joiners, direction marks and fillers are among them.
IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Letters and symbols by their category, and yet blank: Braille without a dot, an empty note head,
# two Egyptian blanks.
BLANK: Final = "\u2800\U0001d159\U00013441\U00013442"
_UNSEEN: Final = re.compile(f"[{IGNORABLE}{BLANK}]")
_SEEN_CATEGORIES: Final = frozenset("LNPS")

CLOSING: Final = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
OPENING: Final = frozenset("".join(CLOSING.values()))

INVISIBLE = _("There is nothing to see in this. Write something that shows.")
DIRECTION = _("A character in this turns the direction of the text. Write it without.")
UNFIT = _("A character in this cannot be seen, or not by everybody. Write it without.")


def shows(text: str) -> bool:
    """Tell whether a reader sees anything: a letter, number, sign or symbol that is not blank."""
    return any(
        unicodedata.category(letter)[0] in _SEEN_CATEGORIES and not _UNSEEN.match(letter)
        for letter in text
    )


def leaves_direction_open(text: str) -> bool:
    """Tell whether an embedding, override or isolate of direction (UAX #9) is not closed in it.

    Left open, it turns around what stands after the name: "gpj.exe" for "exe.jpg".
    """
    opened: list[str] = []
    for letter in text:
        if letter in OPENING:
            opened.append(letter)
        elif opened and opened[-1] in CLOSING.get(letter, ""):
            opened.pop()
        elif letter == "\u2069":
            opened = _before_isolate(opened)
    return bool(opened)


def _before_isolate(opened: list[str]) -> list[str]:
    """What is still open when an isolate ends: all that was opened inside ends with it."""
    isolates = [place for place, letter in enumerate(opened) if letter in CLOSING["\u2069"]]
    return opened[: isolates[-1]] if isolates else opened


def control_in(text: str) -> str:
    """The first control character that is no line break or tab; "" where there is none."""
    return next(
        (one for one in text if unicodedata.category(one) == "Cc" and one not in "\n\r\t"), ""
    )


def is_unfit(letter: str) -> bool:
    """Tell whether a character has no place in a name: ignorable, private, or none at all."""
    if unicodedata.category(letter) in {"Cc", "Co", "Cs"}:
        return True
    code = ord(letter)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_noncharacter or _UNSEEN.match(letter) is not None


def spelled_out(text: str) -> str:
    """The text with everything that cannot be seen in it as its number, like `[U+200B]`."""
    return "".join(
        f"[U+{ord(letter):04X}]" if letter not in "\n\r\t" and is_unfit(letter) else letter
        for letter in text
    )


def legible_text(text: str) -> None:
    """Refuse a text that shows nothing; raises ValidationError."""
    if text and not shows(text):
        raise ValidationError(INVISIBLE, code="blank")


def legible_title(text: str) -> None:
    """Refuse a title that shows nothing or leaves a direction open; raises ValidationError."""
    legible_text(text)
    if leaves_direction_open(text):
        raise ValidationError(DIRECTION, code="direction")


def legible_name(text: str) -> None:
    """Refuse a name as `legible_title` does, and any character that is not seen by everybody."""
    legible_title(text)
    if any(map(is_unfit, text)):
        raise ValidationError(UNFIT, code="unfit_character")


class NameField(models.CharField[str, str]):
    """A column with the name of somebody or something: legible, in NFC.

    For the database, and so for migrations, it is Django's own CharField.
    """

    default_validators = [legible_name]

    def deconstruct(self) -> Any:
        """The column is an ordinary one."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def to_python(self, value: Any) -> Any:
        """The name in NFC, so that one name has one spelling."""
        text = super().to_python(value)
        return unicodedata.normalize("NFC", text) if isinstance(text, str) else text
