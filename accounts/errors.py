"""Refusals: what a verb raises when a rule says no."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule refused the act; `code` is stable for programs, `message` is for people.

    The API maps codes to HTTP statuses in one table (`api/problems.py`, 409 unless listed);
    the admin shows the message. `places` say what to correct: a JSON pointer into the thing
    concerned, a code and a sentence each.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("This is not possible now.")

    def __init__(self, places: Iterable[tuple[str, str, str | Promise]] = ()) -> None:
        self.places = tuple(places)
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


class NotYours(DomainError):
    """The reader may see the item, yet the act belongs to somebody else (403)."""

    code = "not_yours"
    message = _("You can see this, but it is somebody else's to change.")


class LastSteward(DomainError):
    """A company with members keeps a steward: somebody must answer for what carries its name."""

    code = "last_steward"
    message = _("Name another steward first: the company needs one.")


class InvitationSpent(DomainError):
    """The invitation was accepted, revoked or has expired; which of them is not told."""

    code = "invitation_spent"
    message = _("This invitation can no longer be used. Ask for a new one.")


class AlreadyMember(DomainError):
    """The person invited belongs to the company already."""

    code = "already_member"
    message = _("This person is a member of the company already.")


class Suspended(DomainError):
    """The reader may read and take back, but not write, until a day (403)."""

    code = "suspended"
    message = _("You cannot write here for a time. You can read, and take back what is yours.")

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__()
        self.until = until

    def __str__(self) -> str:
        if self.until is None:
            return super().__str__()
        day = date(timezone.localtime(self.until), "Y-m-d H:i")
        return f"{self.message} ({day})"
