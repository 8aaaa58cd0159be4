"""Make .venv hold exactly what a lock file says: `python3 bin/prepare.py requirements-dev.txt`.

A stamp keeps the check sums of the locks inside, so that a second call takes no time. The
development lock contains the other one: after `make test`, `make run` changes nothing.
"""

import hashlib
import shutil
import subprocess
import sys

from find_uv import ROOT, environment, uv

VENV = ROOT / ".venv"
STAMP = VENV / "lock.sha256"
LOCKS = ("requirements.txt", "requirements-dev.txt")


def digest(lock: str) -> str:
    """Return a sum over the Python version asked for and the lock, with the lock's name."""
    wanted = (ROOT / ".python-version").read_bytes() + (ROOT / lock).read_bytes()
    return f"{lock} {hashlib.sha256(wanted).hexdigest()}"


def is_ready(lock: str) -> bool:
    """Tell whether .venv already holds this lock or the larger one that contains it."""
    enough = [digest(name) for name in LOCKS[LOCKS.index(lock) :]]
    return STAMP.exists() and STAMP.read_text() in enough


def make_venv() -> None:
    """Make .venv with the Python of .python-version, else with any the project supports."""
    shutil.rmtree(VENV, ignore_errors=True)
    for version in ((ROOT / ".python-version").read_text().strip(), ">=3.12"):
        command = [uv(), "venv", "--quiet", "--python", version, str(VENV)]
        if subprocess.call(command, env=environment(), cwd=ROOT) == 0:
            return
    sys.exit("tillit: no Python 3.12 or later could be found or fetched")


def sync(lock: str) -> None:
    """Install exactly the lock, every file checked against its hash."""
    STAMP.unlink(missing_ok=True)
    command = [uv(), "pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV), lock]
    if subprocess.call(command, env=environment(), cwd=ROOT):
        sys.exit(f"tillit: the packages of {lock} could not be installed")
    STAMP.write_text(digest(lock))


def main(lock: str) -> None:
    """Bring .venv in step with the lock."""
    if is_ready(lock):
        return
    sys.stderr.write(f"tillit: preparing .venv from {lock} …\n")
    if not (VENV / "bin" / "python").exists():
        make_venv()
    sync(lock)


if __name__ == "__main__":
    main(sys.argv[1])
