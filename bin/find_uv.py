"""Run uv: the one on PATH, or one that pip fetches once into var/uv.

Needs only Python 3.9 and pip: no venv, no ensurepip, and no permission to change the system's
Python (`--target` is allowed where PEP 668 marks it as managed by the operating system).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FETCHED = ROOT / "var" / "uv"
# uv reads no pip configuration; whoever named an index or a certificate for pip means uv too.
PIP_SAYS = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
}


def uv() -> str:
    """Return the path of uv, fetching it by pip where there is none; status 1 if that fails."""
    found = shutil.which("uv") or shutil.which("uv", path=str(FETCHED / "bin"))
    if found:
        return found
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(FETCHED), "uv"]
    if subprocess.call(install):
        sys.exit("tillit: uv could not be fetched; install it or give pip a package index")
    return str(FETCHED / "bin" / "uv")


def environment() -> dict[str, str]:
    """Return the environment for uv, with what pip was told about indexes and certificates."""
    said = {}
    for option, variable in PIP_SAYS.items():
        value = pip_setting(option)
        if value:
            said[variable] = value
    return {**said, **os.environ, "UV_NO_PROGRESS": "1"}


def pip_setting(option: str) -> str:
    """Look a pip option up in its variable, then in its configuration files; empty if unset."""
    given = os.environ.get("PIP_" + option.upper().replace("-", "_"), "")
    if given:
        return given
    ask = [sys.executable, "-m", "pip", "config", "get", "global." + option]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(subprocess.call([uv(), *sys.argv[1:]], env=environment(), cwd=ROOT))
