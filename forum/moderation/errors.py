"""Refusals of moderation's verbs, one class for each reason a person may be told."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError


class NoModeratorHere(DomainError):
    """What is read within one company only is read by no moderator."""

    code = "no_moderator_here"
    message = _(
        "Only your own company reads this, and no moderator does. Talk to a steward of the company."
    )


class WouldBeHeld(DomainError):
    """A change brings in a listed word, or a new account's link; new texts are held for these."""

    code = "would_be_held"
    message = _(
        "This brings in a word or a link that a moderator looks at first. Leave it out, or say it"
        " in a new comment."
    )


class CaseClaimed(DomainError):
    """Somebody else is at it; the claim ends by itself."""

    code = "case_claimed"
    message = _("Somebody else has claimed this case and is looking at it.")


class CaseChanged(DomainError):
    """The case was decided, or the item changed, since it was read: nobody decides on memory."""

    code = "case_changed"
    message = _("The case has changed since you opened it. Look at it again before you decide.")


class MeasureNotForThis(DomainError):
    """The measure does not fit the item, or there is nobody it could fall on."""

    code = "measure_not_for_this"
    message = _("This cannot be decided about this item.")


class RightNeeded(DomainError):
    """What cannot be taken back needs a right of its own (403)."""

    code = "right_needed"
    message = _("This needs a right you have not been given. Ask the programme.")


class UntilNeeded(DomainError):
    """A suspension ends by itself, so it needs a day to end on."""

    code = "until_needed"
    message = _("Say until when: a suspension ends by itself, at most a year from now.")


class NothingToMask(DomainError):
    """Masking needs passages, of a text that stands."""

    code = "nothing_to_mask"
    message = _("Write the passages to mask, exactly as they stand in the text.")


class NotAppealable(DomainError):
    """Only what takes something from somebody can be appealed, within half a year."""

    code = "not_appealable"
    message = _("This decision cannot be appealed, or no longer.")


class AppealedAlready(DomainError):
    """Each person appeals a decision once."""

    code = "appealed_already"
    message = _("You have appealed this decision already.")


class AppealInPerson(DomainError):
    """Nobody uses up the one appeal of somebody who can sign in and write it."""

    code = "appeal_in_person"
    message = _("The person can sign in and appeal on their own.")


class AppealHeard(DomainError):
    """Somebody has heard the appeal meanwhile."""

    code = "appeal_heard"
    message = _("This appeal has been heard already.")
