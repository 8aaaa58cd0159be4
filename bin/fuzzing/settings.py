"""The project's settings for a fuzzed server: real ones, but nobody is turned away for haste."""

from config.settings import *  # noqa: F403
from config.settings import RATE_LIMITS, TASKS

RATE_LIMITS = dict.fromkeys(RATE_LIMITS, "1000000/minute")
ACCOUNT_REAUTHENTICATION_TIMEOUT = 86_400  # a run takes longer than a proof lasts
TASKS = {**TASKS, "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}  # no mail
