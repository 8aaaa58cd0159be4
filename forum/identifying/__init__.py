"""What in a story could tell who wrote it or whom it is about, place by place (T13).

`forum.identifiers` reads texts; this package knows which texts a story has, what blocks which, and
whose names Tillit knows.
"""

from forum.identifying.advice import ADVICE
from forum.identifying.findings import findings, findings_in
from forum.identifying.found import KINDS, Found
from forum.identifying.places import everything_written, texts_of_part
from forum.identifying.refusing import refuse_identifiers, refuse_identifiers_in
from forum.identifying.vouching import digests_of

__all__ = [
    "ADVICE",
    "KINDS",
    "Found",
    "digests_of",
    "everything_written",
    "findings",
    "findings_in",
    "refuse_identifiers",
    "refuse_identifiers_in",
    "texts_of_part",
]
