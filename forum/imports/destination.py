"""Where imported threads land, and the two things they can become."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.models import Circle


class Kind(StrEnum):
    """What a line becomes: a published story with its thread, or a question."""

    STORY = "story"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Destination:
    """The circle that may read, what the lines become, and the name of the collection.

    `lets_numbers_in` is said by whoever may publish the personal identity numbers in it.
    """

    circle: Circle
    kind: Kind
    source: str
    lets_numbers_in: bool = False
