"""Rate limits: how often who may do what, counted once for all processes and hosts."""

from api.limits.identity import client_address
from api.limits.rates import (
    LimitExceeded,
    LimitsUnavailable,
    Standing,
    check,
    headers,
    hit,
)
from api.limits.sign_in import SignInLimit

__all__ = [
    "LimitExceeded",
    "LimitsUnavailable",
    "SignInLimit",
    "Standing",
    "check",
    "client_address",
    "headers",
    "hit",
]
