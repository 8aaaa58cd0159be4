"""E-mail addresses as Tillit takes them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def ascii_only(address: str) -> None:
    """Refuse look-alikes: a Cyrillic а in a domain name passes Django's own validator."""
    if not address.isascii():
        raise ValidationError(_("Write the address with plain letters only."), code="not_ascii")


def normal(address: str) -> str:
    """The one spelling an address is compared and kept in."""
    return address.strip().lower()
