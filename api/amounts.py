"""Measured values as people write them: with a decimal comma or point, thousands parted by spaces.

Every refusal names the fault and not the pattern: nobody who typed "1.400.000" is helped by a rule.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from accounts.legible import spelled_out

WHOLE_DIGITS, PLACES = 12, 6
SPACES: Final = " \u00a0\u2009\u202f"  # ordinary, hard, thin, and both hard and thin
MINUS: Final = "\u2212-"  # the hyphen last: both stand in classes of characters
REPEATED: Final = 40  # characters of what was sent that a refusal repeats

_SPACE, _MINUS = r"[ \u00a0\u2009\u202f]", r"[\u2212-]"  # as readers of the contract see them
_WHOLE = rf"(?:[0-9]{{1,{WHOLE_DIGITS}}}|[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}}){{1,3}})"
_BOTH_WAYS = "[1-9][0-9]{0,2},[0-9]{3}"  # "1,400": one and a bit, or fourteen hundred
PATTERN: Final = (
    rf"^(?! *{_MINUS}?{_BOTH_WAYS} *$) *{_MINUS}?{_WHOLE}(?:[.,][0-9]{{1,{PLACES}}})? *$"
)

type Fault = tuple[Callable[[str], Any], Any]

# What to look for, in this order, and what to say of it. `sent` is without spaces around it.
FAULTS: Final[tuple[Fault, ...]] = (
    (lambda sent: not sent, _("Write a number, as 12.5.")),
    (
        re.compile(rf"[^0-9.,{SPACES}{MINUS}]").search,
        _("Write digits with one comma or point, and a minus in front if need be: not “{sent}”."),
    ),
    (re.compile(rf".[{MINUS}]").search, _("A minus stands in front, once: not “{sent}”.")),
    (
        re.compile(r"[.,].*[.,]").search,
        _("“{sent}” has more than one comma or point. Part thousands by spaces, as 1 400 000."),
    ),
    (
        re.compile(rf"(?:^[{MINUS}]?|[{SPACES}])[.,]|[.,](?:[{SPACES}]|$)|^[{MINUS}]$").search,
        _("Write digits on both sides of the comma, as 0.5: not “{sent}”."),
    ),
    (
        lambda sent: any(space in sent for space in SPACES) and not _are_thousands(sent),
        _("Spaces part thousands, three digits each, as 1 400 000: not “{sent}”."),
    ),
    (
        lambda sent: len(re.sub("[^0-9]", "", re.split("[.,]", sent)[0])) > WHOLE_DIGITS,
        _("At most 12 digits before the comma."),
    ),
    (
        lambda sent: len("".join(re.split("[.,]", sent)[1:])) > PLACES,
        _("At most 6 digits after the comma."),
    ),
)


def read_amount(text: str) -> Decimal:
    """The value of a text, exact.

    Raises ValidationError with the code `amount`, or `ambiguous_amount` for a comma before exactly
    three digits, which is a decimal comma to some and parts thousands for others.
    """
    sent = text.strip(" ")
    for is_at_fault, sentence in FAULTS:
        if is_at_fault(sent):
            shown = spelled_out(sent[:REPEATED])
            raise ValidationError(format_lazy(sentence, sent=shown), code="amount")
    plain = sent.translate(dict.fromkeys(map(ord, SPACES))).replace("\u2212", "-")
    if re.fullmatch(f"-?{_BOTH_WAYS}", plain) and not any(space in sent for space in SPACES):
        raise ValidationError(_two_readings(plain), code="ambiguous_amount")
    return Decimal(plain.replace(",", "."))


def _are_thousands(sent: str) -> bool:
    whole = re.split("[.,]", sent)[0]
    return re.fullmatch(rf"[{MINUS}]?[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+", whole) is not None


def _two_readings(sent: str) -> Any:
    """Both numbers that a text can mean, each as it would be written plainly."""
    said = _("“{sent}” can be {thousands} or {fraction}. Write the one you mean.")
    readings = {"thousands": sent.replace(",", ""), "fraction": sent.replace(",", ".")}
    return format_lazy(said, sent=sent, **readings)
