"""What a teller vouches for: numbers that only look like a telephone's or a company's (T13).

Kept with the text as a keyed digest of kind and signs, without who or where; the key is the
installation's. A digest whose passage no longer stands in the text is dropped with the next change
that is looked at, so the same number written anew has to be vouched for anew.
"""

from collections.abc import Iterable
from typing import Final

from django.utils.crypto import salted_hmac

from forum.errors import NotToVouchFor
from forum.identifiers import Hit, Kind, find_keys
from forum.identifiers.folding import fold
from forum.identifiers.hits import BLOCKING

VOUCHABLE: Final = frozenset({Kind.PHONE, Kind.ORGANISATION_NUMBER})
MOST: Final = 50  # passages of one text
LONGEST: Final = 200  # characters of a passage; a number said in words takes 60
_LENGTH: Final = 32  # hexadecimal digits of a digest


def digests_of(passages: Iterable[str]) -> list[str]:
    """What is kept of passages somebody vouches for.

    Raises NotToVouchFor for one that holds no such number, or anything else that blocks: a personal
    identity number, an e-mail address.
    """
    kept: list[str] = []
    for passage in passages:
        hits = [hit for hit in find_keys(passage) if hit.kind in BLOCKING]
        if not hits or any(hit.kind not in VOUCHABLE for hit in hits):
            raise NotToVouchFor
        kept += [digest(hit) for hit in hits]
    return sorted(set(kept))


def is_vouched_for(hit: Hit, digests: Iterable[str]) -> bool:
    """Tell whether somebody has vouched that a hit is not what it looks like."""
    return hit.kind in VOUCHABLE and digest(hit) in digests


def digest(hit: Hit) -> str:
    """A hit without its place: how it is spaced makes no difference."""
    signs = "".join(sign for sign in fold(hit.text).text.casefold() if sign.isalnum())
    made = salted_hmac("forum.vouched", f"{hit.kind} {signs}", algorithm="sha256")
    return made.hexdigest()[:_LENGTH]
