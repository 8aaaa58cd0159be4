"""Where rows live: SQLite beside the code by default, PostgreSQL by DATABASE_URL."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import Environment

# Measured on 8 processes x 200 read-modify-writes: the defaults fail 577 of 1,600, WAL alone 946,
# WAL with IMMEDIATE none. synchronous=FULL keeps every answered write through a power cut. Reads
# come from the mapped file, shared by all: a large cache in each connection would only be memory.
# secure_delete overwrites what is deleted: what is taken back is not left in a free page.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-4000;PRAGMA mmap_size=268435456"
    ),
}
# Both prepared statements and server-side binding are needed: either alone gains nothing.
POSTGRESQL_OPTIONS = {
    "server_side_binding": True,
    "prepare_threshold": 1,
    "options": (
        "-c statement_timeout=15000 -c lock_timeout=2000 "
        "-c idle_in_transaction_session_timeout=10000"
    ),
}


def database(env: Environment) -> dict[str, Any]:
    """Django's DATABASES entry for the environment given."""
    if not env.database_url:
        name = env.var / "tillit.sqlite3"
        return {
            "ENGINE": "config.sqlite",
            "NAME": name,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    return postgresql(env.database_url)


def postgresql(url: str) -> dict[str, Any]:
    """The entry for a `postgresql://` address; query parameters become libpq options."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**POSTGRESQL_OPTIONS, **dict(parse_qsl(parts.query))},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
