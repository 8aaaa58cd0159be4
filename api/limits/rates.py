"""Counting a request against its policy, and telling the caller where it stands.

Policies come from `settings.RATE_LIMITS` ("60/minute", "10/5 minute"). When the counters cannot be
reached, reading goes on (a reader must not pay for our fault) and writing and signing in rest (a
guesser must not profit from it).
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import structlog
from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse

from accounts import counters
from accounts.counters import CountersUnavailable
from api.limits.identity import client_address, counting_key
from api.problems.document import Refusal

log = structlog.get_logger("tillit.limits")

RETRY_AFTER_SECONDS = 5
ALARM_SECONDS = 60
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Standing:
    """Where a caller stands in one scope: `quota` per `window` seconds, `reset` seconds left."""

    scope: str
    quota: int
    window: int
    used: int
    reset: int
    counted: bool = True

    @property
    def remaining(self) -> int:
        """How many requests are left in the window."""
        return max(self.quota - self.used, 0)

    @property
    def is_exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.quota


class LimitExceeded(Refusal):
    """One request too many (429 with Retry-After)."""

    code = "rate_limited"

    def __init__(self, standing: Standing) -> None:
        wait = {"Retry-After": str(max(standing.reset, 1))}
        super().__init__(headers=headers(standing) | wait)


class LimitsUnavailable(Refusal):
    """The counters cannot be reached and the request may not pass uncounted (503)."""

    code = "limits_unavailable"

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


class _Alarm:
    """Says that the counters are away, once a minute in each process and not once a request."""

    def __init__(self) -> None:
        self.rung = float("-inf")

    def ring(self, error: CountersUnavailable) -> None:
        now = time.monotonic()
        if now - self.rung > ALARM_SECONDS:
            self.rung = now
            log.error("limits_unavailable", error=type(error.__cause__).__name__)


_alarm = _Alarm()


def check(scope: str, request: HttpRequest, user_id: object | None) -> Standing:
    """Count the request; LimitExceeded or LimitsUnavailable if it may not go on."""
    standing = hit(scope, request, user_id)
    if standing.is_exceeded:
        raise LimitExceeded(standing)
    return standing


def hit(scope: str, request: HttpRequest, user_id: object | None) -> Standing:
    """Count the request for the person, or for the address of somebody not signed in."""
    who = f"user {user_id}" if user_id else f"address {client_address(request)}"
    return count(scope, who, fail_open=request.method in SAFE_METHODS)


def count(scope: str, identity: str, *, fail_open: bool) -> Standing:
    """Count `identity` in `scope`; uncounted, or LimitsUnavailable, when counters are away."""
    policy = _policy(settings.RATE_LIMITS[scope])
    window = policy.get_expiry()
    try:
        used, ends = counters.hit(counting_key(scope, identity), window)
    except CountersUnavailable as error:
        _alarm.ring(error)
        if not fail_open:
            raise LimitsUnavailable from error
        return Standing(scope, policy.amount, window, 0, window, counted=False)
    return Standing(scope, policy.amount, window, used, max(ceil(ends - time.time()), 0))


def headers(*standings: Standing) -> dict[str, str]:
    """RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers), as structured lists.

    Empty for what was not counted: a number made up would be worse than none.
    """
    counted = [one for one in standings if one.counted]
    if not counted:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{s.scope}";q={s.quota};w={s.window}' for s in counted),
        "RateLimit": ", ".join(f'"{s.scope}";r={s.remaining};t={s.reset}' for s in counted),
    }


@lru_cache(maxsize=16)
def _policy(text: str) -> RateLimitItem:
    return parse(text)
