"""A password is the same however a keyboard spells it (RFC 8265, profile OpaqueString)."""

import re
import unicodedata

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")  # all of Unicode's Zs


def opaque(password: str) -> str:
    """The one spelling in which a password is judged and hashed.

    One keyboard sends å as one character, another as a and a ring: composed (NFC). Every space is
    a plain one; around the password there are none, since sign-in by JSON drops them. Letters,
    case and width stay as they are.
    """
    return unicodedata.normalize("NFC", _SPACES.sub(" ", password)).strip()
