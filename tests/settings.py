"""The project's settings with the few changes a test run needs."""

import os
import tempfile

os.environ["TILLIT_MODE"] = "test"
os.environ.setdefault("TILLIT_VAR", tempfile.mkdtemp(prefix="tillit-tests-"))

from config.settings import *  # noqa: E402, F403
from config.settings import STORAGES, TASKS, MAILERS  # noqa: E402, I001

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; Argon2 has its own test
TASKS["default"] = {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}
MAILERS["outside"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
RATE_LIMITS = {
    scope: "100000/minute"
    for scope in ("read", "write", "upload", "export", "sign_in", "sign_in_address")
}
