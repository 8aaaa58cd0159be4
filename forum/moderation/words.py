"""The words of moderation: what can be reported, why, what can be decided, and what it is held for.

Codes are stable: reports, decisions and statistics keep them for years.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a case is about."""

    STORY = "story", _("story")
    THREAD = "thread", pgettext_lazy("case", "question")
    COMMENT = "comment", _("comment")
    ATTACHMENT = "attachment", _("attachment")
    PERSONA = "persona", _("anonymous voice")


class Reason(models.TextChoices):
    """Why something is reported or decided on."""

    DANGER = "danger", _("danger to somebody's life or health")
    IDENTIFIES = "identifies", _("points out a person or a company")
    CONFIDENTIAL = "confidential", _("tells what is not ours to tell")
    ABUSE = "abuse", _("is unkind, threatening or demeaning")
    UNTRUE = "untrue", _("is untrue and misleads")
    SPAM = "spam", _("is advertising or spam")
    ILLEGAL = "illegal", _("breaks the law")
    OFF_TOPIC = "off_topic", _("does not belong here")
    OTHER = "other", _("something else")


# What whoever reports this should do first: moderators do not watch by day and night.
FIRST = {
    Reason.DANGER: _(
        "If somebody is in danger now, call 112 first. At work, tell your manager or safety"
        " representative at once. Moderators read this on working days."
    )
}


class Measure(models.TextChoices):
    """What can be decided; `Measure.ends` tells which close a case."""

    NONE = "none", _("nothing to do")
    SUGGEST = "suggest", _("suggest an edit")
    ASK = "ask", _("ask the teller")
    MASK = "mask", _("mask passages")
    REMOVE = "remove", _("remove passages for good")
    HIDE = "hide", _("hide")
    RESTORE = "restore", _("restore")
    LOCK = "lock", _("lock the thread")
    WARN = "warn", _("warn")
    SUSPEND = "suspend", _("suspend from writing")
    END_ACCESS = "end_access", _("end access")


# Those that take something from somebody, and can therefore be appealed (DSA article 20).
RESTRICTING = frozenset(
    (
        *(Measure.MASK, Measure.REMOVE, Measure.HIDE, Measure.LOCK),
        *(Measure.WARN, Measure.SUSPEND, Measure.END_ACCESS),
    )
)
# Those after which the case still waits, for the teller.
ASKING = frozenset((Measure.SUGGEST, Measure.ASK))
# Those of which the person concerned is told; nobody is told that nothing was done to them.
TOLD = RESTRICTING | ASKING | {Measure.RESTORE}


class HeldFor(models.TextChoices):
    """Why something waits for a moderator before others see it."""

    NEWCOMER = "newcomer", _("the company is new in the circle")
    WORDS = "words", _("a word on the list")
    LINKS = "links", _("a link from a new account")
    REFUSED = "refused", _("a moderator kept it back")
    DUPLICATE = "duplicate", _("the same text several times")


def is_held(held_for: str) -> bool:
    """Tell whether a moderator has yet to look, by the code kept with the item."""
    return held_for not in {"", HeldFor.REFUSED}
