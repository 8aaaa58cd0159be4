"""Make .venv hold exactly what a lock file says: `python3 bin/prepare.py requirements-dev.txt`.

A stamp keeps the check sums of the locks inside, so that a second call takes no time. The
development lock contains the other one: after `make test`, `make run` changes nothing.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from find_uv import ROOT, environment, uv

VENV = ROOT / ".venv"
STAMP = "lock.sha256"
LOCKS = ("requirements.txt", "requirements-dev.txt")


def digest(lock: str) -> str:
    """Return a sum over the Python version asked for and the lock, with the lock's name."""
    wanted = (ROOT / ".python-version").read_bytes() + (ROOT / lock).read_bytes()
    return f"{lock} {hashlib.sha256(wanted).hexdigest()}"


def is_ready(venv: Path, lock: str) -> bool:
    """Tell whether a venv already holds this lock or the larger one that contains it."""
    enough = [digest(name) for name in LOCKS[LOCKS.index(lock) :]]
    return (venv / STAMP).exists() and (venv / STAMP).read_text() in enough


def make_venv(venv: Path) -> None:
    """Make a venv with the Python of .python-version, else with any the project supports."""
    shutil.rmtree(venv, ignore_errors=True)
    for version in ((ROOT / ".python-version").read_text().strip(), ">=3.12"):
        command = [uv(), "venv", "--quiet", "--python", version, str(venv)]
        if subprocess.call(command, env=environment(), cwd=ROOT) == 0:
            return
    sys.exit("tillit: no Python 3.12 or later could be found or fetched")


def sync(venv: Path, lock: str) -> None:
    """Install exactly the lock, every file checked against its hash."""
    (venv / STAMP).unlink(missing_ok=True)
    command = [
        uv(),
        "pip",
        "sync",
        "--quiet",
        "--compile-bytecode",
        "--require-hashes",
        "--python",
        str(venv),
        lock,
    ]
    if subprocess.call(command, env=environment(), cwd=ROOT):
        sys.exit(f"tillit: the packages of {lock} could not be installed")
    (venv / STAMP).write_text(digest(lock))


def prepare(lock: str, venv: Path = VENV) -> None:
    """Bring a venv in step with the lock."""
    if is_ready(venv, lock):
        return
    sys.stderr.write(f"tillit: preparing {venv.name} from {lock} …\n")
    if not (venv / "bin" / "python").exists():
        make_venv(venv)
    sync(venv, lock)


if __name__ == "__main__":
    prepare(sys.argv[1])
