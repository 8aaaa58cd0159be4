"""The forum as it is served, with limits so high that only their counting is measured."""

from config.settings import *  # noqa: F403
from config.settings import ENV
from config.settings import RATE_LIMITS as SERVED_LIMITS

RATE_LIMITS = dict.fromkeys(SERVED_LIMITS, "1000000000/minute")
STATIC_ROOT = ENV.var / "static"  # nothing to collect: no page is measured
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
