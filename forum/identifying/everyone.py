"""The names Tillit knows: the same for every teller, so that no answer depends on who tells."""

from accounts.models import Company, User
from forum.identifiers import Known


def everyone() -> Known:
    """All companies and all active people, in two queries."""
    companies = Company.objects.order_by("name").values_list("name", flat=True)
    people = User.objects.filter(is_active=True).order_by("display_name")
    return Known(tuple(companies), tuple(people.values_list("display_name", flat=True)))
