"""Personal identity numbers, coordination numbers and organisation numbers."""

import re
from collections.abc import Iterator

from organisationsnummer import organisationsnummer
from personnummer import personnummer

from forum.identifiers.hits import REMOVE, Hit, Kind

# 10 or 12 digits (16 before an organisation's), or a VAT number around them.
_CANDIDATE = re.compile(
    r"(?<!\w)(?P<vat>SE ?)?(?P<head>(?:1[689]|20)?\d{6})[-+–−\xa0 ]?(?P<tail>\d{4})(?(vat)01)(?!\w)"
)


def numbers(text: str) -> Iterator[Hit]:
    """Find numbers whose check digit is right; both may stand with or without their dash."""
    for match in _CANDIDATE.finditer(text):
        kind = kind_of(match["head"] + match["tail"])
        if kind:
            yield Hit(match.start(), match.end(), kind, match[0], REMOVE)


def kind_of(digits: str) -> Kind | None:
    """Tell a person's number from an organisation's; a sole trader's is the person's own."""
    if personnummer.valid(digits):
        return Kind.PERSONAL_NUMBER
    return Kind.ORGANISATION_NUMBER if organisationsnummer.valid(digits) else None
