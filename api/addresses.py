"""Ids in addresses: in small letters as they are given out, or in capitals, as in a body."""

from django.urls.converters import UUIDConverter

_HEX = "[0-9a-fA-F]"


class IdConverter(UUIDConverter):
    """Django's own takes small letters alone (RFC 9562 §4: readers take both)."""

    regex = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
