"""What to do about a finding, in a sentence to whoever tells it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from forum.identifiers import Kind
from forum.identifying.found import UNREAD

ADVICE: Final[dict[str, Any]] = {
    Kind.PERSONAL_NUMBER: _("It always points at one person. Take it out."),
    Kind.EMAIL: _("It leads straight to somebody. Take it out."),
    Kind.ACCOUNT_NUMBER: _("Anybody can look up whose account it is. Leave it out."),
    Kind.REFERENCE_NUMBER: _(
        "A customer or supplier can look the number up. Say what it was about instead."
    ),
    Kind.ORGANISATION_NUMBER: _("It leads straight to a company. Take it out."),
    Kind.PHONE: _("It leads straight to somebody. Take it out."),
    Kind.EXTENSION: _("Whoever works there knows whose number it is. Leave it out."),
    Kind.HANDLE: _("A name on another platform leads to a person. Leave it out."),
    Kind.URL: _("A web address leads to a company. Say what it shows instead."),
    Kind.POSTCODE: _("An address leads to one place. Leave it out."),
    Kind.NUMBER_PLATE: _("Anybody can look up whose vehicle it is. Leave it out."),
    Kind.HEALTH: _(
        "Health is specially protected (GDPR article 9). Tell it of others only if they have said"
        " yes; often “was away” is enough."
    ),
    Kind.PREGNANCY: _(
        "Pregnancy is specially protected (GDPR article 9). Tell it of others only if they have"
        " said yes; often “was away” is enough."
    ),
    Kind.UNION: _(
        "Who belongs to a union is specially protected (GDPR article 9). Write “the union” without"
        " saying who."
    ),
    Kind.RELIGION: _(
        "Faith is specially protected (GDPR article 9). Leave it out unless the person has said"
        " yes."
    ),
    Kind.CONVICTION: _(
        "Crimes and suspicions of others may hardly ever be told (GDPR article 10). Leave them out."
    ),
    Kind.ROLE: _("This fits one single person or company. Write something that fits many."),
    Kind.COMPANY: _("Tillit knows a company by this name. Say what it does instead."),
    Kind.PERSON: _("It looks like somebody's name. Say what the person does instead."),
    Kind.EXACT_DATE: _("A day can be looked up. The season tells as much."),
    Kind.EXACT_HEADCOUNT: _("Exact numbers are in public registers. A rough one tells as much."),
    Kind.EXACT_AMOUNT: _("Exact sums are in annual reports. A rough one tells as much."),
    Kind.PLACE: _("A place narrows down who you are. Name a larger part of the country."),
    Kind.NAME: _("It looks like a name. Say what it is instead."),
    UNREAD: _("Only people can look into this file. Check faces, signs, screens and names."),
}
