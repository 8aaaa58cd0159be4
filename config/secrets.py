"""Secrets for local use, made once and kept in the ignored `var/` folder."""

import os
from pathlib import Path

from cryptography.fernet import Fernet


def local_secret(var: Path, name: str) -> str:
    """Return the secret kept under `var/secrets/name`, making it on first use (mode 0600).

    Two processes may start at once: the file is created exclusively, and the loser reads what
    the winner wrote.
    """
    folder = var / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    fresh = folder / f".{name}.{os.getpid()}"
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(Fernet.generate_key().decode())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
