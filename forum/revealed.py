"""Who an anonymous voice turned out to be: told to two people once, and to the person (T6)."""

from typing import NamedTuple
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from accounts.leaving import is_forgotten
from accounts.mail import post
from accounts.models import Company, User
from forum.models.seal import Sealed

UNKNOWN = gettext_lazy("no longer known")


class Revealed(NamedTuple):
    """A person as two custodians see them, once; no row is ever made of it."""

    name: str
    email: str
    company: str


def who(held: Sealed) -> Revealed:
    """The person and the company of a seal; whoever has left for good is no longer known."""
    user = known(held.user_id)
    company = Company.objects.filter(pk__in=filter(None, [held.company_id])).first()
    name = user.display_name if user else str(UNKNOWN)
    return Revealed(name, user.email if user else "", company.name if company else "")


def known(user_id: UUID) -> User | None:
    """The person of an id, unless they have left for good."""
    user = User.objects.filter(pk=user_id).first()
    return None if user is None or is_forgotten(user) else user


def tell(user_id: UUID, reason: str | Promise) -> None:
    """Mail the person that somebody knows now, in their language and the caller's transaction.

    Neither the subject nor the text says which text it is about: until a server has taken it the
    mail is a row with their address, and others may look at their screen.
    """
    user = known(user_id)
    if user is None:
        return
    with translation.override(user.language):
        post(user.email, gettext("Something you should know about Tillit"), letter(reason))


def letter(reason: str | Promise) -> str:
    """The words of the mail."""
    parts = [
        gettext("Hello!"),
        gettext(
            "Two people with the right to do so have together found out who wrote an anonymous"
            " text of yours. It was shown to them once and is written down nowhere."
        ),
        gettext("Reason: %(reason)s.") % {"reason": reason},
        gettext(
            "Which text it is does not stand here, since others may read your mail. You can ask"
            " the programme what has happened and what it means for you. Your receipt works as"
            " before."
        ),
        gettext("Kind regards") + "\nTillit",
    ]
    return "\n\n".join(parts)
