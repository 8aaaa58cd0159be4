"""A file's name as it may be shown: readable, harmless, ending in what the file is."""

import re
import unicodedata
from typing import Final

MAX_NAME: Final = 100  # characters; more than any list shows
MAX_READ: Final = 500  # characters looked at: normalising is not free
NAMELESS: Final = "fil"
NEUTRAL: Final = "bilaga"

_SEPARATORS = re.compile(r"[/\\]")
_RESERVED = re.compile(r'[<>:"|?*]')  # what Windows refuses in a name, and quotes in headers
_EXTENSIONS = re.compile(r"(\.[^\W\d_][^\W_]{0,4})+$")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_filename(name: str, extension: str) -> str:
    """Return `name` for display, in NFC, at most MAX_NAME characters with the true `extension`.

    Folders, control characters, and marks that reorder or hide text (U+202A–202E, U+2066–2069,
    zero width: "gpj.exe" must not read "exe.jpg") are dropped; nothing left is "fil".
    """
    last = _SEPARATORS.split(name[-MAX_READ:])[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    plain = " ".join(_RESERVED.sub("", unicodedata.normalize("NFC", seen)).split())
    stem = _EXTENSIONS.sub("", plain).strip(". ")[: MAX_NAME - len(extension)]
    return (stem.strip(". ") or NAMELESS) + extension


def neutral_filename(number: int, extension: str) -> str:
    """Return the name of an anonymous file: its place in its story, and nothing else (T5, T8)."""
    return f"{NEUTRAL}-{number}{extension}"
