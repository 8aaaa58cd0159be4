"""The words of the identifier lint: a hit, its kind, and whether it blocks or advises."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal


class Kind(StrEnum):
    """What was found. Where two kinds claim the same letters, the one listed first wins."""

    PERSONAL_NUMBER = "personal_number"  # in an address too: it blocks where that advises
    EMAIL = "email"
    ACCOUNT_NUMBER = "account_number"  # bankgiro, plusgiro, OCR, IBAN
    REFERENCE_NUMBER = "reference_number"  # of an order, an article: by the words beside it
    ORGANISATION_NUMBER = "organisation_number"
    PHONE = "phone"
    EXTENSION = "extension"  # a number dialled inside a company or a town
    HANDLE = "handle"  # @name, a profile on another platform
    URL = "url"
    POSTCODE = "postcode"  # streets and boxes too
    NUMBER_PLATE = "number_plate"
    HEALTH = "health"  # these five are data GDPR protects most (articles 9 and 10)
    PREGNANCY = "pregnancy"
    UNION = "union"
    RELIGION = "religion"
    CONVICTION = "conviction"
    ROLE = "role"  # fits one person: "enda kvinnliga svetschef"
    COMPANY = "company"  # known to Tillit
    PERSON = "person"  # known to Tillit, or named as people in Sweden are
    EXACT_DATE = "exact_date"
    EXACT_HEADCOUNT = "exact_headcount"
    EXACT_AMOUNT = "exact_amount"
    PLACE = "place"
    NAME = "name"  # reads like a name of somebody or something


# A direct key to one person or company; no story needs it (design.md §3 T13).
BLOCKING: Final = frozenset(
    {Kind.EMAIL, Kind.PERSONAL_NUMBER, Kind.ORGANISATION_NUMBER, Kind.PHONE}
)
REMOVE: Final = ""  # a suggestion: nothing more general can be said, leave it out


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding: `source[start:end] == text`, counted in characters of the Markdown source.

    The suggestion replaces the text as it stands; an empty one means to leave it out, none that
    only its writer knows what to say instead.
    """

    start: int
    end: int
    kind: Kind
    text: str
    suggestion: str | None = None

    @property
    def severity(self) -> Literal["block", "advise"]:
        """Whether publication has to wait or the teller decides."""
        return "block" if self.kind in BLOCKING else "advise"
