"""Where mail goes: first into our own queue, from there to a mail server or a local folder."""

from typing import Any
from urllib.parse import unquote, urlsplit

from config.env import Environment


def mailers(env: Environment) -> dict[str, dict[str, Any]]:
    """Django's MAILERS: `default` writes mail down, `outside` is what the worker sends by."""
    outside = by_smtp(env.smtp_url) if env.smtp_url else to_folder(env)
    return {"default": {"BACKEND": "accounts.mail.QueuedBackend"}, "outside": outside}


def by_smtp(url: str) -> dict[str, Any]:
    """A mail server by its address: smtp, smtps (TLS from the start) or smtp+starttls."""
    parts = urlsplit(url)
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+starttls",
        "timeout": 5,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def to_folder(env: Environment) -> dict[str, Any]:
    """A folder of files, for local use."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return {"BACKEND": backend, "OPTIONS": {"file_path": env.var / "mail"}}
