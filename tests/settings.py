"""The project's settings with the few changes a test run needs."""

import os
import tempfile
from pathlib import Path

os.environ["TILLIT_MODE"] = "test"
os.environ.setdefault("TILLIT_VAR", tempfile.mkdtemp(prefix="tillit-tests-"))

from config.settings import *  # noqa: F403
from config.settings import DATABASES, ENV, MAILERS, RATE_LIMITS, STORAGES, TASKS

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # speed; Argon2 has its own test
TASKS["default"] = {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}
MAILERS["outside"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LIMITS_PATH = ENV.var / f"limits-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.sqlite3"
RATE_LIMITS = dict.fromkeys(RATE_LIMITS, "100000/minute")
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="tillit-static-"))
if "sqlite" in DATABASES["default"]["ENGINE"]:  # threads cannot share one held in memory
    DATABASES["default"]["TEST"] = {"NAME": str(ENV.var / "test.sqlite3")}
