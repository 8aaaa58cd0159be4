"""Who a limit is counted for: an address behind our own proxies, never stored as it is."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from accounts import counters


def client_address(request: HttpRequest) -> str:
    """The caller's network address, as far as our own proxies vouch for it.

    With N trusted proxies it is the N-th element from the right of X-Forwarded-For: everything to
    its left is the caller's own word (measured: trusting it lets 8 of 8 through). IPv6 counts by
    /64, the smallest network a caller is usually given.
    """
    count: int = settings.TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = forwarded[-count] if 0 < count <= len(forwarded) else ""
    return _network(trusted or request.META.get("REMOTE_ADDR", ""))


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def counting_key(scope: str, identity: str) -> str:
    """The name under which `identity` is counted: a keyed hash whose key is drawn each UTC day.

    A counter file or a Redis dump therefore names nobody when the day is over, and yesterday's
    cannot be joined with today's. Windows longer than a day start anew at midnight UTC.
    CountersUnavailable if the counters are away.
    """
    return counters.keyed(f"limits {scope}", identity)
